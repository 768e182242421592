"""The codebook as an appendix to a report."""

from qualcode.codebook import Code, Codebook, Modifier, Rule
from qualcode.reports.kinds.codebook_appendix import AppendixBook, render_codebook

TRUST = Code(
    id="trust",
    label="Trust",
    brief="They can say awkward things",
    full="The speaker shows what went wrong.",
    key_question="Whom can you tell?",
    when=["a risk is taken"],
    when_not=["people are friendly -> warmth", "nobody *acts*"],
    examples=["I show them my worst numbers.", "A second one."],
    counter_examples=["They are nice. -> warmth"],
    rules=["D1: Ask who knows.", "Look twice."],
    source="Somebody 2019",
)
BOOK = Codebook(
    title="Trust among leaders",
    framework_version="2nd",
    source="Somebody & Other",
    note="Nothing here is a grade.",
    modifiers=[Modifier(name="valence", definition="Gained or lost", values=["positive", "absent"])],
    rules=[Rule(name="D1", text="Ask who knows.")],
    codes=[
        TRUST,
        Code(id="trust.peers", label="Peers", kind="magnitude", scale=["none", "some"], exclusive_group="who"),
        Code(id="warmth", label="Warmth", brief="People are kind."),
        Code(id="lunch", label="Lunch", status="provisional"),
        Code(id="old", label="Old", status="retired"),
    ],
)


def appendix(*codebooks: Codebook, **more: object) -> str:
    books = [
        AppendixBook(f"codebooks/b{n}.yaml", one, "abc123", "2026-03-02", **more) for n, one in enumerate(codebooks)
    ]  # type: ignore[arg-type]
    return render_codebook("Meetings", books)


def test_it_says_which_version_this_is_where_it_comes_from_and_what_every_reader_has_to_know() -> None:
    text = appendix(BOOK)
    assert text.startswith("# Codebook: Meetings\n\n*Written for the team.*\n\n## Trust among leaders\n")
    assert "**This version:** abc123, applied 2026-03-02; file codebooks/b0.yaml" in text
    assert "**Source:** Somebody &amp; Other" in text
    assert "**Version of the framework:** 2nd" in text
    assert "> Nothing here is a grade." in text
    assert "| valence | Gained or lost | positive, absent |" in text
    assert "- **D1.** Ask who knows." in text


def test_a_code_stands_with_its_definition_its_tests_and_one_example() -> None:
    text = appendix(BOOK)
    code = text[text.index("#### Trust (trust)") : text.index("##### Peers")]
    assert "They can say awkward things. The speaker shows what went wrong." in code
    assert "- Asks: Whom can you tell?" in code
    assert "**Use it when**\n\n- a risk is taken" in code
    assert "- people are friendly → Warmth (warmth)\n- nobody \\*acts\\*" in code
    assert "**For example:** “I show them my worst numbers.”" in code
    assert "A second one." not in code
    assert "**Looks like it, is not:** “They are nice.” → Warmth (warmth)" in code
    assert "- Decided by: D1; Look twice." in code


def test_levels_and_groups_are_said_in_words() -> None:
    text = appendix(BOOK)
    assert "- Kind: magnitude\n- Levels, lowest first: none, some\n- Only one code of the group “who”" in text


def test_codes_keep_their_order_and_provisional_and_retired_ones_stand_apart() -> None:
    text = appendix(BOOK, left_behind=(Code(id="gone", label="Gone"),))
    order = [
        "### Codes",
        "## Trust (",
        "## Peers (",
        "## Warmth (",
        "### Provisional codes",
        "Lunch (",
        "### Retired codes",
    ]
    places = [text.index(words) for words in [*order, "Old (old)", "Gone (gone)"]]
    assert places == sorted(places)
    assert "### Provisional codes" not in appendix(Codebook(codes=[TRUST]))


def test_cycles_without_a_note_bring_the_sentence_that_they_are_no_steps() -> None:
    assert "> The cycles are not steps or grades." in appendix(Codebook(cycles=["trust"], codes=[TRUST]))


def test_a_code_of_another_file_is_named_by_its_label_and_every_book_has_its_part() -> None:
    other = Codebook(title="Other", codes=[Code(id="x", when_not=["kind -> warmth", "odd -> nowhere"])])
    text = appendix(BOOK, other)
    assert "- kind → Warmth (warmth)\n- odd → nowhere" in text
    assert text.count("\n## ") == 2


def test_ids_that_begin_below_no_code_start_at_the_first_level() -> None:
    text = appendix(
        Codebook(codes=[Code(id="vc.applied", label="Applied"), Code(id="vc.applied.often", label="Often")])
    )
    assert "\n#### Applied (vc.applied)" in text
    assert "\n##### Often (vc.applied.often)" in text


def test_without_a_codebook_it_says_so() -> None:
    assert "No codebook has been applied yet." in render_codebook("Meetings", [])
