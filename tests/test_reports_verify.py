import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_reports_material import study

from qualcode.model import Evidence
from qualcode.reports.content.markdown import one_line, unescape
from qualcode.reports.content.markers import read_markers
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.slices import is_slice
from qualcode.reports.verifying.verify import VerifiedLine, failed, verify_report

MATERIAL = study()
REPORT = render_themes(MATERIAL)
FEMI = "> The card we drafted together is in use"


def faults(text: str) -> list[VerifiedLine]:
    return [one for one in verify_report(text, MATERIAL) if one.status in {"changed", "not backed"}]


def line_of(words: str, text: str = REPORT) -> int:
    return text[: text.index(words)].count("\n") + 1


def after_marker(words: str) -> str:
    """Words added in a paragraph of their own, after the first section."""
    return REPORT.replace("## Themes by role", f"{words}\n\n## Themes by role")


def test_a_fresh_report_is_true_line_by_line() -> None:
    lines = verify_report(REPORT, MATERIAL)
    assert {one.status for one in lines} == {"ok"}
    assert not failed(lines)
    assert {one.line for one in lines} == {
        number for number, line in enumerate(REPORT.split("\n"), 1) if re.search(r"\w", line)
    }


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("The card we drafted together is in use", "The card we drafted together is on use"),
        ("3 of 4<!-- count participants theme", "4 of 4<!-- count participants theme"),
        ("3 of 4<!-- count participants theme", "3 of 5<!-- count participants theme"),
        ("3 of 4<!-- count participants theme", "13 of 4<!-- count participants theme"),
        ("| 1 of 4<!-- count participants code=", "| 2 of 4<!-- count participants code="),
        ("| 0<!-- number participants code=", "| 10<!-- number participants code="),
        ("40<!-- number examined", "41<!-- number examined"),
        ("4 of 5<!-- count coded", "5 of 5<!-- count coded"),
        ("— P02, vice principal; D02, turn 2, 2:00", "— P01, vice principal; D02, turn 2, 2:00"),
        ("— P04, teacher leader; D04, turn 2, 2:00", "— P04, teacher leader; D04, turn 2, 2:01"),
        (" (a hope or plan)", ""),
        ("Asked: “What did the meetings give you?”", "Asked: “What did the lunches give you?”"),
        ("| A good lunch | 2 of 2", "| A bad lunch | 2 of 2"),
        ("| Theme | principal | teacher leader |", "| Theme | teacher leader | principal |"),
    ],
)
def test_a_changed_word_figure_or_name_is_named_with_its_line_and_what_is_true(true: str, false: str) -> None:
    assert true in REPORT
    found = faults(REPORT.replace(true, false, 1))
    assert [(one.line, one.status) for one in found] == [(line_of(true), "changed")]
    assert found[0].expected
    assert (found[0].expected or "nothing") in unescape(re.sub("<!--.*?-->", "", REPORT))


@pytest.mark.parametrize(
    ("true", "false", "why"),
    [
        ('in="D02" at="89:190"', 'in="D02" at="89:189"', "do not stand under"),
        ('in="D02" at="89:190"', 'in="D77" at="89:190"', "no interview or record “D77”"),
        ('in="D02" at="89:190"', 'in="D02" at="89:99999"', "lies outside"),
        ('text="161edbfdfb255eb1"', 'text="161edbfdfb255eb2"', "another text"),
        ('stance="for" in="D04"', 'stance="against" in="D04"', "do not stand under"),
        ('theme="A good lunch" stance', 'theme="A good dinner" stance', "no theme “A good dinner”"),
        ('theme="A good lunch" role', 'theme="A good dinner" role', "no theme “A good dinner”"),
        ('code="vc.immediate" -->', 'code="vc.imediate" -->', "no code “vc.imediate”"),
        ('search="1"', 'search="2"', "no such search"),
        ("count participants theme", "count people theme", "is no question"),
        ('role="principal"', 'rolle="principal"', "means nothing"),
    ],
)
def test_a_changed_marker_is_noticed_and_explained(true: str, false: str, why: str) -> None:
    assert true in REPORT
    found = faults(REPORT.replace(true, false, 1))
    assert found[0].status == "changed"
    assert found[0].line == line_of(true)
    assert why in found[0].what


