"""Subtitle files of Zoom, Teams and others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading
from tests.readings import read_transcript

DATA = Path(__file__).parent / "data" / "transcripts"


def read(name: str) -> Reading:
    return read_transcript((DATA / name).read_bytes(), name)


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def test_zoom_cues_of_one_speaker_become_one_turn():
    reading = read("zoom.vtt")
    assert reading.format == "zoom vtt"
    assert said(reading)[:2] == [
        ("Dana Ortiz", "So we looked at. the feedback card, right?"),
        ("Lee | Westside", "Yes. The rule is: ask first. and then listen."),
    ]


def test_every_cue_of_a_turn_keeps_its_time_and_place():
    reading = read("zoom.vtt")
    first = reading.turns[0]
    assert (first.begins, first.ends, reading.duration) == (764.31, 769.0, 781.0)
    assert [(reading.text[place : place + 3], time) for place, time in first.marks] == [("So ", 764.31), ("the", 766.2)]


def test_a_zoom_speaker_of_one_cue_is_accepted_and_pointed_out():
    reading = read("zoom.vtt")
    assert ("Sam Poe", "Mm-hm.") in said(reading)
    assert "“Sam Poe” speaks only once; is that a person?" in reading.warnings
    assert "Sam Poe (Coach): Mm-hm." in reading.text


def test_teams_voices_are_told_apart_within_a_cue():
    reading = read("teams.vtt")
    assert reading.format == "teams vtt"
    assert said(reading) == [
        ("Ortiz, Dana", "Thanks for coming. It's good to see you."),
        ("P01", "They knew my name."),
        ("Ortiz, Dana", "Did they?"),
        (None, "Somebody coughed."),
    ]


def test_names_that_differ_only_in_remarks_stay_two_people():
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Sam (Coach)>Hi\n\n00:02.000 --> 00:03.000\n<v Sam (Teacher)>Hello\n"
    reading = read_transcript(vtt.encode(), "a.vtt")
    assert [label.label for label in reading.labels] == ["Sam (Coach)", "Sam (Teacher)"]


def test_styles_notes_and_markup_are_not_words():
    reading = read("plain.vtt")
    assert reading.text == "We met on Tuesdays.\n\nThen the sub money went away."
    assert [turn.label for turn in reading.turns] == [None, None]


def test_srt_speakers_in_brackets_name_the_turns():
    reading = read("speakers.srt")
    assert (reading.format, reading.text) == (
        "srt",
        "SPEAKER_00: Why did you stay?\n\nSPEAKER_01: They knew my name. Mostly.",
    )


def test_old_teams_blocks_carry_the_name_on_a_line_of_its_own():
    reading = read("teams_old.txt")
    assert (reading.format, reading.warnings) == ("teams text", ())
    assert said(reading)[0] == ("Dana Ortiz", "Hello. Can you hear me?")


def test_srt_under_the_name_of_vtt_is_read_by_content_with_a_warning():
    reading = read_transcript((DATA / "speakers.srt").read_bytes(), "speakers.vtt")
    assert reading.format == "srt"
    assert reading.warnings[0] == "“speakers.vtt” was read by its content, which is srt, not by its name."


def test_cues_stay_in_file_order_whatever_their_times():
    srt = "1\n00:00:09,000 --> 00:00:01,000\nP01: late\n\n2\n00:00:00,000 --> 00:00:00,000\nQ: early\n"
    assert [label for label, _ in said(read_transcript(srt.encode(), "a.srt"))] == ["P01", "Q"]


@pytest.mark.parametrize("text", ["WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "WEBVTT\n\nNOTE nothing\n"])
def test_subtitles_without_words_are_refused(text):
    with pytest.raises(QualcodeError, match=r"“a\.vtt” has no subtitles"):
        read_transcript(text.encode(), "a.vtt")


CUE = st.tuples(
    st.sampled_from(["", "Dana Ortiz: ", "P01: ", "<v Ana>", "<v >", "[SPEAKER_01]: "]),
    st.text(alphabet="abc .:<>&;\n\u00a0é😀-", max_size=30),
)


@given(st.lists(CUE, min_size=1, max_size=10))
def test_turns_of_subtitles_are_ordered_disjoint_and_exact(found):
    cues = "".join(f"{n}\n00:00:{n:02d}.000 --> 00:00:{n + 1:02d}.000\n{a}{b}\n\n" for n, (a, b) in enumerate(found))
    reading = read_transcript(f"WEBVTT\n\n{cues}90\n00:01:00.000 --> 00:01:01.000\nP01: yes\n".encode(), "a.vtt")
    end = 0
    for turn in reading.turns:
        words = reading.text[turn.start : turn.end]
        assert turn.start >= end
        assert words.strip() == words != ""
        assert all(turn.start <= place <= turn.end for place, _ in turn.marks)
        end = turn.end
