"""Transcripts as offices, archives, courts and programs lay them out: who speaks, and what nobody says."""

import inspect
import json
from collections.abc import Sequence

import pytest

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading
from tests.readings import read_transcript

TALK = (
    ("How did you come to live here?", "My husband’s people had the mill."),
    ("And the garden?", "It was his mother’s, and she said: weed it, move nothing. So I weeded."),
    ("What did you keep?", "A bean nobody could name."),
    ("Would you do it again?", "Tomorrow."),
)


def read(text: str, name: str = "D01.txt") -> Reading:
    return read_transcript(inspect.cleandoc(text).encode(), name)


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, " ".join(reading.text[turn.start : turn.end].split())) for turn in reading.turns]


def labels(reading: Reading) -> dict[str, int]:
    return {label.label: label.turns for label in reading.labels}


def front(reading: Reading) -> str:
    return "\n".join(reading.text[start:end] for start, end in reading.front)


def told(line: str, *, sep: str = "\n", names: Sequence[str | int] = (1, 2)) -> str:
    """The talk with each turn in a shape that has places for its time, speaker’s number and words."""
    words = [words for pair in TALK for words in pair]
    return sep.join(
        line.format(time=f"00:00:{place * 5:02}", to=f"00:00:{place * 5 + 4:02}", n=names[place % 2], words=one)
        for place, one in enumerate(words)
    )


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Dana Ort{n} [{time}] {words}", "Dana Ort1"),
        ("[{time}] Speaker {n} {words}", "Speaker 1"),
        ("[{n}.00-{n}.75] [SPEAKER_0{n}]: {words}", "SPEAKER_01"),
        ("({n}.0s - {n}.9s) SPEAKER_0{n}: {words}", "SPEAKER_01"),
        ("P{n}. {words}", "P1"),
        ("[2018-03-12 11:0{n}:41] <sara{n}> {words}", "sara1"),
    ],
)
def test_names_and_times_may_stand_in_many_orders(line, label):
    reading = read(told(line))
    assert labels(reading)[label] == 4
    assert len(reading.turns) == 8
    assert said(reading)[3][1] == TALK[1][1]


def test_lines_with_a_stretch_of_time_and_no_speaker_stand_alone_with_their_times():
    reading = read(told("[{time} - {to}] {words}"))
    assert [turn.begins for turn in reading.turns] == [place * 5.0 for place in range(8)]
    assert said(reading)[3] == (None, TALK[1][1])


def test_seconds_in_brackets_say_when_a_turn_begins():
    reading = read("[1.25-3.00] [SPEAKER_01]: Hello\n[4.50-6.75] [SPEAKER_02]: Hi\n[8.00-9.00] [SPEAKER_01]: Good")
    assert [turn.begins for turn in reading.turns] == [1.25, 4.5, 8.0]


def test_a_full_name_that_speaks_once_among_labelled_paragraphs_is_a_speaker_and_asked_about():
    reading = read("""
        Interviewer: How is the water?

        P07: Better than last year.

        Interviewer: Since when?

        P07: Since the pump.

        Dana Ortiz: Can I add something? It broke in June.

        Interviewer: And then?

        P07: We mended it.
        """)
    assert ("Dana Ortiz", "Can I add something? It broke in June.") in said(reading)
    assert reading.warnings == ("“Dana Ortiz” speaks only once; is that a person?",)


def test_what_may_speak_once_among_labelled_paragraphs_is_pointed_out():
    reading = read("""
        Mme Petit : Qui commence ?
        M. Roux : Moi.
        Mme Petit : Oui ?
        M. Roux : La semence.
        Un auditeur : Combien ?
        M. Roux : Deux cents.
        Mme Petit : Merci.
        """)
    assert "Un auditeur" not in labels(reading)
    assert any("“Un auditeur:” stands where speakers do" in warning for warning in reading.warnings)


def test_a_colon_in_one_of_several_unlabelled_paragraphs_names_nobody():
    reading = read("""
        Interviewer: And then?

        P07: We met.

        It went on.

        Dear Ama: that is how the letter began.

        And so it ended.

        Interviewer: I see.

        P07: Yes.
        """)
    assert labels(reading) == {"Interviewer": 2, "P07": 2}
    assert reading.warnings == ()


def test_facts_below_the_date_are_nobodys_though_one_of_them_is_a_role():
    reading = read(
        """
        # Water committee

        **Date:** 2025-05-02
        **Persona:** Committee member
        **Interviewer:** Facilitator

        **Facilitator:** Who decides?

        **WMC:** All of us.

        **Facilitator:** And the keys?

        **WMC:** I have them.
        """,
        "a.md",
    )
    assert labels(reading) == {"Facilitator": 2, "WMC": 2}