@pytest.mark.parametrize(
    "words",
    [
        "As one said, “we never looked back at all”.",
        'As one said, "we never looked back at all".',
        "As one said, ‘we don’t look back’, and left.",
        "As one said, 'we don't look back', and left.",
        "As one said, “we never looked\nback at all”.",
        "> We never looked back.",
        "About 3 of 12 principals agreed.",
        "About 3 out of 12 principals agreed.",
        "About three of the 12 principals agreed.",
        "About **3** of **12** principals agreed.",
        "| A good lunch | 3 of 12 |",
        "3 of 4 raised something.",
    ],
)
def test_a_quotation_or_a_count_from_nowhere_is_not_backed(words: str) -> None:
    text = after_marker(words)
    found = faults(text)
    assert [(one.line, one.status) for one in found] == [
        (line_of(words.split("\n", maxsplit=1)[0], text), "not backed")
    ]


@pytest.mark.parametrize(
    "words",
    ["We add our own view.", "A so-called “critical friend” and \"good enough\".", "It's the teachers' own, isn't it?",
     "The 12 principals met 3 times.", "We met in 2 of the weeks."],
)  # fmt: skip
def test_a_text_added_by_hand_without_quotation_or_count_is_not_checked_and_no_fault(words: str) -> None:
    text = after_marker(words)
    lines = verify_report(text, MATERIAL)
    assert not failed(lines)
    assert [one.line for one in lines if one.status == "not checked"] == [line_of(words, text)]


def test_a_quote_whose_marker_was_taken_away_is_not_backed() -> None:
    text = re.sub(rf"({re.escape(FEMI)}.*?)<!--.*-->", r"\1", REPORT, count=1)
    assert {(one.line, one.status) for one in faults(text)} == {(line_of(FEMI, text), "not backed")}


def test_a_quote_without_its_attribution_is_changed() -> None:
    text = REPORT.replace("> — P04, teacher leader; D04, turn 2, 2:00 (a hope or plan)\n", "")
    assert [one.expected for one in faults(text)] == ["— P04, teacher leader; D04, turn 2, 2:00 (a hope or plan)"]


def test_attributions_exchanged_between_two_quotes_are_noticed() -> None:
    one, two = "— P03, principal; D03, turn 2, 2:00", "— P01, principal; D01, turn 2, 2:00"
    text = REPORT.replace(one, "\0").replace(two, one).replace("\0", two)
    assert len([fault for fault in faults(text) if "attribution" in fault.what]) == 3


@pytest.mark.parametrize(
    ("edited", "fine"),
    [
        ("I would love to use the card … if the budget allows it.", True),
        ("… use the card with my team next year …", True),
        ("I would love to use [it] with my team next year, if the budget allows it.", True),
        ("I would love to use the card with my team [in autumn], if the budget allows it.", True),
        ("I would love to use the card with my team.", False),
        ("I would use the card … if the budget allows it.", False),
        ("… if the budget allows it … I would love to use the card …", False),
        ("I would lo…", False),
        ("I … allows it, I think.", False),
        ("I would love … to use the card with my team next year, if the budget allows it.", False),
        ("I [do not] allows it.", False),
    ],
)
def test_a_quote_may_leave_out_words_and_explain_words_and_nothing_else(edited: str, fine: bool) -> None:
    whole = "I would love to use the card with my team next year, if the budget allows it."
    assert (faults(REPORT.replace(f"> {whole}", f"> {edited}")) == []) is fine


def test_an_edit_never_joins_two_turns() -> None:
    text, turns = MATERIAL.texts["D01"], MATERIAL.turns["D01"]
    marker = re.search(r'in="D01" at="97:162" text="\w+"', REPORT)
    assert marker is not None
    place = f'in="D01" at="{turns[1].start}:{turns[3].end}" '
    at = marker[0].replace('in="D01" at="97:162" ', place)
    assert is_slice("We drafted … our school.", text[turns[1].start : turns[3].end])
    assert "not the words" in faults(after_marker(f"“We drafted … our school.”<!-- quote {at} -->"))[0].what


def test_a_bracket_of_the_transcript_itself_cannot_be_rewritten() -> None:
    assert faults(REPORT.replace(r"\[laughs\]", r"\[cries\]"))
    assert not is_slice("our card [cries] & mine", "our card [laughs] & mine")
    assert is_slice("our card … mine", "our card [laughs] & mine")


def test_a_marked_quote_may_stand_inside_a_sentence() -> None:
    marker = re.search(r'<!-- quote theme="A good lunch" stance="for" in="D03".*?-->', REPORT)
    assert marker is not None
    assert faults(after_marker(f"Somebody remembered “A nice lunch.”{marker[0]} above all.")) == []
    assert faults(after_marker(f"Somebody remembered “A nice brunch.”{marker[0]} above all."))[0].status == "changed"
    assert faults(after_marker(f"Somebody remembered lunch{marker[0]} above all."))[0].status == "changed"


