"""What stands above and beside a talk on typed pages: facts, credits, page headers, and what only looks like a name."""

import inspect

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts import Reading
from qualcode.transcripts.labelled.fact_lines import brief, fact_lines
from tests.readings import read_transcript

TALK = [
    ("Where did you grow up?", "Above the bakery."),
    ("Who lived there?", "My aunts, mostly."),
    ("And the school?", "It was two rooms."),
    ("Who taught there?", "Miss Lund did."),
    ("Was it far?", "An hour on foot."),
]


def read(text: str, name: str = "D01.txt") -> Reading:
    return read_transcript(text.encode(), name)


def talk(asks: str = "JM", answers: str = "NV") -> str:
    return "\n\n".join(f"{asks}: {question}\n\n{answers}: {answer}" for question, answer in TALK) + "\n"


def speakers(reading: Reading) -> set[str | None]:
    return {turn.label for turn in reading.turns}


def spoken_words(reading: Reading) -> str:
    return " ".join(reading.text[turn.start : turn.end] for turn in reading.turns)


def test_people_named_among_the_facts_of_a_double_spaced_title_page_do_not_speak():
    page = inspect.cleandoc(
        """
        Interviewee:        Dr. Nora Vance

        Interview date:     April 26, 2011

        Location:           Harlow, D.C.

        Interviewer:        Joseph Marten, Ph.D.

        Videographer:       John Bisham

        Length:             1:51:05
        """
    )
    assert speakers(read(f"{page}\n\n{talk()}")) == {"JM", "NV"}


def test_facts_below_some_prose_about_the_person_are_facts_still():
    page = inspect.cleandoc(
        """
        Robert Ambrook was born in Bolton in 1964 and grew up in Holton. He studied farming for nine years.

        ROBERT AMBROOK: An Interview Conducted by Selma Sabic and Matthew Frances at the Farm History Center

        INTERVIEW: Robert Ambrook
        INTERVIEWER: Selma Sabic and Matthew Frances
        DATE: 28 September 2011
        PLACE: San Marco, CA
        """
    )
    reading = read(f"{page}\n\n{talk('Q', 'Ambrook')}")
    assert speakers(reading) == {"Q", "Ambrook"}
    assert "born in Bolton" not in spoken_words(reading)


def test_a_date_that_comes_up_below_the_first_turns_makes_no_header_of_them():
    reading = read(f"{talk()}\nDate: 5 May\nPlace: the mill\n\n{talk()}")
    assert "Above the bakery." in spoken_words(reading)
    assert len(reading.turns) >= 4 * len(TALK)


def test_two_facts_on_one_line_name_nobody_who_speaks():
    page = "Date: 14 March 2024 Time: 6:00pm\nModerator: L. Ortega Note taker: S. Bright\nParticipants: 6 (P1–P6)"
    reading = read(f"{page}\n\n{talk('Moderator', 'P1')}")
    assert speakers(reading) == {"Moderator", "P1"}
    assert "Bright" not in spoken_words(reading)


def test_who_led_a_visit_stands_above_its_notes_and_says_nothing():
    reading = read(
        "# Visit\n\n**Date:** February 5, 2018\n\n**Facilitator:** Kate\n\n## Notes\n\n- came with a friend\n"
    )
    assert speakers(reading) <= {None}


def test_somebody_who_opens_the_talk_below_a_date_speaks():
    reading = read(f"Date: 5 May 2024\n\nHost: Good evening to all of you.\n\n{talk()}")
    assert "Good evening to all of you." in spoken_words(reading)


@given(st.lists(st.sampled_from(["Date: 5 May", "Place: mill", "", "JM: Why?", "We went there.", "Host: Anna Lund"])))
def test_facts_stand_at_the_top_and_nowhere_else(lines: list[str]):
    found = fact_lines(lines, 0)
    assert found.start == 0
    assert not len(found) or any(lines[number].startswith(("Date", "Place")) for number in found)


def test_an_abbreviation_ends_no_sentence():
    assert [brief(value) for value in ("Joseph Marten, Ph.D.", "Harlow, D.C.", "Ana Ruiz, Jr.")] == [True] * 3
    assert [brief(value) for value in ("They came.", "Why?", "So it was I.")] == [False, False, True]


def test_headers_that_count_the_pages_are_nobodys_words_though_they_have_a_colon():
    pages = [
        f"Oral History of Jane Lawton\n\nMill Ref: X53.2009      © 2009 Mill Museum      Page {page} of 9\n\n"
        f"Weber:  Who came on day {page}?\nLawton:  My aunt\ncame on that day."
        for page in range(2, 8)
    ]
    reading = read("\n".join(pages) + "\n")
    assert speakers(reading) == {"Weber", "Lawton"}
    assert "Ref" not in spoken_words(reading)
    assert "Oral History" not in spoken_words(reading)


def test_questions_counted_in_headings_leave_the_labels_below_them():
    parts = [
        f"### Question {page}\n\nINTERVIEWER:\n\nWhy {page}?\n\nINTERVIEWEE:\n\nBecause.\n" for page in range(1, 6)
    ]
    assert speakers(read("\n".join(parts), "D01.md")) == {"INTERVIEWER", "INTERVIEWEE"}


def test_a_line_that_wraps_before_a_colon_names_nobody_in_small_letters():
    asked = "JM: Was it political? I’m\nthinking of the mid ’50s: was that at table?\n\nNV: Oh, yes.\n\n"
    assert speakers(read(asked * 2 + talk())) == {"JM", "NV"}


def test_a_letter_with_a_point_alone_on_a_line_is_an_answer_among_initials_without_points():
    blocks = "\n\n".join(f"CR\n{question}\n\nJW\n{answer}" for question, answer in TALK)
    reading = read(f"{blocks}\n\nCR\nUnd dann?\n\nJW\nK.\nDa ist es nie langweilig.\n\nCR\nPrima.\n")
    assert speakers(reading) == {"CR", "JW"}


def test_a_title_with_a_colon_that_was_taken_as_a_turn_is_told():
    told = read(f"NV: Draft for the radio\n\n{talk()}")
    assert any("title" in warning for warning in told.warnings)
    assert not any("title" in warning for warning in read(talk()).warnings)


def test_minutes_that_count_what_each_person_in_brackets_says_name_them():
    said = [("Sara", "It takes days."), ("Emil", "We have the hall."), ("Sara", "And a van?"), ("Emil", "In May.")]
    reading = read("".join(f"{place}. [{name}] {words}\n\n" for place, (name, words) in enumerate(said, 1)))
    assert [turn.label for turn in reading.turns] == [name for name, _ in said]
    cited = read("1. [Lund] The mill.\n\n2. [Ruiz] The barn.\n\n3. [Moss] The well.\n\n4. [Bell] The school.\n")
    assert speakers(cited) == {None}