def test_a_bold_fact_above_the_heading_of_the_talk_is_no_speaker():
    reading = read(
        """
        # Seed bank

        **Print Settings:** Landscape mode, narrow margins

        ---

        ## Part 1

        **Interviewer:** Who dries the seed?

        **You:** Two of us.

        **Interviewer:** And who counts?

        **You:** The same two.
        """,
        "a.md",
    )
    assert labels(reading) == {"Interviewer": 2, "You": 2}


def test_people_listed_before_the_talk_do_not_speak_there():
    reading = read(
        """
        # 播客

        - 主持人：张主持 - 媒体人
        - 嘉宾：林老师 - 教师

        [张主持]: 您为什么留下？

        [林老师]: 水好。

        [张主持]: 还有呢？

        [林老师]: 人好。
        """,
        "a.md",
    )
    assert labels(reading) == {"张主持": 2, "林老师": 2}


def test_participants_listed_above_the_heading_transcript_do_not_speak_there():
    reading = read(
        """
        # Night bus

        **Method**: online

        ## Participants

        - Participant 1: nurse
        - Participant 2: cleaner

        ## Transcript

        Moderator: Who takes the bus?

        Participant 1: I do.

        Participant 2: Never.

        ## Key insights

        1. The walk is long.
        """,
        "a.md",
    )
    assert said(reading) == [
        ("Moderator", "Who takes the bus?"),
        ("Participant 1", "I do."),
        ("Participant 2", "Never."),
    ]


def test_a_page_of_facts_has_no_speakers():
    reading = read(
        """
        # Session results

        **Session Date:** 2025-08-21
        **Facilitator:** Analyst Mary
        **Participant:** User

        ## Summary

        **Session Goals:** Focused work on shelves

        **Ideas Generated:** 14

        - Rolling shelf
        """,
        "a.md",
    )
    assert labels(reading) == {}


def test_an_observers_notes_in_brackets_are_nobodys():
    reading = read(
        """
        **ENTREVISTADOR:** ¿Quién compra?

        **E1:** La gente del barrio.

        **[NOTAS DE OBSERVACIÓN]:** tono tranquilo.

        **ENTREVISTADOR:** ¿Y antes?

        **E1:** Venían de lejos.
        """,
        "a.md",
    )
    assert labels(reading) == {"ENTREVISTADOR": 2, "E1": 2}
    assert "tono tranquilo" in front(reading)


def test_those_who_come_and_go_in_a_chat_say_nothing():
    reading = read("""
        [2018-03-12 11:00:41] <sarah> greetings
        [2018-03-12 11:01:41] <moro> hi
        [2018-03-12 11:02:25] ⇐ seacur quit (~seacur@example): Quit
        [2018-03-12 11:03:41] <endo> hello
        [2018-03-12 11:04:41] <sarah> so
        [2018-03-12 11:05:41] <moro> yes
        """)
    assert [label for label, _ in said(reading)] == ["sarah", "moro", "endo", "sarah", "moro"]
    assert "seacur" in front(reading)


def test_a_letter_and_a_gap_mark_the_questions_of_a_press_briefing():
    reading = read("""
        2:25 P.M. EDT

        MS. JANVIER:  Go ahead.

        Q    Where do things stand?

        MS. JANVIER:  They stand well.

        Q    And the river?

        MS. JANVIER:  Thank you.

        2:58 P.M. EDT
        """)
    assert labels(reading) == {"MS. JANVIER": 3, "Q": 2}
    assert said(reading)[-1] == ("MS. JANVIER", "Thank you.")


@pytest.mark.parametrize(
    ("asking", "answering"), [("QUESTION", "MS BRUNO"), ("Question", "Answer"), ("SUBJECT", "ANA")]
)
def test_parts_of_a_text_that_recur_as_speakers_do_are_speakers(asking, answering):
    reading = read("\n\n".join(f"{asking}: {question}\n\n{answering}: {answer}" for question, answer in TALK))
    assert labels(reading) == {asking: 4, answering: 4}


def test_counsel_who_speak_once_and_headings_of_examinations_are_told_apart():
    reading = read("""
        THE COURT: Call your witness.

        MS. GALE: The State calls Detective Rod.

        DIRECT EXAMINATION BY MS. GALE:

        Page 23, Line 1
        Q: Please state your name.
        A: Frank Rod.
        Q: Were you there?
        A: I was.

        MR. BOW: Objection.

        THE COURT: Overruled.
        """)
    assert list(labels(reading)) == ["THE COURT", "MS. GALE", "Q", "A", "MR. BOW"]
    assert "DIRECT EXAMINATION BY MS. GALE:\n\nPage 23, Line 1" in front(reading)
    assert len(reading.turns) == 8


