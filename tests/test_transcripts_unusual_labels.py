"""Labels people write that are no ordinary names, and words with a colon that are no labels."""

import pytest

from qualcode.transcripts.labelled.names import names_a_part, stand_for_each_other
from tests.readings import read_transcript

_SAID = ("We left at five.", "It rained all week.", "Nobody came: the road was closed.", "Yes.", "My aunt ran it.")


def _labels(reading):
    return [turn.label for turn in reading.turns]


def test_words_with_a_colon_right_under_a_name_and_its_time_are_what_that_person_says():
    talk = []
    for number in range(8):
        said = "Last words: who pays for it?" if number in (2, 6) else _SAID[number % 5]
        talk.append(f"{('Henry', 'Jory')[number % 2]}: (0{number}:12)\n{said}")
    reading = read_transcript("\n\n".join(talk).encode(), "talk.txt")
    assert _labels(reading) == ["Henry", "Jory"] * 4
    assert "Last words: who pays for it?" in reading.text[reading.turns[2].start : reading.turns[2].end]


def test_names_that_stand_under_most_labels_of_a_machine_stay_labels():
    talk = [f"Speaker {number % 2 + 1} (00:0{number})\n{('Ana', 'Ben')[number % 2]}: {_SAID[0]}" for number in range(8)]
    reading = read_transcript("\n\n".join(talk).encode(), "talk.txt")
    assert {"Ana", "Ben"} <= set(_labels(reading))


@pytest.mark.parametrize("label", ["Last question", "Main point", "Fun fact", "Bottom line", "Another thing"])
def test_words_that_announce_a_part_of_a_talk_are_nobody(label):
    assert names_a_part(label)


@pytest.mark.parametrize("label", ["Last Speaker", "Audience question", "Other", "Main Street Clinic"])
def test_words_that_may_stand_for_a_person_announce_no_part(label):
    assert not names_a_part(label)


def test_initials_may_leave_out_a_middle_name():
    assert stand_for_each_other("SH", "Sandra Stewart Holmes")
    assert not stand_for_each_other("TH", "Sandra Stewart Holmes")


def test_a_name_in_full_that_speaks_once_is_a_person_where_its_initials_go_on():
    lines = ["Sandra Stewart Holmes: Where were you born?", "James Preston: In Marlow."]
    lines += [f"{('SH', 'JP')[number % 2]}: {_SAID[number % 5]}" for number in range(8)]
    reading = read_transcript("\n".join(lines).encode(), "talk.txt")
    assert _labels(reading)[:4] == ["Sandra Stewart Holmes", "James Preston", "SH", "JP"]


def test_where_every_line_has_a_time_and_a_label_words_that_are_no_name_tell_who_speaks_once():
    people = ("Sade Okono", "Hui Lin", "Maria Torre")
    lines = [f"[09:{number:02d}] {people[number % 3]}: {_SAID[number % 5]}" for number in range(12)]
    lines.insert(7, "[09:30] Shop lead (D. Ahmad): The list comes from the county.")
    reading = read_transcript("\n".join(lines).encode(), "talk.txt")
    assert _labels(reading)[7] == "Shop lead"
    assert any("Shop lead" in warning for warning in reading.warnings)


def _group(labels):
    return "\n".join(f"{label}: {_SAID[place % 5]}" for place, label in enumerate(labels))


def test_numbers_stand_for_people_where_they_recur_in_no_order_under_a_facilitator():
    labels = ["F", "7", "12", "8", "__", "12", "F", "10", "7", "__", "F", "8", "12"]
    reading = read_transcript(_group(labels).encode(), "group.txt")
    assert _labels(reading) == labels


def test_the_numbers_of_a_list_are_nobody():
    labels = ["I", "R", "I", "R", "1", "2", "3", "4", "5", "6", "I", "R", "1", "2", "3", "4"]
    reading = read_transcript(_group(labels).encode(), "talk.txt")
    assert set(_labels(reading)) == {"I", "R"}


