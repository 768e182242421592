"""Labelled text: who speaks from where to where."""

import inspect
import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts import Reading
from qualcode.transcripts.numbering import numbered
from tests.readings import read_transcript


@pytest.fixture
def reading(request) -> Reading:
    """The test's docstring, read as a transcript."""
    return read_transcript(inspect.cleandoc(request.function.__doc__).encode(), "D01.md")


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def outside(reading: Reading) -> list[str]:
    return [reading.text[start:end] for start, end in reading.front]


def test_a_turn_belongs_to_the_speaker_named_before_it(reading):
    """
    INTERVIEWER: Why did you stay?
    P01: They knew my name.
    """
    assert said(reading) == [("INTERVIEWER", "Why did you stay?"), ("P01", "They knew my name.")]
    assert [label.role for label in reading.labels] == ["interviewer", "participant"]


def test_lines_without_a_label_go_on_with_the_turn(reading):
    """
    Q: And then?
    A: First we met.

    Then we met again.
    It rained.
    Q: I see.
    """
    assert said(reading)[1] == ("A", "First we met.\n\nThen we met again.\nIt rained.")


def test_what_stands_before_the_first_label_is_nobodys(reading):
    """
    Spring visits, second round

    Coach: Ready?
    P01: Ready.
    """
    assert outside(reading) == ["Spring visits, second round"]
    assert len(reading.turns) == 2


def test_words_before_a_colon_that_name_nobody_stay_words_and_are_listed(reading):
    """
    P01: I learned three things.
    For example: to wait.
    Note: she laughed.
    Maria: hm.
    See http://example.org at 10:30 sharp.
    """
    assert len(reading.turns) == 1
    assert [(found.label, found.reason) for found in reading.rejected] == [
        ("For example", "reads like a sentence"),
        ("Note", "names a part of a text, not a person"),
        ("Maria", "occurs only once"),
    ]


def test_a_name_that_recurs_or_is_bold_names_a_speaker(reading):
    """
    Dana O’Neil-Smith: Who else?
    **J. K. Lee:** Me.
    Dana O’Neil-Smith: Good.
    """
    assert [label.label for label in reading.labels] == ["Dana O’Neil-Smith", "J. K. Lee"]


def test_a_mistyped_label_is_a_speaker_of_its_own_and_pointed_out(reading):
    """
    Participant: Yes.
    Dan: Why?
    Particpant: Because.
    Dan: I see.
    """
    assert len(reading.turns) == 4
    assert reading.warnings == ("“Particpant” may be “Participant”, mistyped; it was taken as a speaker of its own.",)


def test_remarks_and_times_beside_a_label_are_not_part_of_it(reading):
    """
    Speaker 1 (00:00):
    Welcome.
    Speaker 2 (laughing) (1:02:05): Thanks [inaudible 00:00:04].
    [00:00:05] **P03:** Hello
    P04\u00a0: Bonjour
    P05：你好
    """
    assert [label.label for label in reading.labels] == ["Speaker 1", "Speaker 2", "P03", "P04", "P05"]
    assert [turn.begins for turn in reading.turns] == [0.0, 3725.0, 5.0, None, None]
    assert said(reading)[1][1] == "Thanks [inaudible 00:00:04]."


def test_sounds_in_brackets_are_words_and_codes_in_brackets_are_speakers(reading):
    """
    [id1] Shall we start?
    [id2] Yes.
    [crosstalk] Sorry.
    [crosstalk] Go on.
    """
    assert said(reading)[1] == ("id2", "Yes.\n[crosstalk] Sorry.\n[crosstalk] Go on.")


def test_a_time_may_stand_before_the_name(reading):
    """
    00:00:00 - Dana
    Hello there.
    00:00:05 - Lee
    Yes.
    00:00:09 Speaker 3
    We began at 10:30
    00:00:12 - Dana
    Good.
    """
    assert [(turn.label, turn.begins) for turn in reading.turns] == [
        ("Dana", 0.0),
        ("Lee", 5.0),
        ("Speaker 3", 9.0),
        ("Dana", 12.0),
    ]


def test_questions_and_answers_may_be_marked_by_letter_and_stop(reading):
    """
    Q. Why did you stay?
    A. They knew my name.
    """
    assert said(reading) == [("Q", "Why did you stay?"), ("A", "They knew my name.")]


def test_options_marked_by_a_letter_are_no_speakers(reading):
    """
    A. They knew my name.
    B. They did not.
    """
    assert {label for label, _ in said(reading)} == {None}