def test_questions_and_answers_may_stand_behind_numbers_of_pages_and_lines():
    reading = read("""
        00001:01       Q.     Where do you work?
              02       A.     At the mill. Before that at
              03  the school.
        00002:01       Q.     For how long?
              02       A.     Eleven years.
        """)
    assert labels(reading) == {"Q": 2, "A": 2}


def test_the_number_of_a_committees_question_is_no_part_of_the_name():
    reading = read("""
        Q1 Chair: Who are you?

        Dana Ortiz: From the mill.

        Q2 Mr Hollis: How many children come?

        Dana Ortiz: Forty.

        Q3 Chair: Thank you.
        """)
    assert labels(reading) == {"Chair": 2, "Dana Ortiz": 2, "Mr Hollis": 1}


def test_a_backchannel_before_a_label_on_the_same_line_is_no_part_of_it():
    turns = [
        ("Interviewer", "And the garden, was it yours?"),
        ("Participant", "No. I only weeded it, you know."),
        ("Interviewer", "Mm-hm."),
        ("Participant", "Then I asked the neighbors for beans, three kinds of them."),
        ("Interviewer", "Which did you keep?"),
        ("Participant", "The one nobody could name, in the blue tin."),
    ]
    assert said(read(" ".join(f"{label}: {words}" for label, words in turns))) == turns


def test_what_stands_beside_quotations_is_nobodys_where_all_speakers_stand_in_them():
    quoted = "\n>\n".join(f"> **Candidate:** {q}\n>\n>> **Interviewer:** {a}" for q, a in TALK)
    reading = read(f"# A desk\n\n{quoted}\n\n## Step 2\n\nHere we draw the desk.\n", "a.md")
    assert labels(reading) == {"Candidate": 4, "Interviewer": 4}
    assert "Here we draw the desk." in front(reading)


def test_headers_of_pages_parted_by_form_feeds_are_nobodys():
    page = "Page {n}\n\nOfficial - Subject to Review\n\nMS. GALE:  Yes.\n\nMR. BOW:  No,\n\nValley Reporting\n"
    reading = read("\f".join(page.replace("{n}", str(n)) for n in range(1, 5)))
    assert {words for _, words in said(reading)} == {"Yes.", "No,"}


def test_a_numbered_list_of_alike_lines_is_no_header_of_pages():
    reading = read("\n".join(f"{n}. The visit in month {n}" for n in range(1, 6)))
    assert [words for _, words in said(reading)] == [f"{n}. The visit in month {n}" for n in range(1, 6)]


def test_the_end_of_a_google_meeting_is_nobodys():
    reading = read(
        "Dana Ortiz: Hello\nMarek Low: Hi\nDana Ortiz: So\nMarek Low: Yes\n\nMeeting ended after 00:42:16 👋"
    )
    assert said(reading)[-1] == ("Marek Low", "Yes")


@pytest.mark.parametrize(("data", "kind"), [(b"%PDF-1.7\n1 0 obj", "a PDF"), (b"{\\rtf1\\ansi hello}", "RTF")])
def test_what_is_no_text_is_not_read_as_text(data, kind):
    with pytest.raises(QualcodeError, match=kind) as caught:
        read_transcript(data, "a.txt", read_as="text")
    assert caught.value.hint == "Leave out --read-as."


def srt(cues: list[str]) -> bytes:
    return "\n\n".join(
        f"{n}\n00:00:{n * 2:02},000 --> 00:00:{n * 2 + 1:02},500\n{words}" for n, words in enumerate(cues, 1)
    ).encode()


def test_a_name_in_brackets_before_a_sentence_with_a_colon_is_the_speaker():
    cues = [f"[Speaker {n}] {words}" for pair in TALK for n, words in enumerate(pair, 1)]
    assert said(read_transcript(srt(cues), "a.srt"))[3] == ("Speaker 2", TALK[1][1])


def test_how_a_subtitle_is_said_is_no_speaker():
    reading = read_transcript(srt(["Where were you?", "(SOBBING): I waited all day.", "The river rose."]), "a.srt")
    assert labels(reading) == {}


def test_chinese_cues_are_joined_without_spaces_and_parted_at_their_full_stops():
    sentence = "以前要走很远的路才能到河边打水，" * 4 + "现在不用了。"
    reading = read_transcript(srt([sentence] * 8), "a.srt")
    words = [reading.text[turn.start : turn.end] for turn in reading.turns]
    assert len(words) > 1
    assert "".join(words) == sentence * 8


def test_cues_that_somebody_else_says_are_kept_apart_and_keep_their_ends():
    reading = read_transcript(srt([">> So where?", ">> In the kitchen.", "With three jars."]), "a.srt")
    assert [turn.ends for turn in reading.turns] == [3.5, 7.5]


