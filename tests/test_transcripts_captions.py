"""Subtitle files of Zoom, Teams and others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading, read_transcripts
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


def cues(*said: str, vtt: bool = False) -> bytes:
    """A subtitle file with a cue of three seconds for each of the words."""
    mark = "." if vtt else ","
    times = [
        f"00:{n // 20:02d}:{n % 20 * 3:02d}{mark}000 --> 00:{n // 20:02d}:{n % 20 * 3 + 2:02d}{mark}900"
        for n in range(len(said))
    ]
    blocks = [f"{n + 1}\n{time}\n{words}\n" for n, (time, words) in enumerate(zip(times, said, strict=True))]
    return ("WEBVTT\n\n" * vtt + "\n".join(blocks)).encode()


def test_a_cue_without_a_name_goes_on_with_the_speaker_before():
    reading = read_transcript(cues("Dana: Hello there.", "and so on", "Lee: yes", "Lee: I see", "Dana: bye"), "a.srt")
    assert said(reading) == [("Dana", "Hello there. and so on"), ("Lee", "yes I see"), ("Dana", "bye")]
    assert "1 cue names nobody; the speaker before was taken to go on." in reading.warnings


def test_a_name_that_stands_once_among_few_names_is_asked_about():
    reading = read_transcript(cues("Dana: Hello there.", "and so on", "and on", "Lee: yes", "Dana: bye"), "a.srt")
    assert any(warning.startswith("“Lee:” stood before words only once") for warning in reading.warnings)


def test_where_nearly_every_cue_has_a_name_one_that_stands_once_is_a_persons():
    reading = read_transcript(cues("Dana: Hello.", "Dana: So.", "Lee: yes", "Dana: bye", vtt=True), "a.vtt")
    assert said(reading) == [("Dana", "Hello. So."), ("Lee", "yes"), ("Dana", "bye")]


def test_every_line_of_a_cue_may_have_its_own_speaker():
    reading = read_transcript(
        cues("DANA: Did you stay?\nLEE: Yes.", "DANA: Why?\nReally", "LEE: They knew my name."), "a.srt"
    )
    assert said(reading) == [
        ("DANA", "Did you stay?"),
        ("LEE", "Yes."),
        ("DANA", "Why? Really"),
        ("LEE", "They knew my name."),
    ]


def test_chevrons_part_speakers_with_and_without_names():
    reading = read_transcript(cues(">> Dana Ortiz: Hello.", ">> Yes.", "I see.", ">> Bye. >> Bye bye."), "a.srt")
    assert said(reading) == [("Dana Ortiz", "Hello."), (None, "Yes. I see."), (None, "Bye."), (None, "Bye bye.")]
    assert "3 cues" not in " ".join(reading.warnings)
    assert "2 cues are marked as somebody else’s without a name; their words stand under no label." in reading.warnings


def test_dashes_part_what_two_people_say():
    reading = read_transcript(cues("- Did you stay?\n- Yes.", "- Why?\n- They knew my name."), "a.srt")
    assert said(reading) == [(None, "Did you stay?"), (None, "Yes."), (None, "Why?"), (None, "They knew my name.")]


def test_a_dash_where_nobody_else_speaks_stays_as_it_is():
    assert said(read_transcript(cues("– well,", "I stayed"), "a.srt")) == [(None, "– well, I stayed")]


def test_quotation_marks_part_nobody():
    reading = read_transcript(cues("« Bonjour » dit-elle", "»Guten Tag« sagt er"), "a.srt")
    assert said(reading) == [(None, "« Bonjour » dit-elle »Guten Tag« sagt er")]


def test_names_in_brackets_on_lines_of_their_own_name_the_speakers():
    first, second = "(Dana Ortiz)\nWe wanted", "(Dana Ortiz)\nto start.\n-\n \n(Lee Poe)\nRight."
    assert said(read_transcript(cues(first, second, vtt=True), "a.vtt")) == [
        ("Dana Ortiz", "We wanted to start."),
        ("Lee Poe", "Right."),
    ]


def test_sounds_in_brackets_name_nobody():
    reading = read_transcript(cues("[Music]", "Dana: Hello.", "[Music]", "[Laughter]", "Dana: Yes."), "a.srt")
    assert [label.label for label in reading.labels] == ["Dana"]


def test_a_voice_among_labels_does_not_hide_them():
    reading = read_transcript(cues("Dana Ortiz: Hello.", "Lee Poe: hi", "<v Sam Hale>Good.</v>", vtt=True), "a.vtt")
    assert [label for label, _ in said(reading)] == ["Dana Ortiz", "Lee Poe", "Sam Hale"]


def test_webex_names_the_speaker_beside_the_number_of_the_cue():
    vtt = (
        'WEBVTT\n\n1 "Dana Ortiz" (123)\n00:01.000 --> 00:02.000\nHello\n\n2 "Lee" (22)\n00:03.000 --> 00:04.000\nHi\n'
    )
    reading = read_transcript(vtt.encode(), "a.vtt")
    assert (reading.format, said(reading)) == ("webex vtt", [("Dana Ortiz", "Hello"), ("Lee", "Hi")])


def test_teams_metadata_in_cues_is_read():
    vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\n{"speakerName":"Dana Ortiz","spokenText":"Hello &amp; hi"}\n'
    assert said(read_transcript(vtt.encode(), "a.vtt")) == [("Dana Ortiz", "Hello & hi")]


def rolling(lines: list[str]) -> bytes:
    """Captions as YouTube makes them: every line comes word by word, stands alone, and goes up."""
    text = "WEBVTT\nKind: captions\nLanguage: en\n\n"
    for n, line in enumerate(lines):
        first, *others = line.split()
        words = first + "".join(f"<00:00:{2 * n:02d}.500><c> {word}</c>" for word in others)
        above = lines[n - 1] if n else " "
        text += f"00:00:{2 * n:02d}.000 --> 00:00:{2 * n + 1:02d}.990 align:start position:0%\n{above}\n{words}\n\n"
        text += f"00:00:{2 * n + 1:02d}.990 --> 00:00:{2 * n + 2:02d}.000 align:start position:0%\n{line}\n \n\n"
    return text.encode()


def test_captions_that_roll_are_read_once():
    lines = ["well they knew", "my name so", "no", "no", "and I stayed", "a year"]
    reading = read_transcript(rolling(lines), "a.vtt")
    assert reading.text == " ".join(lines)
    assert reading.warnings[0].startswith("The captions roll: 5 cues say the cue before again")


@given(st.lists(st.sampled_from(["no", "yes", "well they knew", "my name", "so it was"]), min_size=4, max_size=15))
def test_rolling_captions_keep_every_line_that_was_said(lines):
    assert read_transcript(rolling(lines), "a.vtt").text.split() == " ".join(lines).split()


def test_captions_that_grow_are_read_once():
    voices = [
        "<v Ana>So I think",
        "<v Ana>So I think we stay",
        "<v Lee>Yes",
        "<v Lee>Yes, let us",
        "<v Ana>Good",
        "<v Ana>Good then",
    ]
    times = [f"00:00:{n * 2:02d}.000 --> 00:00:{n * 2 + 3:02d}.000" for n in range(6)]
    vtt = "WEBVTT\n\n" + "\n\n".join(f"{time}\n{voice}" for time, voice in zip(times, voices, strict=True))
    assert said(read_transcript(vtt.encode(), "a.vtt")) == [
        ("Ana", "So I think we stay"),
        ("Lee", "Yes, let us"),
        ("Ana", "Good then"),
    ]


def test_words_that_follow_each_other_many_times_are_kept_and_pointed_out():
    reading = read_transcript(cues(*["Thank you."] * 7, "Yes."), "a.srt")
    assert reading.text.count("Thank you.") == 7
    assert any("“Thank you.” 7 times" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.sbv", "0:00:01.410,0:00:05.479\nThey knew\n\n0:00:06.240,0:00:07.000\nmy name\n", "sbv"),
        ("a.txt", "[00:01.410 --> 00:05.479]  They knew\n[00:06.240 --> 00:07.000]  my name\n", "whisper text"),
        ("b.txt", "Detected language\n[1.41s -> 5.479s] They knew\n[6.24s -> 7.00s] my name\n", "whisper text"),
        ("a.srt", "1\n00:00:01, 410 --> 00:00:05, 479\nThey knew\n2\n00:00:06:240 --> 00:00:07:000\nmy name\n", "srt"),
        (
            "a.vtt",
            "WEBVTT\n\n00:01,410 --> 00:05,479\nThey<br>knew\n\nid 2\n00:06.240 --> 00:07.000 line:0\nmy name\n",
            "vtt",
        ),
    ],
)
def test_times_are_read_however_they_are_written(name, text, form):
    reading = read_transcript(text.encode(), name)
    assert (reading.format, reading.duration) == (form, 7.0)
    (turn,) = reading.turns
    assert (reading.text[turn.start : turn.end], turn.begins, turn.ends) == ("They knew my name", 1.41, 7.0)


def test_empty_lines_within_a_cue_do_not_end_it():
    reading = read_transcript(cues("Guest: Of course!\n\nSecond, they knew.", "Host: And?", "Guest: Yes."), "a.srt")
    assert said(reading)[0] == ("Guest", "Of course! Second, they knew.")


def test_what_stands_before_and_after_the_cues_is_nobodys():
    data = b"Interview, May\n\n" + cues("Dana: Hi.", "Lee: Yes.") + b"\nTranscribed by https://otter.ai\n"
    reading = read_transcript(data, "a.srt")
    assert [reading.text[start:end] for start, end in reading.front] == [
        "Interview, May",
        "Transcribed by https://otter.ai",
    ]


def test_a_time_that_cannot_be_read_is_told():
    reading = read_transcript(cues("Dana: Hi.", "Lee: Yes.\n\nnow --> then\nLee: No."), "a.srt")
    assert "1 line with “-->” could not be read as times and stand among the words." in reading.warnings


def test_confidence_notes_of_microsoft_stream_are_not_words():
    note = "NOTE Confidence: 0.69\n\n"
    first = f"{note}ef04c7c2-a59e-463f\n00:03.300 --> 00:06.870\nHello.\n\n"
    second = f"{note}8a017ebb-1722-4e7f\n00:08.100 --> 00:09.620\nHi there.\n"
    reading = read_transcript(f"WEBVTT\n\nNOTE language:en-us\n\n{first}{second}".encode(), "a.vtt")
    assert reading.text == "Hello. Hi there."


def test_words_with_a_colon_here_and_there_are_no_speakers():
    reading = read_transcript(
        cues(*["they knew my name"] * 60, "Remember: trust", *["and so on"] * 60, "Remember: time"), "a.srt"
    )
    assert reading.labels == ()
    assert ("Remember", "names too few of the cues") in [(label.label, label.reason) for label in reading.rejected]


@pytest.mark.parametrize("much", ["-> " * 150_001, "\n" * 500_001, ">> " * 150_001])
def test_more_cues_than_any_recording_has_are_refused(much):
    with pytest.raises(QualcodeError, match=r"“a\.srt” has more cues or lines than any recording"):
        read_transcript(cues("Dana: Hi.") + much.encode() + b"so", "a.srt")


CUE = st.tuples(
    st.sampled_from(["", "Dana Ortiz: ", "P01: ", "<v Ana>", "<v >", "[SPEAKER_01]: ", ">> ", "- ", "(Ana)\n"]),
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


@given(st.text(alphabet="0123:.,->\n WEBVT<v>/c[]()sDana&;\u00a0\ufeff", max_size=200))
def test_any_text_with_an_arrow_is_read_or_refused(text):
    try:
        readings = read_transcripts(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}".encode(), "a.vtt")
    except QualcodeError:
        return
    assert all(reading.text[turn.start : turn.end].strip() for reading in readings for turn in reading.turns)


def test_a_handle_that_speaks_once_is_somebody_where_every_cue_names_who_speaks():
    names = ["Dana Ortiz", "Lee Park", "Dana Ortiz", "Lee Park", "iPhone (3)", "Dana Ortiz"]
    cues = [
        f"{n}\n00:00:{n:02d}.000 --> 00:00:{n + 1:02d}.000\n{who}: Right, so {n} of us."
        for n, who in enumerate(names, 1)
    ]
    reading = read_transcript("\n\n".join(["WEBVTT", *cues, ""]).encode(), "talk.vtt")
    assert [(label.label, label.turns) for label in reading.labels] == [
        ("Dana Ortiz", 3),
        ("Lee Park", 2),
        ("iPhone", 1),
    ]
    assert reading.warnings == ("“iPhone” speaks only once; is that a person?",)


@pytest.mark.parametrize("form", ["[{}] {}", "({}) {}", "({}): {}"])
def test_names_in_brackets_before_the_words_name_the_speakers(form):
    words = ("Thanks for coming.", "Well, my aunt ran it: a small shop.", "And then?", "Yeah. Note: we never closed.")
    spoken = [form.format(("Dana", "Lee")[place % 2], one) for place, one in enumerate(words)]
    reading = read_transcript(cues(*spoken), "D01.srt")
    assert said(reading) == list(zip(("Dana", "Lee", "Dana", "Lee"), words, strict=True))


def test_sounds_in_brackets_before_the_words_name_nobody():
    spoken = ["(laughs) So I went.", "(laughter) And then?", "(sighs) I stayed.", "(music) Right."]
    assert read_transcript(cues(*spoken), "D01.srt").labels == ()


def cued(*lines: str) -> Reading:
    cues = [f"00:00:{n:02d}.000 --> 00:00:{n:02d}.900\n{line}" for n, line in enumerate(lines)]
    return read_transcript("\n\n".join(["WEBVTT", *cues, ""]).encode(), "talk.vtt")


def test_names_in_wide_brackets_touch_the_words_they_stand_before():
    reading = cued("（司会）始めます。", "（Yoko）どうぞ。", "（笑い）ええ。", "（友）私も。", "（Yoko）では：月曜に。")
    assert said(reading) == [
        ("司会", "始めます。"),
        ("Yoko", "どうぞ。（笑い）ええ。"),
        ("友", "私も。"),
        ("Yoko", "では：月曜に。"),
    ]


def test_somebody_who_called_in_bears_the_number_of_a_telephone():
    reading = cued(
        "15035551234: Hello?", "Rosa Paz: Yes.", "15035551234: It is 3:15.", "+1 503***99: Who?", "Rosa Paz: I."
    )
    assert [turn.label for turn in reading.turns][:3] == ["15035551234", "Rosa Paz", "15035551234"]


def test_telephones_that_differ_in_a_number_are_two_people():
    reading = cued("iPhone: Hi.", "Ana Ruiz: Who is it?", "iPhone (2): Me.", "iPhone: And me.", "iPhone (2): Oh.")
    assert [turn.label for turn in reading.turns] == ["iPhone", "Ana Ruiz", "iPhone (2)", "iPhone", "iPhone (2)"]


def test_the_start_of_a_sentence_after_a_mark_is_no_speaker_where_marks_name_nobody():
    reading = cued(">> How long were you there?", ">> Nine years: nine long years.", ">> Okay.", ">> So we left.")
    assert [turn.label for turn in reading.turns] == [None] * 4


def test_a_name_after_a_mark_is_a_speaker_where_other_marks_name_nobody():
    reading = cued(">> Ana Ruiz: How long?", ">> Nine years.", ">> Okay.", ">> Leo Paz: Then we left.")
    assert {"Ana Ruiz", "Leo Paz"} <= {turn.label for turn in reading.turns}


def test_music_before_the_first_speaker_is_nobodys():
    reading = cued("♪ (theme) ♪", "Host: Welcome.", "Dr. Nash: Thank you.", "Host: So?", "Dr. Nash: Well.")
    assert [turn.label for turn in reading.turns] == ["Host", "Dr. Nash", "Host", "Dr. Nash"]
    assert [reading.text[start:end] for start, end in reading.front] == ["♪ (theme) ♪"]