def test_a_heading_that_names_a_role_names_the_speaker(reading):
    """
    # Spring interview
    ### Interviewer
    Why did you stay?
    ### P01
    They knew my name.
    """
    assert said(reading) == [("Interviewer", "Why did you stay?"), ("P01", "They knew my name.")]
    assert outside(reading) == ["# Spring interview"]


@pytest.mark.parametrize("mark", ["- ", "1. ", "> ", "* "])
def test_labels_in_a_list_or_quotation_are_labels(mark):
    reading = read_transcript(f"{mark}Dana: Why?\n{mark}P01: Hm.\n{mark}Dana: I see.".encode(), "a.md")
    assert said(reading) == [("Dana", "Why?"), ("P01", "Hm."), ("Dana", "I see.")]


def test_a_legend_names_the_speakers_and_is_nobodys(reading):
    """
    I1: Interviewer 1
    K: Kvinde

    *0:0 = I1: Hvad skete der?
    *0:07 = K: Ingenting.
    """
    assert said(reading) == [("I1", "Hvad skete der?"), ("K", "Ingenting.")]
    assert outside(reading) == ["I1: Interviewer 1\nK: Kvinde"]


def test_facts_at_the_top_are_nobodys_and_name_the_interviewer(reading):
    """
    Date: 3 May 2024
    Interviewer: Dana Ortiz
    Participant: P01

    Dana Ortiz: Thank you for coming.
    P01: Gladly.
    """
    assert outside(reading) == ["Date: 3 May 2024\nInterviewer: Dana Ortiz\nParticipant: P01"]
    assert [(label.label, label.role) for label in reading.labels] == [
        ("Dana Ortiz", "interviewer"),
        ("P01", "participant"),
    ]


def test_a_first_exchange_of_short_words_is_not_a_legend(reading):
    """
    Interviewer: Ready
    P01: Yes

    Interviewer: Then tell me.
    """
    assert len(reading.turns) == 3


def test_attendees_and_time_stamps_and_closing_lines_are_nobodys(reading):
    """
    Attendees
    Dana Ortiz, Lee Park

    **Dana Ortiz:** Welcome.
    00:05:00

    And welcome again.
    Lee Park: Hello.
    Transcription ended after 00:30:30
    """
    assert outside(reading) == ["Attendees\nDana Ortiz, Lee Park", "00:05:00", "Transcription ended after 00:30:30"]
    assert said(reading)[1] == ("Dana Ortiz", "And welcome again.")
    assert (reading.turns[1].begins, reading.duration) == (300.0, 1830.0)


def test_a_stamp_that_closes_a_turn_says_when_it_ended(reading):
    """
    I: Wie geht’s? #00:00:04-2#
    B1: Gut #00:00:06-0# danke. #00:00:08-1#
    """
    assert [turn.ends for turn in reading.turns] == [4.2, 8.1]
    assert said(reading)[1] == ("B1", "Gut #00:00:06-0# danke.")


def test_bold_questions_lose_their_marks(reading):
    """
    **Interviewer: Why did you stay?**

    P01: They knew my **name**
    """
    assert said(reading) == [("Interviewer", "Why did you stay?"), ("P01", "They knew my **name**")]


def test_where_nobody_is_named_each_paragraph_and_list_item_stands_alone(reading):
    """
    # Visit to Westside

    The room was full and
    loud.

    - chairs in a ring
    - no slides
    """
    assert said(reading) == [
        (None, "The room was full and\nloud."),
        (None, "- chairs in a ring"),
        (None, "- no slides"),
    ]
    assert reading.warnings[0].startswith("No speaker is named")


def test_two_spellings_of_a_label_are_kept_apart_and_pointed_out(reading):
    """
    Mary: Yes.
    mary: No.
    Mary: Well.
    """
    assert [label.label for label in reading.labels] == ["Mary", "mary"]
    assert "These labels may be one person: “Mary”, “mary”." in reading.warnings


def test_speakers_and_interviewers_may_be_named_beforehand():
    text = "dana: Why?\nthe quiet one: Because.\n"
    reading = read_transcript(text.encode(), "a.txt", speakers=["The quiet one", "Ana"], interviewers=["Dana"])
    assert [(label.label, label.role) for label in reading.labels] == [
        ("dana", "interviewer"),
        ("the quiet one", "participant"),
    ]
    assert reading.warnings == ("Nobody in this file is labelled “Ana”.",)


def test_rare_line_separators_do_not_end_a_line():
    text = "P01: one\u2028two\x0bthree\x0cfour\x85five\u2029six\n"
    reading = read_transcript(text.encode(), "a.txt")
    assert (reading.text, len(reading.turns)) == (text, 1)