def test_words_with_speakers_are_the_transcript_where_sentences_have_none():
    words = [
        {"word": word, "start": place, "end": place + 0.2, "speaker": place % 2}
        for place, pair in enumerate(TALK)
        for word in pair[0].split()
    ]
    whole = {"transcript": " ".join(pair[0] for pair in TALK), "words": words}
    data = json.dumps({"results": {"channels": [{"alternatives": [whole]}]}}).encode()
    assert labels(read_transcript(data, "a.json")) == {"Speaker 0": 2, "Speaker 1": 2}


def test_an_assistant_that_interviews_asks_the_questions():
    data = json.dumps(
        [
            {"role": role, "content": words}
            for pair in TALK
            for role, words in zip(("assistant", "user"), pair, strict=True)
        ]
    )
    roles = {label.label: label.role for label in read_transcript(data.encode(), "a.json").labels}
    assert roles == {"assistant": "interviewer", "user": "participant"}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("**Interviewee {n} [{time}]** {words}", "Interviewee 1"),
        ("**P{n} ({time})** {words}", "P1"),
        ("Speaker {n} {time}- {words}", "Speaker 1"),
        ("Participant 01{n} {time} – {words}", "Participant 011"),
    ],
)
def test_a_time_may_stand_in_the_bold_of_a_name_or_before_a_dash(line, label):
    reading = read(told(line, sep="\n\n"), "a.md")
    assert labels(reading)[label] == 4
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]
    assert [turn.begins for turn in reading.turns][:3] == [0.0, 5.0, 10.0]


def test_somebody_introduced_with_a_letter_in_parentheses_is_that_letter():
    pairs = [f"**I:** {asked}\n\n**R:** {answered}" for asked, answered in TALK[1:]]
    first = f"**Interviewer (I):** {TALK[0][0]}\n\n**Respondent (R):** {TALK[0][1]}"
    assert labels(read("\n\n".join((first, *pairs)), "a.md")) == {"I": 4, "R": 4}


def test_a_remark_that_is_no_letter_used_again_does_not_rename_a_speaker():
    pairs = "\n".join(f"Ana (laughs): {asked}\nLee (SL): {answered}" for asked, answered in TALK)
    assert labels(read(pairs)) == {"Ana": 4, "Lee": 4}


def test_the_title_of_an_interview_above_its_headings_is_no_turn():
    talk = "\n\n".join(f"Q:\n\n{asked}\n\nAlami:\n\n{answered}" for asked, answered in TALK)
    head = (
        "## About\n\nKARIM ALAMI: An Interview Conducted by Selma Sand and Matt Frank, History Center, 31 August 2011"
        "\n\n## Interview\n\n"
    )
    assert labels(read(head + talk, "a.md")) == {"Q": 4, "Alami": 4}


def test_a_line_that_says_who_the_informant_is_is_no_turn():
    talk = "\n\n".join(f"Entrevistadora: {asked}\n\nAna: {answered}" for asked, answered in TALK)
    head = (
        "ENTREVISTA - CASO ANA\nInformante: Ana (19 años, estudiante de primer año de Profesorado)\n"
        "Lugar: Biblioteca del Instituto | Fecha: 24/04/2025\n\n"
    )
    assert labels(read(head + talk)) == {"Entrevistadora": 4, "Ana": 4}


def test_an_informant_who_says_a_sentence_about_a_speaker_speaks():
    talk = "\n\n".join(f"Interviewer: {asked}\n\nAna: {answered}" for asked, answered in TALK)
    assert labels(read(f"Informant: Ana comes in a minute.\n\n{talk}"))["Informant"] == 1


def test_the_start_of_a_sentence_that_comes_back_is_no_speaker():
    wrapped = "\nand then there was this one, it was hardly\nused and one must learn: how to deal with it."
    talk = "\n\n".join(f"I: {asked}{wrapped}\n\nB: {answered}{wrapped}" for asked, answered in TALK)
    assert labels(read(talk)) == {"I": 4, "B": 4}


def test_the_key_to_the_letters_of_a_group_is_nobodys():
    talk = "\n\n".join(f"M{n}: {answered}\n\nH{n}: {answered}" for n, (_, answered) in enumerate(TALK[:2], 1))
    reading = read(f"Grupo 1\n\nLeyenda:\n\nM: Mujer\nH: Hombre\n\n{talk}\n\n{talk}")
    assert labels(reading) == {"M1": 2, "H1": 2, "M2": 2, "H2": 2}
    assert "M: Mujer" in front(reading)


def test_a_moderator_in_capitals_without_a_label_is_warned_of():
    talk = "\n\n".join(f"{asked.upper()}\n\nP{n}: {answered}" for n, (asked, answered) in enumerate(TALK, 1))
    reading = read(f"{talk}\n\n{talk}")
    assert any(warning.startswith("7 paragraphs in capital letters") for warning in reading.warnings)