def _cues(words):
    return "WEBVTT\n\n" + "".join(
        f"{number}\n00:00:{number:02d}.000 --> 00:00:{number:02d}.900\n{said}\n\n"
        for number, said in enumerate(words, 1)
    )


def test_somebody_in_a_call_may_go_under_a_word_that_is_no_name():
    words = [f"{('Study', 'Mark')[number % 2]}: {_SAID[number % 5]}" for number in range(12)]
    reading = read_transcript(_cues(words).encode(), "call.vtt")
    assert _labels(reading) == ["Study", "Mark"] * 6


def test_a_part_of_a_talk_that_opens_few_cues_is_nobody_in_a_call():
    words = [f"{('Ana', 'Mark')[number % 2]}: {_SAID[number % 5]}" for number in range(12)]
    words[4] = "Summary: we leave at five."
    reading = read_transcript(_cues(words).encode(), "call.vtt")
    assert set(_labels(reading)) == {"Ana", "Mark"}


def test_a_question_that_is_announced_in_captions_without_names_makes_nobody_speak():
    words = [_SAID[number % 2] for number in range(30)]
    words[9] = words[20] = words[27] = "Last question: who pays?"
    reading = read_transcript(_cues(words).encode(), "film.vtt")
    assert set(_labels(reading)) == {None}


def test_where_a_mark_stands_before_every_label_a_word_with_a_colon_alone_is_said():
    words = [f">> {('RUIZ', 'STAFF')[number % 2]}: {_SAID[number % 2].upper()}" for number in range(10)]
    words[5:5] = ["FORMS: NOBODY TOLD US WHICH.", "AND THAT WAS IT."]
    reading = read_transcript(_cues(words).encode(), "meeting.vtt")
    assert set(_labels(reading)) == {"RUIZ", "STAFF"}


def test_a_number_is_the_participant_where_it_takes_turns_with_an_interviewer():
    labels = ["Int", "014"] * 6
    reading = read_transcript(_group(labels).encode(), "talk.txt")
    assert _labels(reading) == labels


def test_a_heading_above_the_names_of_people_is_nobody():
    talk = "".join(f"[SPEAKER_0{number % 2}]: {_SAID[number % 5]}\n\n" for number in range(8))
    reading = read_transcript(f"## Participantes\n\n- **SPEAKER_00**\n- **SPEAKER_01**\n\n{talk}".encode(), "talk.md")
    assert set(_labels(reading)) == {"SPEAKER_00", "SPEAKER_01"}


def test_the_number_of_people_asked_is_nobody():
    report = "Dates: May 2\nParticipants: 15\n\nMore than half wanted to call.\n\nOne did not.\n"
    reading = read_transcript(report.encode(), "report.txt")
    assert set(_labels(reading)) == {None}


@pytest.mark.parametrize("label", ["**{}:** ", "{} (00:12):\n", "{}  0:12\n", "{}:\n"])
def test_words_with_a_colon_that_stand_otherwise_than_all_labels_are_no_label(label):
    talk = [label.format(("Ana Ruiz", "Ben Cole")[number % 2]) + _SAID[number % 2] for number in range(14)]
    for place in (3, 9):
        talk[place] += "\n\nRent: four hundred a month."
    reading = read_transcript("\n\n".join(talk).encode(), "talk.md")
    assert _labels(reading) == ["Ana Ruiz", "Ben Cole"] * 7
    assert any("Rent" in warning for warning in reading.warnings)


def test_a_word_that_opens_two_paragraphs_as_a_label_would_is_doubted():
    talk = [f"{('Interviewer', 'P04')[number % 2]}: {_SAID[number % 2]}" for number in range(14)]
    for place in (3, 9):
        talk[place] += "\n\nRent: four hundred a month."
    reading = read_transcript("\n\n".join(talk).encode(), "talk.txt")
    assert "“Rent” speaks only twice; is that a person?" in reading.warnings