LABELS = st.sampled_from(["Interviewer", "P01", "**Dana:**", "Note", "Dana  0:10", "[id1]", "[0:05]", "", "INT 2", "#"])
WORDS = st.text(alphabet=string.ascii_letters + " .:?*[]#()\n\t\u00a0é😀—\u2028", max_size=40)


def assert_sound(reading: Reading) -> None:
    """Turns and front are ordered and disjoint, and a turn has no outer white space."""
    slices = sorted([*((turn.start, turn.end) for turn in reading.turns), *reading.front])
    assert reading.turns == tuple(numbered(reading.turns, reading.sections))
    assert all(before[1] <= after[0] for before, after in pairwise(slices))
    for start, end in slices:
        assert reading.text[start:end].strip() == reading.text[start:end] != ""


@given(st.lists(st.tuples(LABELS, st.sampled_from([": ", " ", "\n", "\t"]), WORDS), min_size=1, max_size=12))
def test_turns_are_ordered_disjoint_and_exact_whatever_the_text(lines):
    text = "P01: yes\n" + "\n".join("".join(line) for line in lines)
    reading = read_transcript(text.encode(), "a.md")
    assert reading.text == text
    assert_sound(reading)


SMALL = st.text(alphabet="bcdé😀 .?()\n\t\u00a0—", max_size=40)


@given(st.lists(st.tuples(st.sampled_from(["Interviewer", "P01", "Ana"]), SMALL), min_size=1, max_size=8))
def test_no_character_is_lost_between_turns_labels_and_front(lines):
    text = "Ana: a\nAna: b\n" + "\n".join(f"{label}: {words}" for label, words in lines)
    reading = read_transcript(text.encode(), "a.txt")
    covered = {place for turn in reading.turns for place in range(turn.start, turn.end)}
    covered |= {place for start, end in reading.front for place in range(start, end)}
    rest = "".join(letter for place, letter in enumerate(text) if place not in covered and not letter.isspace())
    assert set(rest) <= set("Interviewer:P01Ana*-—#")


TALK = [
    ("Why did you stay? I have often wondered.", "They knew my name. It was one thing: trust."),
    ("And then what came?", "We met at 10:30 – every week. Note: that was before the garden."),
    ("What would you change?", "Two choices - stay or leave. Third: people."),
    ("Thank you so much.", "You are welcome."),
]


def laid_out(shape: str, *, first: str = "Dana Ortiz", second: str = "Lee Park", between: str = "\n\n") -> str:
    """The talk with every turn written as `shape` says."""
    turns = [(name, words) for pair in TALK for name, words in zip((first, second), pair, strict=True)]
    return between.join(
        shape.format(name=name, words=words, n=place + 1, time=f"00:0{place}:07", short=f"0{place}:07")
        for place, (name, words) in enumerate(turns)
    )


LAYOUTS = [
    ("{name}: {words}", "a.txt"),
    ("{name}:\n\n{words}", "a.txt"),
    ("{name}:{words}", "a.txt"),
    ("{name}： {words}", "a.txt"),
    ("{name}\u00a0: {words}", "a.txt"),
    ("\u200f{name}: {words}", "a.txt"),
    (">> {name}: {words}", "a.txt"),
    ("{n}. {name}: {words}", "a.txt"),
    ("{n}\t{name}:\t{words}", "a.txt"),
    ("**{name}:** {words}", "a.md"),
    ("**{name}**: {words}", "a.md"),
    ("***{name}:*** {words}", "a.md"),
    ("*{name}:* {words}", "a.md"),
    ("`{name}:` {words}", "a.md"),
    ("<u>{name}:</u>\t{words}", "a.md"),
    ("<p><strong>{name}</strong>:</p>\n{words}", "a.md"),
    ("- **{name}:** {words}", "a.md"),
    ("> **{name}:** {words}", "a.md"),
    ("{name} ({time}): {words}", "a.txt"),
    ("{name} ({short}):\n{words}", "a.txt"),
    ("{name}: ({short})\n{words}", "a.txt"),
    ("{name}: {time}\n\n{words}", "a.txt"),
    ("{name}: [{time}] {words}", "a.txt"),
    ("{time} {name}: {words}", "a.txt"),
    ("[{time}] {name}: {words}", "a.txt"),
    ("[{time} - 00:09:00] {name}: {words}", "a.txt"),
    ("\\[{time}\\] **{name}:** {words}", "a.md"),
    ("[{short}](https://example.org/?t=7) {name}: {words}", "a.md"),
    ("[3/5/24, {time} AM] {name}: {words}", "a.txt"),
    ("03/05/2024, 10:07 - {name}: {words}", "a.txt"),
    ("{name}（{time}）：{words}", "a.txt"),
    ("{name}  {short}  \n{words}", "a.txt"),
    ("{name} | {short}\n{words}", "a.txt"),
    ("{name}, 12:04 PM\n{words}", "a.txt"),
    ("{name} {n} minutes 7 seconds\n{words}", "a.txt"),
    ("[{name}] {time}\n{words}", "a.txt"),
    ("({short}) {name}\n{words}", "a.txt"),
    ("{time} {name}\n{words}", "a.txt"),
    ("{time}\t From {name} to Everyone:\n\t{words}", "a.txt"),
    ("{time}\t{name}\t{words}", "a.txt"),
    ("### {name} [{time}]\n\n{words}", "a.md"),
    ("## {name}\n\n{words}", "a.md"),
    ("{time} **{name}** {words}", "a.md"),
    ("**{name}**\n{words}", "a.md"),
    ("{name}\n{words}", "a.txt"),
    ("                    {name}\n          {words}", "a.txt"),
    ("{name}\n{short}\n{words}", "a.txt"),
    ("{name}\t{words}", "a.txt"),
    ("[{name}] {words}", "a.txt"),
    ("{{{name}}} {words}", "a.txt"),
    ("({name}) {words}", "a.txt"),
    ("<{name}> {words}", "a.txt"),
    ("{name}> {words}", "a.txt"),
    ("{name} – {words}", "a.txt"),
    ("{name} - {words}", "a.txt"),
    ("{name}—{words}", "a.txt"),
    ("{name}    {words}", "a.txt"),
]