def test_capitals_are_no_surprise_where_everybody_is_written_in_them():
    talk = "\n\n".join(f"Q: {asked.upper()}\n\nA: {answered.upper()}\n\nI SEE.\n\nYES." for asked, answered in TALK)
    assert not any("capital" in warning for warning in read(talk).warnings)


@pytest.mark.parametrize("restart", [100, 7])
def test_numbers_of_lines_among_the_words_are_warned_of(restart):
    lines = [
        line for asked, answered in TALK for line in (f"I: {asked}", "Please say.", f"P: {answered}", "So it was.")
    ]
    text = "\n".join(f"{number % restart + 1:2} {line}" for number, line in enumerate(lines))
    reading = read_transcript(text.encode(), "a.txt")
    assert labels(reading) == {"I": 4, "P": 4}
    assert any(warning.startswith("The lines are numbered") for warning in reading.warnings)


def test_numbers_before_labels_alone_are_no_reason_to_warn():
    text = "\n".join(
        f"{number} {line}"
        for number, line in enumerate(
            [line for a, b in TALK for line in (f"Interviewer: {a}", f"Participant: {b}")], 28
        )
    )
    reading = read(text)
    assert labels(reading) == {"Interviewer": 4, "Participant": 4}
    assert not any("numbered" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "line", ["**Dana Ort{n}** _[{time}]_\n{words}", "> **P{n}** {words}", "**I{n}** ({time}) {words}"]
)
def test_a_bold_name_may_have_its_time_behind_it_or_stand_in_a_quotation(line):
    reading = read(told(line, sep="\n\n"), "a.md")
    assert sorted(labels(reading).values()) == [4, 4]
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]


def test_many_interviewers_who_ask_once_are_doubted():
    text = "\n".join(f"Interviewer {n}: 12- {asked}\n{answered}" for n, (asked, answered) in enumerate(TALK))
    assert any("may be those of questions or times" in warning for warning in read(text).warnings)


def test_a_and_b_with_a_full_stop_are_people_where_they_speak_by_turns():
    legend = "“A” for what the interviewer says\n\n“B” for what the interviewee says\n\n===\n\n"
    reading = read(legend + told("{n}. {words}", names=("A", "B"), sep="\n\n"))
    assert labels(reading) == {"A": 4, "B": 4}


def test_a_and_b_may_be_followed_by_a_comma_or_no_space_where_they_are_people():
    text = told("{n}. {words}", names=("A", "B"), sep="\n\n") + "\n\nA, Okay. And then?\n\nB.Yeah, that was it."
    assert said(read(text))[-2:] == [("A", "Okay. And then?"), ("B", "Yeah, that was it.")]


def test_two_answers_to_choose_from_are_no_people():
    text = "\n".join(f"{n}. {asked}\nA. Yes, often\nB. No, never" for n, (asked, _) in enumerate(TALK * 3))
    assert labels(read(text)) in ({}, {None: 36}, {None: 1})


@pytest.mark.parametrize(
    "block",
    [
        "INTERVIEWEE: Dora Quill\n\nINTERVIEWER: Sela Marsh\n\nPLACE: Oulu, Finland",
        "INTERVIEWEE: Dora Quill\nINTERVIEWER: Sela Marsh\nDATE: 14 June 2011",
    ],
)
@pytest.mark.parametrize("asks", ["Interviewer", "Sela Marsh"])
def test_a_name_in_capitals_above_an_oral_history_does_not_speak(block, asks):
    head = (
        f"## About\n\nDORA QUILL: An interview conducted by Sela Marsh\n\n## Interview\n\n{block}\n\n### Early Life\n\n"
    )
    talk = told("{n}:\n\n{words}", names=(asks, "Dora Quill"), sep="\n\n")
    assert labels(read(head + talk, "a.md")) == {asks: 4, "Dora Quill": 4}


def test_a_fact_that_stands_right_above_the_list_of_those_present_does_not_speak():
    head = (
        "Case ID: INT-01\nDomain: A village tool library\nParticipants: Dana Parr, interviewer; Jordan Lim, clerk\n\n"
    )
    talk = told("{n}: {words}", names=("Dana", "Jordan"), sep="\n\n")
    assert labels(read(head + talk)) == {"Dana": 4, "Jordan": 4}


@pytest.mark.parametrize("line", ["[End of Interview]", "END OF TRANSCRIPT", "## Synthesis"])
def test_what_is_written_after_the_end_of_a_talk_is_nobodys(line):
    text = (
        told("{n}: {words}", names=("I", "P"), sep="\n\n")
        + f"\n\n{line}\n\n### A second task\n\nA bakery sells bread in small towns."
    )
    reading = read(text, "a.md")
    assert labels(reading) == {"I": 4, "P": 4}
    assert said(reading)[-1][1] == TALK[-1][1]


