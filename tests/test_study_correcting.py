"""Correcting words of a transcript under the codings that stand on it."""

import json
import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from conftest import Clock, coded, faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_project_versions import tables

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.study.bringing_in.correcting import correct, corrections
from qualcode.study.bringing_in.importing import HowToRead
from qualcode.study.bringing_in.replacing import replace_document
from qualcode.transcripts.finding import find_words

CARD = "We drafted the card together."
AGAIN = "My teachers asked for it again this spring."


class SlowClock(Clock):
    """A clock that a test can put forward."""

    def wait(self, hours: int) -> None:
        from datetime import timedelta

        self.now += timedelta(hours=hours)


def said(project: Project, document: str = "D01") -> list[str]:
    text = project.texts.of_document(document)
    return [text[turn.start : turn.end] for turn in project.documents.turns(document)]


def numbers(project: Project) -> list[tuple[int, str | None]]:
    return [(one.number, one.corrected_by) for one in project.versions.of("D01")]


def test_a_misheard_word_is_replaced_and_everything_after_it_moves(project: Project):
    before = said(project)
    coded(project, "ana", CARD, "card")
    coded(project, "ben", AGAIN, "card")
    coded(project, "ben", "awkward things", "trust")
    project.finishes.finish("ana", "D01")
    done = correct(project, "ana", "d1", "we drafted the card", "We had all drafted a card")
    assert (done.document, done.version, done.moved, done.left_behind) == ("D01", 2, 3, {})
    assert [one.words for one in project.codings.within()] == [
        "We had all drafted a card together.",
        AGAIN,
        "awkward things",
    ]
    assert [(row.became, row.words, row.now) for row in done.rows] == [
        ("words changed", CARD, "We had all drafted a card together.")
    ]
    assert said(project) == [before[0], before[1].replace("We drafted the", "We had all drafted a"), *before[2:]]
    assert faults(project) == []


def test_corrections_of_one_sitting_make_one_version_and_each_can_be_taken_back(project: Project):
    coded(project, "ana", AGAIN, "card")
    states = []
    for old, new in (("spring", "autumn"), ("drafted", "wrote"), ("teachers", "staff")):
        states.append(tables(project))
        correct(project, "ana", "D01", old, new)
    assert numbers(project) == [(1, None), (2, "ana")]
    assert "My staff asked for it again this autumn." in said(project)[1]
    assert [(row.was, row.now, row.version) for row in corrections(project, "D01")] == [
        ("spring", "autumn", 2),
        ("drafted", "wrote", 2),
        ("teachers", "staff", 2),
    ]
    events = [one.id for one in project.history.all()[-3:]]
    for event, state in zip(reversed(events), reversed(states), strict=True):
        project.history.undo_event("ben", event)
        assert tables(project) == state
        assert faults(project) == []
    assert corrections(project, "D01") == []


def test_a_new_version_begins_with_another_coder_another_day_and_after_somebody_coded(folder: Path):
    clock = SlowClock()
    with open_project(folder, clock=clock) as project:
        correct(project, "ana", "D01", "spring", "autumn")
        correct(project, "ben", "D01", "autumn", "winter")
        assert numbers(project) == [(1, None), (2, "ana"), (3, "ben")]
        clock.wait(9)
        correct(project, "ben", "D01", "drafted", "wrote")
        assert numbers(project)[3:] == [(4, "ben")]
        coded(project, "ben", "card", "card")
        correct(project, "ben", "D01", "wrote", "made")
        assert len(numbers(project)) == 4
        coded(project, "ana", "awkward things", "trust")
        correct(project, "ben", "D01", "made", "drew")
        assert len(numbers(project)) == 5
        assert faults(project) == []


def test_words_that_a_person_takes_out_leave_their_coding_on_the_text_that_had_them(project: Project):
    coding = coded(project, "ana", "again", "card")
    correct(project, "ana", "D01", "spring", "autumn")
    done = correct(project, "ana", "D01", "again", "")
    assert "asked for it this autumn." in said(project)[1]
    assert done.left_behind == {"ana": 1}
    assert [(row.became, row.words) for row in done.rows] == [("left behind", "again")]
    assert [one.id for one in project.codings.left_behind()] == [coding.id]
    assert numbers(project) == [(1, None), (2, "ana"), (3, "ana")], "the text it stands on stays"
    assert faults(project) == []


def test_two_codings_that_would_become_one_stay_two(project: Project):
    coded(project, "ana", "it again", "card")
    coded(project, "ana", "it", "card")
    done = correct(project, "ana", "D01", "again", "")
    assert [one.words for one in project.codings.within()] == ["it"]
    assert [one.words for one in project.codings.left_behind()] == ["it again"]
    assert done.rows[0].now == "the same words carry this code of this coder already"
    assert faults(project) == []