@pytest.mark.parametrize(("shape", "name"), LAYOUTS)
def test_every_way_of_naming_speakers_gives_the_same_turns(shape, name):
    reading = read_transcript(laid_out(shape).encode(), name)
    assert {(label.label, label.turns) for label in reading.labels} == {("Dana Ortiz", 4), ("Lee Park", 4)}
    answers = [words for label, words in said(reading) if label == "Lee Park"]
    assert answers[0].startswith("They knew my name.")
    assert reading.warnings == ()


NAMES = [
    ("INTERVIEWER", "MARIA LOPEZ"),
    ("Int 1", "FG1-P3"),
    ("Moderator", "Participant #4"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("DB", "JP"),
    ("D.B.", "J.P."),
    ("Maria S.", "Tom K."),
    ("Mr. Poe", "Prof. Anna Berg"),
    ("Ludwig van der Berg", "María José García-López"),
    ("de la Cruz", "al-Hassan"),
    ("Siobhán O’Brien", "Ngũgĩ wa Thiong'o"),
    ("Иван Петров", "Мария"),
    ("访谈者", "王小明"),
    ("聞き手", "田中"),
    ("المحاور", "محمد"),
    ("Interviewer:in", "Befragte:r 1"),
    ("THE WITNESS", "MR. GIRARD"),
    ("agent", "respondent"),
    ("Speaker ?", "Teacher_Westside_2"),
    ("Enquêtrice", "Enquêté 2"),
]


@pytest.mark.parametrize(("first", "second"), NAMES)
def test_names_and_roles_of_many_kinds_are_speakers(first, second):
    reading = read_transcript(laid_out("{name}: {words}", first=first, second=second).encode(), "a.txt")
    assert {(label.label, label.turns) for label in reading.labels} == {(first, 4), (second, 4)}
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "label", ["Interviewer:in", "Enquêtrice", "访谈者", "ENTREVISTADORA", "Q7", "Lead Interviewer 2"]
)
def test_who_asks_is_known_in_several_languages(label):
    reading = read_transcript(f"{label}: a\nP01: b\n{label}: c\n".encode(), "a.txt")
    assert reading.labels[0].role == "interviewer"


def test_a_name_in_full_at_first_and_in_short_later_are_both_speakers(reading):
    """
    JOHN BERMAN, ANCHOR: Voters get ready. Max?

    MAX FOSTER, CORRESPONDENT: It is close.

    BERMAN: What is next?

    FOSTER: We wait.

    BERMAN: Thanks.
    """
    assert [label for label, _ in said(reading)] == [
        "JOHN BERMAN, ANCHOR",
        "MAX FOSTER, CORRESPONDENT",
        "BERMAN",
        "FOSTER",
        "BERMAN",
    ]
    assert reading.warnings == ()