def test_other_line_ends_padded_tables_and_wrapped_quotes_change_nothing() -> None:
    padded = re.sub(r" \| ", "   |  ", REPORT)
    wrapped = REPORT.replace("is in use in four", "is in use\n> in four").replace(
        "raised it:** 3 of 4", "raised it:** 3\nof 4"
    )
    for text in (REPORT.replace("\n", "\r\n"), "\ufeff" + REPORT, padded, wrapped, REPORT + "\n\n"):
        assert faults(text) == []


def test_a_recoded_excerpt_shows_in_every_figure_and_quote_it_touched() -> None:
    codings = tuple(replace(one, code="vc.potential") if one.id == "c4" else one for one in MATERIAL.codings)
    changed = [one for one in verify_report(REPORT, replace(MATERIAL, codings=codings)) if one.status == "changed"]
    assert line_of(FEMI) in {one.line for one in changed}
    assert "2 of 4" in {one.expected for one in changed}


def test_a_report_of_an_older_theme_or_transcript_is_no_longer_true() -> None:
    renamed = tuple(replace(theme, name="Another name") for theme in MATERIAL.themes)
    mended = {name: text.replace("Mhm", "Yes") for name, text in MATERIAL.texts.items()}
    assert failed(verify_report(REPORT, replace(MATERIAL, themes=renamed)))
    assert failed(verify_report(REPORT, replace(MATERIAL, texts=mended)))
    assert failed(verify_report(REPORT, replace(MATERIAL, themes=())))


def test_an_empty_text_has_nothing_to_check() -> None:
    assert verify_report("", MATERIAL) == ()


SPOKEN = [
    (found.start(1), found.end(1)) for found in re.finditer(r"^> (?!—)(.+?)<!--|Asked: “(?=(.+?)”<!--)", REPORT, re.M)
    if found[1]
]  # fmt: skip
FIGURES = [
    (found.start(1), found.end(1))
    for found in re.finditer(r"(\d+(?: of \d+)?)(?=<!--)", REPORT)
]  # fmt: skip
TYPED = str.maketrans("‘’‚‛“”„‟‐‑‒–—―", "''''" + '""""' + "------")
CHARACTERS = st.characters(codec="utf-8", exclude_characters="…\r\n") | st.sampled_from("“”\"'’<>-|*_[]0123456789 ")


def typed(words: str) -> str:
    """Words as a plain keyboard gives them, where a word processor curls quotes and joins dashes."""
    return re.sub("-{2,3}", "-", words.translate(TYPED).replace("...", "…"))


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SPOKEN), st.integers(0, 500), st.characters(categories=["L", "N"]))
def test_any_changed_letter_or_digit_of_a_marked_quote_is_noticed(place: tuple[int, int], at: int, new: str) -> None:
    start, end = place
    position = start + at % (end - start)
    assume(REPORT[position] != new)
    text = REPORT[:position] + new + REPORT[position + 1 :]
    assert line_of(REPORT[start:end]) in {one.line for one in faults(text)}


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SPOKEN), st.integers(0, 500), CHARACTERS)
def test_any_other_change_of_a_marked_quote_but_curled_quotes_and_dashes_is_noticed(
    place: tuple[int, int], at: int, new: str
) -> None:
    start, end = place
    position = start + at % (end - start)
    text = REPORT[:position] + new + REPORT[position + 1 :]
    before, after = (typed(one_line(unescape(version[start:end]))) for version in (REPORT, text))
    assume(before != after)
    assert line_of(REPORT[start:end]) in {one.line for one in faults(text)}


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FIGURES), st.integers(0, 9), CHARACTERS)
def test_any_changed_character_of_a_marked_figure_is_noticed(place: tuple[int, int], at: int, new: str) -> None:
    start, end = place
    position = start + at % (end - start)
    text = REPORT[:position] + new + REPORT[position + 1 :]
    assume(text[start:end].split() != REPORT[start:end].split())
    assert REPORT[:start].count("\n") + 1 in {one.line for one in faults(text)}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(REPORT) - 1), st.integers(0, 40), st.text(max_size=8))
def test_no_text_however_broken_stops_the_check(start: int, length: int, new: str) -> None:
    text = REPORT[:start] + new + REPORT[start + length :]
    lines = verify_report(text, MATERIAL)
    assert all(1 <= one.line <= text.count("\n") + text.count("\r") + 1 for one in lines)