@pytest.mark.parametrize("form", ["[Q{n}] {asked}\n[A{n}] {answered}", "**Q{n}: {asked}**\nA: {answered}"])
def test_even_a_few_numbers_of_questions_are_doubted(form):
    text = "\n\n".join(form.format(n=n, asked=a, answered=b) for n, (a, b) in enumerate(TALK[:3], 1))
    assert any("may be those of questions" in warning for warning in read(text, "a.md").warnings)


def test_a_no_break_space_that_is_spelled_out_is_not_among_the_words():
    reading = read(told("**{n}:&nbsp;** {words}", names=("WARD", "JOHN"), sep="\n\n"), "a.md")
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]


def test_two_capital_letters_beside_a_time_name_a_speaker_who_says_little():
    rows = ("D", "J", "CC", "D", "J", "CC", "D", "J")
    words = [words for pair in TALK for words in pair]
    text = "\n\n".join(f"[0:35:{n:02}.5] {who}: {words[n]}" for n, who in enumerate(rows))
    assert labels(read(text, "a.md")) == {"D": 3, "J": 3, "CC": 2}


def test_a_timed_label_that_is_not_taken_among_timed_speakers_is_doubted():
    text = told("[00:0{n}] X{n}: {words}", names=(1, 2)) + "\n[00:09] Note: we stop here."
    reading = read(text)
    assert set(labels(reading)) == {"X1", "X2"}
    assert any("“Note:” stands where speakers do" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "form", ["{n} 00:03\n{words}", "{n} 00:03 {words}", "{n} 01:00:03 {words}"], ids=["above", "minutes", "hours"]
)
@pytest.mark.parametrize("names", [("참석자 1", "참석자 2"), ("Dana Ortiz", "Lee"), ("采访者", "王先生")])
def test_a_name_and_a_bare_time_open_a_turn_throughout(form, names):
    assert labels(read(told(form, names=names, sep="\n\n"))) == dict.fromkeys(names, 4)


def test_them_is_the_other_side_of_a_recorded_call():
    head = "Meeting Title: Mill\nDate: Feb 3\nMeeting participants: Ana Ruiz, Leo Paz\n\nTranscript:\n \n"
    assert labels(read(head + told("{n}: {words}  ", names=("Them", "Me")))) == {"Them": 4, "Me": 4}


def test_a_given_name_that_is_a_word_as_well_speaks_where_it_recurs():
    text = told("{n}:\t{words}", names=("Will", "Grace"))
    assert labels(read_transcript(text.encode(), "D01.txt")) == {"Will": 4, "Grace": 4}


@pytest.mark.parametrize(
    ("ended", "made"),
    [
        (
            "La transcripción finalizó después de 00:58:12",
            "Esta transcripción editable se ha generado por ordenador y puede contener errores.",
        ),
        (
            "Transcription terminée au bout de 00:58:12",
            "Cette transcription modifiable a été générée par un ordinateur et peut contenir des erreurs.",
        ),
        (
            "Transkription nach 00:58:12 beendet",
            "Dieses bearbeitbare Transkript wurde computergeneriert und kann Fehler enthalten.",
        ),
        (
            "A transcrição foi encerrada após 00:58:12",
            "Esta transcrição editável foi gerada por computador e pode conter erros.",
        ),
    ],
)
def test_the_program_s_words_below_a_meeting_are_nobodys_in_any_language(ended, made):
    text = told("**{n}:** {words}", names=("Dana Ortiz", "Lee Wong"), sep="\n\n")
    reading = read(f"{text}\n\n### **{ended}**\n\n*{made}*", "a.md")
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]


def test_a_fact_above_names_with_times_does_not_speak():
    text = "participant: jo\n" + told("{n} 00:00:05.9\n{words}", names=("Speaker A", "Speaker B"), sep="\n\n")
    assert labels(read(text)) == {"Speaker A": 4, "Speaker B": 4}


def test_an_interviewer_in_the_header_is_not_one_with_a_number():
    head = "Interview 7\nDate: 3 May 2024\nLocation: library\nInterviewer: Dana\n\n"
    assert labels(read(head + told("{n}: {words}", names=("Interviewer 1", "Mother")))) == {
        "Interviewer 1": 4,
        "Mother": 4,
    }


def test_numbered_questions_of_a_guide_between_the_turns_are_nobodys():
    talk = told("{n}: {words}", names=("Henry", "Noah"), sep="\n\n").split("\n\n")
    talk[6:6] = ["Question 3. What else?"]
    talk[4:4] = ["Question 2. And the garden?"]
    text = "\n\n".join(("Question 1. What about the house?", *talk))
    reading = read(text)
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]
    assert "Question 2. And the garden?" in front(reading)