def test_notes_before_a_heading_transcript_and_after_the_talk_are_nobodys(reading):
    """
    # Notes
    **Budget plan:** more money.
    Dana Ortiz: will write.

    # Transcript

    Dana Ortiz: Welcome.
    P01: Hello.
    Dana Ortiz: So?
    P01: Yes.

    ## Field notes

    She was tired.
    """
    assert said(reading) == [
        ("Dana Ortiz", "Welcome."),
        ("P01", "Hello."),
        ("Dana Ortiz", "So?"),
        ("P01", "Yes."),
    ]
    assert outside(reading)[-1].endswith("She was tired.")


def test_headers_of_pages_and_ends_of_tapes_do_not_change_who_speaks(reading):
    """
    WARD: How did you begin?
    POE: I was young.

    Oral history, page 1

    WARD: And?
    POE: Then I

    Oral history, page 2

    [END OF TAPE 1, SIDE A]

    left town.

    Oral history, page 3
    WARD: I see.
    """
    assert [label for label, _ in said(reading)] == ["WARD", "POE", "WARD", "POE", "POE", "WARD"]
    assert [turn.number for turn in reading.turns] == [1, 2, 3, 4, 4, 5]
    assert "Oral history, page 1" in outside(reading)


def test_turns_that_stand_on_one_line_are_told_apart_with_a_warning():
    text = "Interviewer: Why did you stay? " + "Participant: They knew my name. Interviewer: And then? " * 5
    reading = read_transcript(text.encode(), "a.txt")
    assert [(label.label, label.turns) for label in reading.labels] == [("Interviewer", 6), ("Participant", 5)]
    assert reading.warnings[0].startswith("Several turns stand on one line")


DOUBTFUL = [
    (
        "Interviewer: Why?\n\nThey knew.\n\nInterviewer: And?\n\nWe met.\n\nInterviewer: So?\n\nIt rained.",
        "Only “Interv",
    ),
    ("**Strengths:** Staff.\n\n**Challenges:** Money.\n\n**Threats:** Time.", "No speaker is named"),
    ("Interviewer: Hello?\n\nMaria: Hi.", "Only “Interviewer” is named"),
    ("Moderator: Hi.\n- Calvin: A.\n- Farah: B.\n- Gio: C.\nModerator: Bye.", "3 labels that occur once"),
    ("P1: a\nINT: b\n" + "the quiet person over there by the door: c\n" * 3, "begins 3 lines as a speaker would"),
    ("1. Why?\n\nThey knew.\n\n2. And?\n\nWe met.", "No speaker is named"),
]


@pytest.mark.parametrize(("text", "warning"), DOUBTFUL)
def test_what_may_be_read_wrong_is_said(text, warning):
    assert any(said.startswith(warning) or warning in said for said in read_transcript(text.encode(), "a.md").warnings)


def test_a_paragraph_that_quotes_or_lists_names_nobody_new(reading):
    """
    Interviewer: What helps?

    Dana: Three things:
    1. Money: always.
    2. People: good ones.
    He said to me: I cannot.
    [crosstalk]
    (Observer: door opens.)

    Interviewer: I see.

    Dana: Yes.
    """
    assert [label.label for label in reading.labels] == ["Interviewer", "Dana"]


@given(
    st.sampled_from(LAYOUTS),
    st.lists(st.tuples(st.sampled_from(["Dana Ortiz", "Lee Park", "Mia Poe"]), SMALL.filter(str.split)), max_size=9),
)
def test_any_words_under_labels_come_back_as_turns(layout, more):
    shape, name = layout
    if shape[0] != "{" or not shape.startswith("{name}:") or "{time}" in shape or "{short}" in shape:
        return
    rows = [("Dana Ortiz", "Hello."), ("Lee Park", "Hi."), ("Mia Poe", "Yes.")] * 2
    rows += [(who, "so " + words.replace("\n", " ").strip() + " indeed") for who, words in more]
    text = "\n\n".join(shape.format(name=who, words=words) for who, words in rows)
    assert said(read_transcript(text.encode(), name)) == rows


def test_a_table_of_talk_is_read_and_a_table_of_figures_is_not():
    talk = "| Speaker | Text |\n|---|---|\n" + laid_out("| {name} | {words} |", between="\n")
    reading = read_transcript(talk.encode(), "a.md", read_as="text")
    assert {(label.label, label.turns) for label in reading.labels} == {("Dana Ortiz", 4), ("Lee Park", 4)}
    figures = "| Model | Score |\n|---|---|\n" + "| first | 0.31 good |\n| second | 0.42 bad |\n" * 4
    assert not read_transcript(figures.encode(), "a.md", read_as="text").labels
