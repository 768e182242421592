"""CHAT files of linguists: words stand on tiers that begin with an asterisk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading, read_transcripts
from tests.readings import read_transcript

INTERVIEW = """@UTF8
@PID:\t11312/c-00001
@Begin
@Languages:\teng
@Participants:\tPAR0 Dana Participant, INV Lee
\tInvestigator, CHI Target_Child
@ID:\teng|study|PAR0|45;|female|control||Participant|12|colour|
@ID:\teng|study|INV|||||Investigator|||
@Media:\tint01, audio
@Date:\t03-MAY-2026
@Situation:\tin the office
*INV:\twhy did you &-uh stay ? \x15125_2475\x15
%mor:\tadv|why
%gra:\t1|2|AUX
*PAR0:\tthey [//] they knew <my name> [?] xxx +... \x152475_4000\x15
\tand more . \x154000_5000\x15
*PAR0:\t(.) yes . \x155000_5500\x15
@Comment:\tdoor opens
*CHI:\t0 .
%com:\tpoints
*INV:\tok . \x156000_7000\x15
@End
"""


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def read(text: str = INTERVIEW, name: str = "a.cha") -> Reading:
    return read_transcript(text.encode(), name)


def test_only_tiers_with_an_asterisk_are_words_and_their_marks_stay():
    assert said(read()) == [
        ("INV", "why did you &-uh stay ?"),
        ("PAR0", "they [//] they knew <my name> [?] xxx +... and more . (.) yes ."),
        ("INV", "ok ."),
    ]


def test_bullets_are_times_and_no_words():
    reading = read()
    assert [(turn.begins, turn.ends) for turn in reading.turns] == [(0.125, 2.475), (2.475, 5.5), (6.0, 7.0)]
    assert reading.duration == 7.0
    assert not set(reading.text) & {"\x15", "\x1b"}


def test_tiers_beside_the_words_are_named_when_left_out():
    assert read().warnings == ("Tiers beside the words were left out: %mor, %gra, %com.",)


def test_investigators_are_interviewers_whatever_their_code():
    assert [(label.label, label.role) for label in read().labels] == [("INV", "interviewer"), ("PAR0", "participant")]


def test_the_file_tells_of_its_people_and_of_itself_without_their_names():
    reading = read()
    assert reading.people["PAR0"] == {
        "chat role": "Participant", "age": "45;", "sex": "female", "group": "control", "education": "12",
    }  # fmt: skip
    assert "Dana" not in str(reading.people)
    assert reading.facts == {"date": "2026-05-03", "media": "int01"}


def test_a_comment_between_turns_is_nobodys():
    reading = read()
    assert [reading.text[start:end] for start, end in reading.front] == ["[Comment: door opens]"]


def test_times_that_lost_their_marks_are_still_times():
    reading = read(INTERVIEW.replace("\x15", ""))
    assert said(reading) == said(read())


def test_numbers_among_the_words_are_no_times():
    reading = read(INTERVIEW.replace("ok .", "shirt &=w5_41 page 12_13 ."))
    assert said(reading)[-1] == ("INV", "shirt &=w5_41 page 12_13 .")


def test_a_file_with_several_transcripts_is_several_documents():
    second = INTERVIEW.replace("int01", "int02").removeprefix("@UTF8\n")
    readings = read_transcripts((INTERVIEW + second).encode(), "a.cha")
    assert [(reading.part, len(reading.turns)) for reading in readings] == [("int01", 3), ("int02", 3)]


def test_a_speaker_the_header_does_not_name_is_told():
    reading = read(INTERVIEW.replace("*CHI:\t0 .", "*CHO:\thello ."))
    assert ("CHO", "hello .") in said(reading)
    assert "@Participants does not name “CHO”." in reading.warnings


def test_chat_is_recognized_under_another_name():
    assert read(name="a.txt").warnings[0] == "“a.txt” was read by its content, which is chat, not by its name."


@pytest.mark.parametrize(
    "text", [INTERVIEW.split("*INV", maxsplit=1)[0], "@UTF8\n@Begin\n@Participants:\tA B C\n*A:\t0 .\n"]
)
def test_chat_without_words_is_refused(text):
    with pytest.raises(QualcodeError, match=r"“a\.cha” has no tier with words in it"):
        read(text)


TIER = st.tuples(st.sampled_from(["INV", "PAR0"]), st.text(alphabet="abc &<>[]/.+xé😀", min_size=1, max_size=20))


@given(st.lists(TIER, max_size=10))
def test_turns_hold_exactly_the_words_of_their_tiers(tiers):
    tiers = [*tiers, ("INV", "so")]
    body = "".join(f"*{code}:\t{words} \x15{n}_{n + 1}\x15\n%mor:\tx\n" for n, (code, words) in enumerate(tiers))
    reading = read(f"@UTF8\n@Begin\n@Participants:\tINV Investigator, PAR0 Participant\n{body}@End\n")
    spoken = " ".join(words for _, words in tiers if words.strip(" ."))
    assert " ".join(words for _, words in said(reading)).split() == spoken.split()


@given(st.text(alphabet="@*%:\t\n\x15 _|,01abBeginPartscd", max_size=150))
def test_any_chat_is_read_or_refused(text):
    try:
        readings = read_transcripts(f"@UTF8\n@Begin\n@Participants:\tA B C\n{text}".encode(), "a.cha")
    except QualcodeError:
        return
    assert all(reading.text[turn.start : turn.end].strip() for reading in readings for turn in reading.turns)