@pytest.mark.parametrize("answer", ["A{n}: ", "A: "])
def test_questions_with_rising_numbers_are_asked_by_one(answer):
    text = "\n\n".join(f"Q{n}: {a}\n{answer.format(n=n)}{b}" for n, (a, b) in enumerate(TALK, 1))
    reading = read(text)
    assert labels(reading) == {"Q": 4, "A": 4}
    assert any("may be those of questions" in warning for warning in reading.warnings)


def test_numbers_that_come_back_are_those_of_people():
    text = "\n".join(
        f"{who}: {words}"
        for who, words in zip(
            ("Q1", "A1", "Q2", "A1", "Q1", "A2", "Q2", "A2"), (w for p in TALK for w in p), strict=True
        )
    )
    assert labels(read(text)) == {"Q1": 2, "A1": 2, "Q2": 2, "A2": 2}


def test_questions_in_bold_that_nobody_is_named_for_are_told():
    text = "\n\n".join(f"**{n}.** **{a}**\n\n{b}" for n, (a, b) in enumerate(TALK, 1))
    reading = read(text, "a.md")
    assert {turn.label for turn in reading.turns} == {None}
    assert any("end like questions" in warning for warning in reading.warnings)


def test_paragraphs_in_italics_that_nobody_is_named_for_are_doubted():
    talk = told("{n}: {words}", names=("Dana", "Lee"), sep="\n\n").split("\n\n")
    text = "\n\n".join(line for turn in talk for line in (turn, "_She looks out of the window._"))
    assert any("in bold or italics have no label" in warning for warning in read(text, "a.md").warnings)


def test_a_time_in_code_marks_is_not_among_the_words():
    text = told("**{n}**\n\n`[19:1{n}]` {words}", names=(1, 2), sep="\n\n").replace("**1**", "**Mara**")
    reading = read(text.replace("**2**", "**Ina**"), "a.md")
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]


@pytest.mark.parametrize("line", [">>{n}\t20:12\n{words}", ">> {n}: {words}", ">>{n}:\n{words}"])
def test_two_chevrons_before_a_name_quote_nobody(line):
    reading = read_transcript(told(line, names=("Dana Ortiz", "Lee"), sep="\n\n").encode(), "D01.txt")
    assert labels(reading) == {"Dana Ortiz": 4, "Lee": 4}
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]


@pytest.mark.parametrize(
    "line",
    [
        "Notes: she was tired at the end.",
        "Reflection: ask about the mill next time.",
        "Transcribed by KM, 5 May 2024",
        "Interview ends 15:42",
        "--- END ---",
        "© 2024 Leeds Archive. All rights reserved.",
    ],
)
@pytest.mark.parametrize("names", [("Interviewer", "Participant"), ("Dana", "Lee")])
def test_what_a_typist_writes_below_the_talk_is_nobodys(line, names):
    reading = read(f"{told('{n}: {words}', names=names)}\n\n{line}\n")
    assert [words for _, words in said(reading)] == [words for pair in TALK for words in pair]
    assert line in front(reading)


def test_a_paragraph_that_only_sounds_like_a_note_is_said():
    text = told("{n}: {words}", names=("Dana", "Lee"), sep="\n\n") + "\n\nThe end of it was: I stayed."
    assert said(read(text))[-1][1] == f"{TALK[-1][1]} The end of it was: I stayed."


@pytest.mark.parametrize("form", ["{}: {}", "**{}:** {}", "{}\t{}"], ids=["colon", "bold", "tab"])
@pytest.mark.parametrize(
    "names",
    [
        ("主持人", "小王", "老李", "张姐"),
        ("المحاور", "سارة", "أحمد", "ليلى"),
        ("Moderadora", "Mujer 1", "Mujer 2", "Hombre 1"),
        ("MODERATOR", "ANA", "CHLOE", "BEN"),
        ("Модератор", "Анна", "Борис", "Вера"),
    ],
)
def test_one_of_a_group_who_speaks_once_is_a_speaker_in_any_script(form, names):
    asks, first, second, once = names
    order = (asks, first, asks, second, asks, first, once, second)
    words = [words for pair in TALK for words in pair]
    text = "\n\n".join(form.format(who, one) for who, one in zip(order, words, strict=True))
    assert labels(read_transcript(text.encode(), "a.md")) == {asks: 3, first: 2, second: 2, once: 1}


def test_a_name_that_stands_once_where_not_all_are_labelled_is_asked_about():
    talk = told("{n}: {words}\n\nSo it was.\n\nYes.", names=("Ana", "Ben"), sep="\n\n")
    reading = read(f"{talk}\n\nTrust: it takes years, and trust goes fast.")
    assert set(labels(reading)) == {"Ana", "Ben"}
    assert any("“Trust:” begins a line only once" in warning for warning in reading.warnings)


