from qualcode.analysis.counting import counted
from qualcode.analysis.cycles import by_cycle
from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.typical import typicality
from qualcode.model import Coding, Document, Participant

LABELS = {"vc": "Value", "vc.b": "Second", "vc.a": "First", "cost": "Cost"}
PEOPLE = [Participant(f"P0{number}", {"school": "Alder"}) for number in (1, 2, 3)]
DOCUMENTS = [Document(f"D0{n}", "", "interview", (f"P0{n}",), ("ana",), "ana") for n in (1, 2, 3)]


def coding(number: int, code: str, start: int = 0, **modifiers: str) -> Coding:
    return Coding(
        f"{number}{code}{start}", f"D0{number}", f"P0{number}", 1, start, start + 5, "words", code, "ana", modifiers
    )


def test_every_code_has_a_row_in_codebook_order_also_the_unused() -> None:
    rows = frequencies(counted([coding(1, "vc.a")], DOCUMENTS), PEOPLE, LABELS)
    assert [(row.code, row.participants, row.of, row.excerpts) for row in rows] == [
        ("vc", 1, 3, 1),
        ("vc.b", 0, 3, 0),
        ("vc.a", 1, 3, 1),
        ("cost", 0, 3, 0),
    ]


def test_a_code_counts_each_participant_below_it_once_and_is_marked() -> None:
    row = frequencies(counted([coding(1, "vc.a"), coding(1, "vc.b", 9), coding(2, "vc.b")], DOCUMENTS), PEOPLE, LABELS)[
        0
    ]
    assert (row.participants, row.excerpts, row.schools, row.coders, row.codes_below) == (2, 3, 1, ("ana",), 2)


def test_a_code_no_longer_in_the_codebook_still_shows_at_the_end() -> None:
    rows = frequencies(counted([coding(1, "old")], DOCUMENTS), PEOPLE, LABELS)
    assert (rows[-1].code, rows[-1].label, rows[-1].participants) == ("old", "old", 1)


def test_nothing_coded_gives_zeros_of_zero_not_an_error() -> None:
    assert {(row.participants, row.of) for row in frequencies(counted([], []), [], LABELS)} == {(0, 0)}


def test_hoped_for_value_is_never_counted_as_value_created() -> None:
    hope = coding(1, "vc.a", valence="positive", narrative="aspiration")
    row = by_cycle(
        counted([hope, coding(2, "vc.a", valence="absent"), coding(3, "vc.a")], DOCUMENTS), PEOPLE, {"vc.a": "First"}
    )[0]
    assert (row.participants, row.of) == (3, 3)
    assert (row.positive, row.absent, row.hoped_for, row.not_stated) == (0, 1, 1, 1)


def test_a_cycle_nobody_raised_keeps_its_row_and_its_place() -> None:
    rows = by_cycle(counted([coding(1, "vc.b")], DOCUMENTS), PEOPLE, {"vc.a": "First", "vc.b": "Second"})
    assert [(row.cycle, row.participants) for row in rows] == [("First", 0), ("Second", 1)]


def test_the_most_typical_excerpt_shares_its_words_with_other_people_not_with_its_own_speaker() -> None:
    chatter = [("P01", "parking parking lot")] * 5
    worth = typicality(
        [*chatter, ("P02", "we share lesson plans"), ("P03", "they share lesson plans"), ("P04", "plans")]
    )
    assert max(worth) == worth[6] or max(worth) == worth[5]


def test_excerpts_without_words_are_typical_of_nothing() -> None:
    assert typicality([("P01", "…"), ("P02", "lesson plans")])[0] == 0
    assert typicality([]) == ()
