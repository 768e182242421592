import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from qualcode.shipped import shipped
from qualcode.transcripts import Reading
from qualcode.transcripts.finding import find_words
from tests.readings import read_transcript

STUDY = shipped("transcripts_example")
INTERVIEWS = sorted(path for path in STUDY.iterdir() if path.name[:2].isdigit())
DOCUMENTS = {f"D{number:02d}": path for number, path in enumerate(INTERVIEWS, start=1)}
LAYOUTS = ["zoom vtt"] * 2 + [
    "teams vtt",
    "otter text",
    "text",
    "docx",
    "docx",
    "zoom vtt",
    "otter text",
    "teams vtt",
    "text",
    "srt",
]
CODES = {
    "vc.immediate",
    *(f"vc.potential.{capital}" for capital in ("human", "social", "tangible", "reputational", "learning")),
    "vc.applied",
    "vc.realized",
    "vc.reframing",
}
MODIFIERS = {
    "valence": {"positive", "negative", "mixed", "absent"},
    "narrative": {"account", "aspiration"},
    "attribution": {"cop", "other_program", "district", "own_effort", "mixed", "unstated"},
    "salience": {"major", "foremost"},
}


def table(name: str) -> list[dict[str, str]]:
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def themes() -> list[dict[str, Any]]:
    loaded = YAML(typ="safe").load((STUDY / "themes.yaml").read_text(encoding="utf-8"))["themes"]
    assert isinstance(loaded, list)
    return loaded


@cache
def interview(document: str) -> Reading:
    path = DOCUMENTS[document]
    interviewers = [row["label"] for row in people(path) if row["role"] == "interviewer"]
    return read_transcript(path.read_bytes(), path.name, interviewers=interviewers)


def people(path: Path) -> list[dict[str, str]]:
    return [row for row in table("participants.csv") if row["file"] == path.name]


def participant_label(document: str) -> str:
    return next(row["label"] for row in people(DOCUMENTS[document]) if row["participant"])


def spoken(document: str) -> list[str]:
    reading = interview(document)
    return [" ".join(reading.text[turn.start : turn.end].split()) for turn in reading.turns]


def tokens(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


def runs(words: list[str], length: int) -> Iterator[str]:
    return (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))


def documents_sharing(pieces: dict[str, set[str]]) -> dict[str, set[str]]:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for document, said in pieces.items():
        for piece in said:
            holders[piece].add(document)
    return {piece: documents for piece, documents in holders.items() if len(documents) > 1}


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    if one["document"] != other["document"]:
        return False
    text = interview(one["document"]).text
    (start, end), (other_start, other_end) = find_words(text, one["words"])[0], find_words(text, other["words"])[0]
    return start < other_end and other_start < end


def test_twelve_interviews_come_in_seven_layouts() -> None:
    assert [interview(document).format for document in DOCUMENTS] == LAYOUTS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_interview_has_the_two_speakers_that_the_list_of_people_names(document: str) -> None:
    listed = {
        row["label"]: "interviewer" if row["role"] == "interviewer" else "participant"
        for row in people(DOCUMENTS[document])
    }
    assert {found.label: found.role for found in interview(document).labels} == listed
    assert len(listed) == 2


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_interview_is_read_without_warnings(document: str) -> None:
    assert interview(document).warnings == ()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_interview_is_of_readable_length(document: str) -> None:
    assert 1_000 <= sum(len(turn.split()) for turn in spoken(document)) <= 1_600
    assert 20 <= len(spoken(document)) <= 40


@pytest.mark.parametrize("document", ["D01", "D02", "D03", "D04", "D07", "D08", "D09", "D10", "D12"])
def test_times_of_a_recording_only_go_forward(document: str) -> None:
    begins = [turn.begins for turn in interview(document).turns if turn.begins is not None]
    assert len(begins) == len(interview(document).turns)
    assert begins == sorted(set(begins))


def test_no_two_interviews_share_a_sentence() -> None:
    sentences = {
        document: {" ".join(tokens(part)) for turn in spoken(document) for part in re.split(r"(?<=[.!?])\s+", turn)}
        for document in DOCUMENTS
    }
    assert not [piece for piece in documents_sharing(sentences) if len(piece.split()) > 4]


def test_no_two_interviews_share_seven_words_in_a_row() -> None:
    said = {document: {run for turn in spoken(document) for run in runs(tokens(turn), 7)} for document in DOCUMENTS}
    assert documents_sharing(said) == {}