@pytest.mark.parametrize("names", [("Int.", "Resp."), ("Mod.", "P1."), ("Int. 1", "Int. 2")])
def test_roles_may_be_cut_short_with_a_full_stop(names):
    assert set(labels(read(told("{n}: {words}", names=names)))) == set(names)


@pytest.mark.parametrize(
    "head",
    [
        "访谈时间：2024年5月\n访谈地点：图书馆\n联系方式：无\n\n",
        "日時：5月3日\n場所：図書館\n\n",
        "日期：5月3日\n主题：磨坊\n\n",
    ],
)
def test_facts_above_a_talk_in_chinese_or_japanese_do_not_speak(head):
    assert labels(read(head + told("{n}：{words}", names=("访谈人", "李奶奶")))) == {"访谈人": 4, "李奶奶": 4}


def test_a_name_with_its_time_in_brackets_speaks_even_once_among_such():
    first = "Eleni (00:05):\nWelcome back\nto us: all.\n(00:29):\nSo here we go.\n"
    text = "Lea (01:36):\nI love it.\nBram (01:39):\nMe too.\nEleni (01:58):\nThanks.\n"
    assert labels(read(first + text)) == {"Eleni": 2, "Lea": 1, "Bram": 1}


def test_the_times_of_an_agenda_name_nobody():
    text = "Welcome (09:00): in the hall.\n\nBreak (10:30): tea and bread.\n\nClosing (11:00): in the yard.\n"
    assert labels(read(text)) == {}


def test_question_and_answer_in_full_speak_before_the_letters_for_them():
    said_so = told("{n}: {words}", names=("Q", "A"))
    text = "Beginning Tape One, Side A\n\nQuestion: Please give us your name.\n\nAnswer: Ana Ruiz.\n\n"
    reading = read(f"{text}{said_so}\n\nConclusion of Interview\n")
    assert labels(reading) == {"Question": 1, "Answer": 1, "Q": 4, "A": 4}
    assert said(reading)[-1] == ("A", "Tomorrow.")


def test_an_answer_without_a_question_is_a_word_before_letters():
    assert labels(read("Answer: see below.\n\n" + told("{n}: {words}", names=("Q", "A")))) == {"Q": 4, "A": 4}


def test_who_somebody_is_may_stand_behind_a_name_in_capitals():
    text = "WOLF BLITZ, HOST: Who are you?\n\nDAVID BLITZ, TEACHER, FATHER OF WOLF BLITZ: David.\n\n"
    names = {"WOLF BLITZ, HOST": 1, "DAVID BLITZ, TEACHER, FATHER OF WOLF BLITZ": 1, "W. BLITZ": 4, "D. BLITZ": 4}
    assert labels(read(text + told("{n}: {words}", sep="\n\n", names=("W. BLITZ", "D. BLITZ")))) == names


def test_numbers_in_parentheses_that_come_back_tell_people_apart():
    text = "Teacher (1): Hi.\nTeacher (2): Well.\nInterviewer: So?\n"
    assert labels(read(text + text)) == {"Teacher (1)": 2, "Teacher (2)": 2, "Interviewer": 2}


def test_numbers_of_turns_in_parentheses_are_nobodys_name():
    assert labels(read("I (1): What?\nP (2): That.\nI (3): Who?\nP (4): Me.\nI (5): When?\nP (6): Now.")) == {
        "I": 3,
        "P": 3,
    }


def test_a_link_alone_on_a_line_is_not_said():
    reading = read("[Back](../x.html)\n\n" + told("{n}: {words}", names=("J", "P4")) + "\n\n[Back to top](#top)")
    assert said(reading)[-1] == ("P4", "Tomorrow.")


def test_a_line_that_gives_a_name_and_its_letters_is_not_said():
    talk = told("{n}: {words}", sep="\n\n", names=("MM", "RBR"))
    first = f"## Beans\n\nPresenter: Ruben Bird (RBR)\n\n- [slides](https://example.org/s)\n\n{talk}"
    second = f"## Peas\n\nPresenter: Mark Mill (MM)\n\n{talk}"
    reading = read(f"{first}\n\n{second}\n\n### Speaker's Summary of Key Points\n\n* Peas", "D01.md")
    assert labels(reading) == {"MM": 8, "RBR": 8}
    assert not {"Presenter:", "[slides]", "Peas"} & {word for _, words in said(reading) for word in words.split()}


def test_who_says_a_name_with_letters_in_a_sentence_speaks():
    text = told("{n}: {words}", names=("MM", "RBR")) + "\nMM: I asked Ruben Bird (RBR)\nRBR: Me."
    assert said(read(text))[-2:] == [("MM", "I asked Ruben Bird (RBR)"), ("RBR", "Me.")]