def test_every_figure_and_quote_of_the_report_stands_beside_its_question() -> None:
    assert len(list(read_markers(REPORT))) == REPORT.count("<!--") - REPORT.count("<!-- picture ")
    bare = re.sub(r"\d+ of \d+<!--|\d+<!--", "", REPORT.split("## How to read")[0])
    bare = re.sub(r"(?m)^(>|Asked|#|\*\*Central).*$", "", re.sub(r"count|number|<!--.*?-->|[a-z]+ .*?-->", "", bare))
    assert not re.search(r"\d+ of \d+", bare)


def test_evidence_put_by_hand_keeps_its_quote_backed() -> None:
    theme = replace(MATERIAL.themes[1], evidence=(Evidence("c4"),))
    material = replace(MATERIAL, themes=(theme,))
    assert not failed(verify_report(render_themes(material), material))


@pytest.mark.parametrize(
    ("true", "curled"),
    [
        ("It's not perfect", "It’s not perfect"),
        ("nobody counts it; I don’t", "nobody counts it; I don't"),
        ("She said “come in”", 'She said "come in"'),
        ("Asked: “What did the meetings give you?”", 'Asked: "What did the meetings give you?"'),
        ("— P03, principal; D03", "-- P03, principal; D03"),
        ("it is “ours and nobody else's”", 'it is "ours and nobody else’s"'),
    ],
)
def test_what_a_word_processor_curled_is_the_same_and_said_to_be(true: str, curled: str) -> None:
    assert true in REPORT
    lines = verify_report(REPORT.replace(true, curled), MATERIAL)
    assert {one.status for one in lines} == {"ok"}
    assert line_of(true) in {one.line for one in lines if one.what.endswith("(quotes curled)")}


def test_a_report_curled_from_end_to_end_is_as_true_as_before() -> None:
    words = re.split("(<!--.*?-->)", REPORT)
    words[::2] = [one.translate(str.maketrans("'“”—", '’""–')) for one in words[::2]]
    assert {one.status for one in verify_report("".join(words), MATERIAL)} == {"ok"}


def test_a_shortened_quote_may_be_curled_as_well() -> None:
    curled = REPORT.replace("> It's not", "> It’s not").replace("I don’t, 1 of 9 weeks", "I don't, 1 of ... weeks")
    assert faults(curled) == []
    assert [one.status for one in faults(curled.replace("> It’s not", "> It’s"))] == ["changed"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Gus told us: “A nice lunch.”", "stands in D03, turn 2 (P03), without the comment that proves it; copy it"),
        ("> The card never reached our school.\n>\n> — P03, principal; D03, turn 2", "stands in D03, turn 2 (P03)"),
        ("“It's not perfect | nobody counts it; I don't”", "stands in D02, turn 3 (P02)"),
        ("“Please do, I have the card”", "stands in D05, turn 2 (P05), without the comment that proves it; the report"),
        ("“Shall we begin, then?” and “Shall we begin?”", "stands in D05, turn 1 (interviewer)"),
        ("In all, 3 of 4 agreed.", "no comment says what this counts; copy the figure with its comment"),
    ],
)
def test_what_no_comment_proves_is_told_where_it_stands(words: str, told: str) -> None:
    found = faults(after_marker(words))
    assert {one.status for one in found} == {"not backed"}
    assert any(told in one.what for one in found)
    assert "““" not in "".join(one.what for one in found)


def test_words_nobody_said_so_stand_nowhere() -> None:
    for words in ("“A nice brunch.”", "“nice lun”", "“The card never reached your school.”"):
        assert not [one for one in faults(after_marker(f"Gus told us: {words}")) if "stands in" in one.what]


def test_a_report_pasted_from_a_preview_is_told_once() -> None:
    bare = re.sub("<!--.*?-->", "", REPORT)
    preview = re.sub(r"(?m)^[#>|]+ ?|\*+", "", bare).replace("\\", "")
    for text in (bare, preview):
        (told,) = verify_report(text, MATERIAL)
        assert (told.line, told.status) == (1, "not backed")
        assert "Verify the file that qualcode wrote." in told.what


def test_a_memo_that_names_themes_is_no_report_that_lost_its_comments() -> None:
    memo = "# What the principals’ community gave\n\n## A good lunch\n\nIn all, 3 of 4 agreed.\n\n## What next\n\nMore."
    assert (5, "not backed") in {(one.line, one.status) for one in faults(memo)}
