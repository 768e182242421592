from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counting import counted
from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.values import NOT_SAID, senses, senses_by_level, value_cells, value_counts
from qualcode.model import Coding, Document, Participant

LABELS = {"vc": "Value", "vc.a": "First", "cost": "Cost"}
PEOPLE = [Participant(f"P0{number}", {"school": "Alder"}) for number in (1, 2, 3)]
DOCUMENTS = [Document(f"D0{n}", "", "interview", (f"P0{n}",), ("ana",), "ana") for n in (1, 2, 3)]
VALENCES = ("positive", "negative", "mixed", "absent")


def coding(number: int, code: str, start: int = 0, **modifiers: str) -> Coding:
    return Coding(
        f"{number}{code}{start}", f"D0{number}", f"P0{number}", 1, start, start + 5, "words", code, "ana", modifiers
    )


def shown(codings: list[Coding], modifier: str = "valence", declared: tuple[str, ...] = VALENCES) -> dict[str, object]:
    """Participants and excerpts under each code and value that anybody used."""
    chosen = senses(modifier, declared, codings, LABELS)
    rows = value_counts(chosen, counted(codings, DOCUMENTS), PEOPLE)
    return {f"{row.code} {row.value}": (row.participants, row.excerpts) for row in rows if row.excerpts}


def test_value_that_did_not_come_is_a_value_like_the_others_and_what_nobody_said_is_counted_too() -> None:
    codings = [coding(1, "vc.a", valence="absent"), coding(2, "vc.a"), coding(2, "vc.a", 9), coding(3, "cost")]

    assert shown(codings) == {
        "vc absent": (1, 1), "vc not said": (1, 2), "vc.a absent": (1, 1), "vc.a not said": (1, 2),
        "cost not said": (1, 1),
    }  # fmt: skip


def test_a_hope_is_counted_under_no_valence_however_it_was_coded() -> None:
    codings = [coding(1, "vc.a", valence="positive", narrative="aspiration"), coding(2, "vc.a", valence="positive")]

    assert shown(codings)["vc.a positive"] == shown(codings)["vc.a hoped for"] == (1, 1)
    assert shown(codings, "narrative", ("account", "aspiration"))["vc.a aspiration"] == (1, 1)


def test_the_column_of_hopes_stands_only_where_somebody_hoped() -> None:
    assert senses("valence", VALENCES, [coding(1, "vc.a")], LABELS).values == (*VALENCES, NOT_SAID)


def test_a_value_that_no_codebook_declares_any_more_keeps_a_column() -> None:
    assert shown([coding(1, "cost", valence="splendid")]) == {"cost splendid": (1, 1)}


def test_every_value_of_a_code_has_the_n_that_the_code_has() -> None:
    documents = [Document("D01", "", "interview", ("P01",), ("ana",), "ana", frozenset({"cost"})), *DOCUMENTS[1:]]
    codings = [coding(1, "vc.a", valence="absent")]  # not asked about it, and raised it
    count = counted(codings, documents)
    rows = value_counts(senses("valence", VALENCES, codings, LABELS), count, PEOPLE)

    ns = {row.code: row.of for row in frequencies(count, PEOPLE, LABELS)}
    assert all(row.of == ns[row.code] for row in rows)
    assert ns["vc.a"] == 3


def test_a_participant_who_spoke_in_another_sense_is_not_called_silent() -> None:
    codings = [coding(1, "vc.a", valence="absent")]
    cells = value_cells(senses("valence", VALENCES, codings, LABELS), counted(codings, DOCUMENTS[:2]), PEOPLE)
    states = {(one.participant, one.value): one.state for one in cells if one.code == "vc.a"}

    assert states["P01", "absent"] == "said"
    assert states["P01", "positive"] == "said otherwise"
    assert states["P02", "absent"] == "nothing said; whether asked is not recorded"
    assert states["P03", "absent"] == "no interview"


def test_levels_stand_in_the_order_of_their_scale_and_codes_of_one_scale_together() -> None:
    scales = {"rub.a": ("low", "high"), "rub.b": ("low", "high"), "aim": ("partial", "strong")}
    labels = {"rub": "Rubric", "rub.a": "A", "rub.b": "B", "aim": "Aim", "vc": "Value"}
    codings = [coding(1, "rub.a", level="high"), coding(2, "rub.a"), coding(3, "aim", level="strong")]
    blocks = senses_by_level("level", scales, codings, labels)
    rows = [row for one in blocks for row in value_counts(one, counted(codings, DOCUMENTS), PEOPLE)]

    assert [(one.values, [*one.codes]) for one in blocks] == [
        (("low", "high", "not said"), ["rub.a", "rub.b"]),
        (("partial", "strong", "not said"), ["aim"]),
    ]
    assert [(row.code, row.value) for row in rows if row.excerpts] == [
        ("rub.a", "high"), ("rub.a", "not said"), ("aim", "strong"),
    ]  # fmt: skip


codings_of_a_study = st.lists(
    st.builds(
        lambda person, code, start, valence, narrative: coding(
            person, code, start * 10, **{k: v for k, v in (("valence", valence), ("narrative", narrative)) if v}
        ),
        st.sampled_from([1, 2, 3]),
        st.sampled_from([*LABELS]),
        st.integers(0, 4),
        st.sampled_from([None, *VALENCES]),
        st.sampled_from([None, "account", "aspiration"]),
    ),
    unique_by=lambda one: (one.document, one.start),
)


@pytest.mark.parametrize("modifier", ["valence", "narrative"])
@given(codings=codings_of_a_study)
def test_no_excerpt_is_lost_or_counted_under_two_values(modifier: str, codings: list[Coding]) -> None:
    count = counted(codings, DOCUMENTS)
    declared = VALENCES if modifier == "valence" else ("account", "aspiration")
    chosen = senses(modifier, declared, codings, LABELS)
    by_code: Counter[str] = Counter()
    for row in value_counts(chosen, count, PEOPLE):
        by_code[row.code] += row.excerpts

    assert by_code == {row.code: row.excerpts for row in frequencies(count, PEOPLE, LABELS)}
    cells = value_cells(chosen, count, PEOPLE)
    assert sum(one.excerpts for one in cells) == sum(by_code.values())
    assert all((one.state == "said") == (one.excerpts > 0) for one in cells)