def test_all_places_of_a_word_are_corrected_at_once_with_the_capitals_they_have(project: Project):
    text = project.texts.of_document("D02")
    assert "The card" in text
    done = correct(project, "ana", "D02", "the", "a", everywhere=True)
    assert done.places == (("the", "a"), ("The", "A"))
    assert "the" not in project.texts.of_document("D02").split()
    assert faults(project) == []


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"words": "Dana: We", "to": "Diana: We"}, "not within the words of one turn"),
        ({"words": "this spring. Interviewer: And", "to": "x"}, "not within the words of one turn"),
        ({"words": "And the meetings?", "to": " "}, "Nothing would be left of turn 3"),
        ({"words": "spring", "to": "spring"}, "says that already"),
        ({"words": "spring", "to": "au\x00tumn"}, "characters that cannot be shown"),
        ({"words": "sprung", "to": "x"}, "do not stand in D01"),
        ({"words": "spring", "to": "x", "turn": 3}, "do not stand in turn 3"),
        ({"words": "spring", "to": "x", "turn": 99}, "has no turn 99"),
        ({"words": "the", "to": "x"}, "stand 2 times"),
        ({"words": None, "to": "x", "at": (5, 4000)}, "has no words at 5:4000"),
        ({"words": "spring", "to": "x", "at": (0, 11)}, "At 0:11 stands “Interviewer”"),
        ({"words": None, "to": "x"}, "Which words are wrong"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_changes_nothing(project: Project, how: dict[str, object], told: str):
    before = tables(project)
    with pytest.raises(QualcodeError, match=told.replace("?", r"\?")):
        correct(project, "ana", "D01", **how)  # type: ignore[arg-type]
    assert tables(project) == before
    assert numbers(project) == [(1, None)]


def test_a_word_taken_out_leaves_no_double_space(project: Project):
    correct(project, "ana", "D01", "again", "")
    correct(project, "ana", "D01", "My", "")
    correct(project, "ana", "D01", "We", "")
    correct(project, "ana", "D01", "this spring.", "")
    assert said(project)[1] == "drafted the card together. teachers asked for it"
    assert faults(project) == []


def test_times_inside_a_turn_move_with_its_words(project: Project, tmp_path: Path):
    path = tmp_path / "cues.vtt"
    cues = "00:01.000 --> 00:02.000\n<v Dana>We drafted it.\n\n00:03.000 --> 00:04.000\n<v Dana>It was fun.\n"
    path.write_text(f"WEBVTT\n\n{cues}\n00:05.000 --> 00:06.000\n<v Gus>I see.\n")
    replace_document(project, "ana", "D01", path, HowToRead())
    correct(project, "ana", "D01", "drafted", "finally drafted")
    text = project.texts.of_document("D01")
    first = project.documents.turns("D01")[0]
    assert [(text[at : at + 2], time) for at, time in first.marks] == [("We", 1.0), ("It", 3.0)]


def test_corrections_of_a_replaced_text_are_listed_with_where_they_came_from(project: Project, tmp_path: Path):
    correct(project, "ana", "D01", "spring", "autumn")
    path = tmp_path / "better.txt"
    path.write_text(project.texts.of_document("D01").replace("drafted the card", "drafted a good card"))
    replace_document(project, "ben", "D01", path, HowToRead())
    assert [(row.coder, row.was, row.now) for row in corrections(project, "D01")] == [
        ("ana", "spring", "autumn"),
        ("ben", "", "read from better.txt"),
        ("ben", "the", "a good"),
    ]


def test_a_file_that_was_imported_before_replaces_nothing(project: Project, folder: Path):
    for name in ("dana.txt", "gus.txt"):
        with pytest.raises(QualcodeError, match="was imported before"):
            replace_document(project, "ana", "D01", folder / "transcripts" / name, HowToRead())
    with pytest.raises(QualcodeError, match="There is no file"):
        replace_document(project, "ana", "D01", folder / "nothing.txt", HowToRead())


def test_a_dry_run_tells_what_would_move_and_changes_nothing(project: Project, tmp_path: Path, folder: Path):
    coded(project, "ana", CARD, "card")
    coded(project, "ben", "awkward things", "trust")
    project.finishes.finish("ana", "D01")
    path = tmp_path / "new.txt"
    path.write_text(project.texts.of_document("D01").replace("the card", "a card").replace("awkward things", "it"))
    before, files = tables(project), sorted(folder.rglob("*"))
    done = replace_document(project, "ana", "D01", path, HowToRead(), dry_run=True)
    assert (done.version, done.moved, done.differences, done.left_behind) == (2, 1, 2, {"ben": 1})
    assert [(row.became, row.now) for row in done.rows] == [("words changed", "We drafted a card together.")]
    assert (tables(project), sorted(folder.rglob("*"))) == (before, files)


@pytest.fixture(scope="session")
def transcript_of_many_words(study_on_disk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with a longer interview as D03."""
    from qualcode.study.bringing_in.importing import import_files

    folder = Path(shutil.copytree(study_on_disk, tmp_path_factory.mktemp("long") / "project"))
    random = Random(3)
    words = ["we", "tried", "it", "again", "card", "never", "spring,", "and", "uh", "so.", "trust", "the", "a"]
    turns = [
        f"{'Interviewer' if n % 2 else 'Kim'}: {' '.join(random.choice(words) for _ in range(random.randint(3, 25)))}"
        for n in range(14)
    ]
    path = folder.parent / "kim.txt"
    path.write_text("\n\n".join(turns), encoding="utf-8")
    with open_project(folder, clock=Clock("2026-03-02T08:30:00+00:00")) as project:
        import_files(project, "ana", [path])
    return folder


@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_thirty_corrections_lose_no_coding_and_can_all_be_taken_back(transcript_of_many_words: Path, seed: int):
    random = Random(seed)
    with tempfile.TemporaryDirectory() as top:
        folder = Path(shutil.copytree(transcript_of_many_words, Path(top) / "project"))
        with open_project(folder, clock=Clock()) as project:
            wanted = _code_at_random(project, random)
            begin, start = tables(project), project.history.all()[-1].id
            done = 0
            while done < 30:
                done += _correct_at_random(project, random, wanted)
            _nothing_vanished(project, wanted)
            assert faults(project) == []
            project.history.undo_to("ana", start)
            assert tables(project) == begin
            assert faults(project) == []


def _code_at_random(project: Project, random: Random) -> dict[str, tuple[int, int, str]]:
    """Codings of any length anywhere; gives back the place and the words of each."""
    text, codings = project.texts.of_document("D03"), dict[str, tuple[int, int, str]]()
    while len(codings) < 40:
        start = random.randrange(len(text) - 2)
        end = min(len(text), start + random.choice([1, 3, 8, 20, 60, 200]))
        new = NewCoding("D03", start, end, random.choice(["card", "trust"]), random.choice(["ana", "ben"]))
        try:
            made = project.codings.add(new)
        except QualcodeError:
            continue
        codings[made.id] = (start, end, made.words)
    return codings


def _correct_at_random(project: Project, random: Random, wanted: dict[str, tuple[int, int, str]]) -> int:
    """One correction, and what it must do to every coding that it does not touch."""
    text = project.texts.of_document("D03")
    turn = random.choice(project.documents.turns("D03"))
    start = random.randrange(turn.start, turn.end)
    at = (start, min(turn.end, start + random.choice([1, 2, 5, 9, 30])))
    to = random.choice(["", "x", "the", "card", "we tried it", "zork", "a b c d e f"])
    try:
        correct(project, random.choice(["ana", "ben"]), "D03", None, to, at=at)
    except QualcodeError:
        return 0
    new = project.texts.of_document("D03")
    standing = {one.id: one for one in project.codings.within()}
    for key, (first, last, words) in list(wanted.items()):
        now = standing.get(key)
        untouched = last <= at[0] or first >= at[1] + 1
        if now is None:
            assert not untouched
            del wanted[key]
        elif untouched:
            shift = len(new) - len(text) if first >= at[1] else 0
            # Words that are taken out may take a space before them along.
            assert now.words == words or words.split() == now.words.split()
            assert abs(now.start - first - shift) <= 1
        if now is not None:
            assert new[now.start : now.end] == now.words
            wanted[key] = (now.start, now.end, now.words)
    return 1


def _nothing_vanished(project: Project, wanted: dict[str, tuple[int, int, str]]) -> None:
    standing, left = project.codings.within(), project.codings.left_behind()
    assert {one.id for one in standing} == set(wanted)
    assert len(standing) + len(left) == 40
    texts = {one.id: project.versions.text(one.text_sha256) for one in project.versions.of("D03")}
    for one in left:
        row = project.connection.execute("SELECT version FROM codings WHERE id = ?", (one.id,)).fetchone()
        assert texts[row["version"]][one.start : one.end] == one.words


@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_corrected_in_thirty_places_keeps_every_coding_whose_words_still_stand(
    transcript_of_many_words: Path, seed: int
):
    random = Random(seed)
    with tempfile.TemporaryDirectory() as top:
        folder = Path(shutil.copytree(transcript_of_many_words, Path(top) / "project"))
        with open_project(folder, clock=Clock()) as project:
            coded = _code_at_random(project, random)
            project.finishes.finish("ana", "D03")
            before, event = tables(project), project.history.all()[-1].id
            lines = project.texts.of_document("D03").split("\n\n")
            for _ in range(30):
                n = random.randrange(len(lines))
                label, *words = lines[n].split(" ")
                place = random.randrange(len(words))
                words[place : place + random.choice([0, 1, 1, 2])] = random.choice([[], ["zork"], ["uh", "well"]])
                lines[n] = " ".join([label, *(words or ["hm"])])
            path = Path(top) / "better.txt"
            path.write_text("\n\n".join(lines), encoding="utf-8")
            done = replace_document(project, "ana", "D03", path, HowToRead())
            standing, left = project.codings.within(), project.codings.left_behind()
            assert {one.id for one in standing} | {one.id for one in left} == set(coded)
            assert len(standing) + len(left) == len(coded)
            assert sum(done.left_behind.values()) == len(left)
            new = "\n\n".join(lines)
            for one in left:
                found = [new[a:b] for a, b in find_words(new, one.words)]
                assert len(found) != 1 or found[0].split() != one.words.split(), "words that stand once are found"
            assert faults(project) == []
            project.history.undo_to("ana", event)
            assert tables(project) == before
            assert json.dumps(before)