def test_participants_hold_the_roles_of_six_schools() -> None:
    members = [row for row in table("participants.csv") if row["participant"]]
    assert [row["participant"] for row in members] == [f"P{number:02d}" for number in range(1, 13)]
    assert Counter(row["role"] for row in members) == {"principal": 5, "vice principal": 4, "teacher leader": 3}
    assert len({row["school"] for row in members}) == 6
    assert len({(row["school"], row["level"]) for row in members}) == 6


def test_words_of_a_coding_stand_once_in_their_document_and_are_the_participants() -> None:
    for row in table("codings.csv"):
        reading = interview(row["document"])
        places = find_words(reading.text, row["words"])
        assert len(places) == 1, row
        start, end = places[0]
        labels = [turn.label for turn in reading.turns if turn.start <= start and end <= turn.end]
        assert labels == [participant_label(row["document"])], row


def test_words_of_a_coding_are_as_spoken_to_the_letter() -> None:
    wrong = [
        row for row in table("codings.csv") if sum(turn.count(row["words"]) for turn in spoken(row["document"])) != 1
    ]
    assert wrong == []


def test_codings_use_the_codes_and_modifiers_of_the_framework() -> None:
    rows = table("codings.csv")
    assert {row["code"] for row in rows} == CODES
    for row in rows:
        modifiers = dict(part.split("=") for part in row["modifiers"].split("; "))
        assert {"valence", "narrative", "attribution"} <= modifiers.keys()
        assert all(value in MODIFIERS[name] for name, value in modifiers.items())


def test_one_coder_coded_everything_and_another_three_interviews() -> None:
    codings = table("codings.csv")
    first = Counter(row["document"] for row in codings if row["coder"] == "ana")
    second = Counter(row["document"] for row in codings if row["coder"] == "ben")
    assert set(first) == set(DOCUMENTS)
    assert set(first.values()) <= set(range(12, 25))
    assert set(second) == {"D02", "D05", "D09"}


def test_the_second_coder_agrees_in_part() -> None:
    rows = table("codings.csv")
    first = [row for row in rows if row["coder"] == "ana"]
    second = [row for row in rows if row["coder"] == "ben"]
    agreed = sum(any(one["code"] == other["code"] and overlap(one, other) for other in first) for one in second)
    assert 0.5 < agreed / len(second) < 0.9


def test_realized_and_reframing_value_are_rarer_than_the_first_cycles() -> None:
    held = defaultdict(set)
    for row in table("codings.csv"):
        if row["coder"] == "ana":
            held[row["code"]].add(row["document"])
    assert (
        len(held["vc.reframing"])
        < len(held["vc.realized"])
        < len(held["vc.applied"])
        <= len(held["vc.immediate"])
        == 12
    )


def test_no_coding_is_given_twice() -> None:
    given = Counter((row["document"], row["words"], row["code"], row["coder"]) for row in table("codings.csv"))
    assert set(given.values()) == {1}


def test_excerpts_of_a_theme_are_codings_of_the_first_coder() -> None:
    codings = {(row["document"], row["code"], row["words"]) for row in table("codings.csv") if row["coder"] == "ana"}
    for theme in themes():
        excerpts = [(one["document"], one["code"], one["words"]) for one in theme["excerpts"]]
        assert set(excerpts) <= codings
        assert len(set(excerpts)) == len(excerpts)


def test_a_theme_rests_on_several_people_and_meets_dissent() -> None:
    assert len(themes()) == 4
    for theme in themes():
        stances = Counter(one["stance"] for one in theme["excerpts"])
        assert 6 <= stances.total() <= 14
        assert 1 <= stances["against"] <= 3
        assert stances.keys() == {"for", "against"}
        assert len({one["document"] for one in theme["excerpts"] if one["stance"] == "for"}) >= 4


def test_some_themes_are_challenged_and_some_are_not() -> None:
    verdicts = [[one["verdict"] for one in theme.get("challenges", [])] for theme in themes()]
    assert sorted(verdicts) == [[], [], ["bounded"], ["revised"]]


def test_the_readme_counts_the_codings() -> None:
    coders = Counter(row["coder"] for row in table("codings.csv"))
    assert f"{coders.total()} codings: {coders['ana']} by `ana`" in " ".join(
        (STUDY / "README.md").read_text(encoding="utf-8").split()
    )
    assert f"and {coders['ben']} by `ben`" in (STUDY / "README.md").read_text(encoding="utf-8")
