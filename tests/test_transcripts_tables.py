"""Tables: interviews with a turn or sentence per row, several documents in one file, surveys; CSV, TSV and Excel."""

import csv
import datetime
import io
import re
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading, read_transcripts
from qualcode.transcripts.tables.own_tables import own_table
from tests.readings import read_transcript


def read(text: str, name: str = "a.csv") -> Reading:
    return read_transcript(text.encode(), name)


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def outside(reading: Reading) -> list[str]:
    return [reading.text[start:end] for start, end in reading.front]


def workbook(hidden: str = "", **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet was written by other hands."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(A=[["x"]]))) as made, zipfile.ZipFile(data, "w") as changed:
        for name in made.namelist():
            changed.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else made.read(name))
    return data.getvalue()


def refusal(data: bytes, name: str) -> QualcodeError:
    with pytest.raises(QualcodeError) as refused:
        read_transcripts(data, name)
    return refused.value


def test_each_row_of_speaker_and_words_is_a_turn_with_its_time():
    reading = read('timestamp,speaker,words\n0:00:01,Dana:,"Hello, you"\n[00:10],P01 (laughing),It&#39;s fine\n')
    assert said(reading) == [("Dana", "Hello, you"), ("P01", "It's fine")]
    assert reading.text == "Dana: Hello, you\n\nP01 (laughing): It's fine"
    assert [turn.begins for turn in reading.turns] == [1.0, 10.0]
    assert (reading.format, reading.duration) == ("csv", 10.0)


def test_rows_of_one_speaker_that_follow_each_other_are_one_turn():
    reading = read("sentence,speaker_name,start_time,end_time\nWhy?,Dana,1.2,2\nSay.,Dana,2,3\nWell.,Ben,5.5,7\n")
    assert said(reading) == [("Dana", "Why? Say."), ("Ben", "Well.")]
    assert (reading.turns[0].begins, reading.turns[0].ends, len(reading.turns[0].marks)) == (1.2, 3.0, 2)


def test_a_row_without_a_speaker_goes_on_with_the_one_before_and_says_so():
    reading = read("speaker,words\nDB:,OK\n,And then?\nJM:,Nothing.\n")
    assert said(reading) == [("DB", "OK\nAnd then?"), ("JM", "Nothing.")]
    assert reading.warnings == ("1 row names nobody; the speaker before was taken to go on.",)


def test_where_turns_are_counted_a_row_without_a_speaker_goes_on_only_within_its_turn():
    reading = read(",TimeStamp,Turn,Speaker,Sentence\n0,,1,T,Good morning.\n1,,1,,Sit down.\n2,,2,,Why?\n3,,3,T,So.\n")
    assert said(reading) == [("T", "Good morning.\nSit down."), (None, "Why?"), ("T", "So.")]
    assert reading.warnings == ()


def test_whisper_keeps_milliseconds_and_quotation_marks_in_its_tsv():
    reading = read('start\tend\ttext\n0\t2500\t"Hello there,\n2500\t6000\tand so we began" to talk.\n', "w.tsv")
    assert said(reading) == [(None, '"Hello there, and so we began" to talk.')]
    assert (reading.format, reading.duration, reading.turns[0].ends) == ("tsv", 6.0, 6.0)


@pytest.mark.parametrize(
    ("head", "first", "seconds"),
    [
        ("Start (ms)", "1500", 1.5),
        ("Start (seconds)", "1500", 1500.0),
        ("Timecode", "00:00:03:12", 3.0),
        ("Time", "[00:02]", 2.0),
        ("Time", "00:00:02,500 --> 00:00:04,000", 2.5),
        ("Time", "1h 2m 3s", 3723.0),
        ("Start", "12,5", 12.5),
    ],
)
def test_times_are_read_however_they_are_written(head, first, seconds):
    data = f'"{head}",Speaker,Text\n"{first}",Dana,Hello to all of you\n'
    assert read(data).turns[0].begins == seconds


def test_times_of_day_count_from_the_first():
    reading = read("time,speaker,text\n2024-03-01 10:05:00,A,Hello\n2024-03-01 10:06:30,B,Hi\n")
    assert [turn.begins for turn in reading.turns] == [0.0, 90.0]
    assert "Times of day were counted from the first of them." in reading.warnings


def test_labels_may_stand_inside_the_only_column():
    assert said(read('"DB: yes, I did"\n"JM: and, so on"\n"DB: good"\n')) == [
        ("DB", "yes, I did"),
        ("JM", "and, so on"),
        ("DB", "good"),
    ]


def test_a_table_without_headings_is_read_by_its_content_and_says_so():
    reading = read("00:01,Dana,Hello there\n00:05,Ben,Hi\n00:09,Dana,How is school?\n00:12,Ben,Good\n")
    assert [label.label for label in reading.labels] == ["Dana", "Ben"]
    assert reading.turns[2].begins == 9.0
    assert reading.warnings[0].startswith("No headings say what the columns hold; column 2 was taken for the speakers")


def test_headings_in_another_language_are_no_turn():
    reading = read(
        "Wer,Inhalt des Gesagten\nA,Warum bist du geblieben?\nB,Darum bin ich es.\nA,So ist das.\nB,Na ja.\n"
    )
    assert said(reading)[0] == ("A", "Warum bist du geblieben?")


def test_a_column_for_each_speaker_makes_turns_in_the_order_of_rows():
    reading = read(
        "Interviewer,Participant\nWhy did you stay?,\n,Because they knew me.\nAnd what then?,\n,Not much at all.\n"
    )
    assert [label for label, _ in said(reading)] == ["Interviewer", "Participant"] * 2


def test_each_value_of_a_document_column_is_a_document():
    data = "interview;speaker;text;role\nA;I;Warum?;\nA;P01;Weil: immer schön;principal\nB;I;Und?;\n;P02;Nein;teacher\n"
    first, second = read_transcripts(data.encode("cp1252"), "a.csv")
    assert (first.part, second.part) == ("A", "B")
    assert said(second) == [("I", "Und?"), ("P02", "Nein")]
    assert first.people == {"P01": {"role": "principal"}}
    assert first.facts["title"] == "A"
    assert "cp1252" in first.warnings[0]
    assert second.warnings == ()


def test_a_cell_may_hold_a_whole_transcript():
    first, second = read_transcripts(
        b'filename,text\na.txt,"Interviewer: Why?\nP01: So.\nAnd more."\nb.txt,"Interviewer: What?\nP02: This."\n',
        "a.csv",
    )
    assert said(first) == [("Interviewer", "Why?"), ("P01", "So.\nAnd more.")]
    assert second.part == "b.txt"


def test_a_column_of_people_tells_whole_transcripts_apart():
    data = (
        'participant,interviewer,text\nP01,Ana,"Ana: Why?\nP01: So.\nAna: Hm"\nP02,Ana,"Ana: Why?\nP02: No.\nAna: Ok"\n'
    )
    first, second = read_transcripts(data.encode(), "a.csv")
    assert (first.part, second.part) == ("P01", "P02")
    assert said(second) == [("Ana", "Why?"), ("P02", "No."), ("Ana", "Ok")]


def test_names_beside_statements_are_speakers_where_they_recur():
    reading = read("Name,Statement\nMaria,We started in spring.\nTom,Yes.\nMaria,So we moved.\nTom,Into the gym.\n")
    assert [label.turns for label in reading.labels] == [2, 2]


def test_a_table_in_markdown_is_a_table():
    reading = read("| Speaker | Text |\n|:---|---|\n| Dana | Hello there |\n| Ben | Hi, you |\n", "a.md")
    assert said(reading) == [("Dana", "Hello there"), ("Ben", "Hi, you")]


def test_a_label_that_reads_like_speech_is_doubted():
    reading = read("speaker,text\nDana,I think\nand so it went on,until the end\nBen,no\n")
    assert reading.warnings == ("“and so it went on” speaks only once; is that a person?",)


def test_codes_of_people_name_the_respondents_whatever_the_heading():
    rows = ["P,Q1. Why did you apply?,Role", "P01,Because my principal asked me,Coach", "P02,To learn to lead,Teacher"]
    first, _ = read_transcripts("\n".join(rows).encode(), "a.csv")
    assert first.people == {"P01": {"Role": "Coach", "id": "P01"}}


def test_what_stands_above_the_headings_is_nobodys():
    reading = read_transcript(
        workbook(A=[["Second interview"], ["Time", "Speaker", "Text"], [None, "P01", "Yes."]]), "a.xlsx"
    )
    assert outside(reading) == ["Second interview"]
    assert said(reading) == [("P01", "Yes.")]


def test_columns_that_are_not_read_are_named():
    reading = read("speaker,text,tags\nA,Hello there,trust; time\nB,Hi,\n")
    assert reading.warnings == ("Columns beside speaker and words were left out: “tags”.",)


def test_two_columns_of_words_under_one_heading_are_refused():
    assert "two columns headed “text”" in refusal(b"speaker,text,text\nA,Hello you,Hi\n", "a.csv").message


def test_a_first_line_may_name_the_delimiter():
    assert said(read("sep=;\r\nspeaker;text\r\nA;one, two; three\r\n")) == [("A", "one, two; three")]


def test_words_cut_by_commas_or_line_ends_without_quotation_marks_are_put_together():
    reading = read("speaker,text\nDana,I think, yes, or no\nBen,no\nit went on\n")
    assert said(reading) == [("Dana", "I think, yes, or no"), ("Ben", "no\nit went on")]
    assert reading.warnings == (
        "1 row has more cells than there are headings; what went beyond was joined to the words.",
        "1 row has a single cell and went on with the words of the row before.",
    )


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows():
    reading = read('start,speaker,text\n1,Dana,yes\n2,Ben,"I never closed\n3,Dana,fine\n4,Ben,"well, then"\n')
    assert said(reading)[1:] == [("Ben", "I never closed"), ("Dana", "fine"), ("Ben", "well, then")]
    assert reading.warnings[0].startswith("A quotation mark is missing")


def test_a_cell_of_two_million_characters_is_read_and_the_csv_module_left_as_it_was():
    before = csv.field_size_limit()
    reading = read(f'speaker,text\nA,"{"word, " * 350_000}"\n')
    assert reading.turns[0].end > 2_000_000
    assert csv.field_size_limit() == before


def test_a_text_file_with_the_headings_of_a_transcript_is_a_table():
    reading = read("speaker,text\nDana,I think so\nBen,no\n", "a.txt")
    assert reading.format == "csv"
    assert reading.warnings == ("“a.txt” was read by its content, which is csv, not by its name.",)


@pytest.mark.parametrize(
    "text", ["Dear all, I came, I saw\nand then, well, I left\n", "Dana: one, two\nBen: three, four\n"]
)
def test_prose_with_commas_is_no_table(text):
    assert read(text, "a.txt").format == "text"
    assert read("Dana: yes, I did\nBen: and, so on\nDana: good, yes\nBen: so, no\n").format == "text"


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("file,label,participant,role\na.txt,Dana,P01,principal\n", "participants.csv"),
        ("label;participant;role\nDana;P01;principal\n", "speakers.csv"),
        ("\ufeffid,kind,parent\nnorth,school,\n", "cases.csv"),
        ("document,words,code,coder\nD01,They knew my name,trust,ana\n", "codings.csv"),
    ],
)
def test_tables_of_the_study_itself_are_told_apart_from_transcripts(text, table):
    assert f"is a table such as {table}, no transcript" in refusal(text.encode(), "a.csv").message


def test_a_transcript_is_none_of_the_studys_own_tables():
    assert own_table(["speaker", "words", "code", "document"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "code,definition,examples\ntrust,When people trust each other,They trusted us all along\nx,An x,foo bar\n",
        "Teacher,Score\nA,3\nB,4\n",
        "a,b\n1,2\n",
        "speaker,text\n",
        "id,title,description,creator\n1,A walk,A long description of a walk,Ann\n2,B,Another description of it,Bo\n",
    ],
)
def test_a_table_in_which_nobody_speaks_is_refused_with_the_next_step(text):
    refused = refusal(text.encode(), "a.csv")
    assert refused.message == "“a.csv” is a table without a column of what people said."
    assert "“speaker” and “text”" in (refused.hint or "")


LONG = (
    "id,question,answer,role,school\n1,Why did you stay?,They knew my name,teacher,North\n1,What next?,I go on,teacher,"
    "North\n2,Why did you stay?,The money,aide,South\n2,What next?,,aide,South\n3,What next?,,aide,South\n"
)


def test_a_survey_with_an_answer_per_row_is_a_document_per_respondent():
    first, second = read_transcripts(LONG.encode(), "a.csv")
    assert (first.part, first.facts["source"]) == ("1", "survey")
    assert said(first) == [("Respondent 1", "They knew my name"), ("Respondent 1", "I go on")]
    assert outside(first) == ["Why did you stay?", "What next?"]
    assert [section.level for section in first.sections] == [2, 2]
    assert second.people == {"Respondent 2": {"role": "aide", "school": "South"}}


QUALTRICS = [
    ["StartDate", "Status", "IPAddress", "RecordedDate", "ResponseId", "Q1", "Q2", "Q3"],
    [
        "Start Date",
        "Response Type",
        "IP Address",
        "Recorded Date",
        "Response ID",
        "What changed\nfor you?",
        "Role",
        "OK?",
    ],
    ['{"ImportId":"startDate"}', "", "", "", '{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', "", ""],
    ["2024-01-02", "IP Address", "1.2.3.4", "2024-01-02 10:00:00", "R_1", "I learned to wait", "Teacher", "Very"],
    ["2024-01-02", "Survey Preview", "1.2.3.4", "2024-01-02 10:00:00", "R_2", "test of this", "Teacher", "Very"],
    ["2024-01-03", "IP Address", "1.2.3.4", "2024-01-03 10:00:00", "R_3", "Nothing much, to be honest", "Head", "Not"],
    ["2024-01-03", "IP Address", "1.2.3.4", "2024-01-03 10:00:00", "R_4", "", "Head", "Not"],
]


def test_qualtrics_exports_lose_their_extra_headings_previews_and_addresses():
    text = io.StringIO()
    csv.writer(text).writerows(QUALTRICS)
    first, second = read_transcripts(text.getvalue().encode(), "a.csv")
    assert (first.part, second.part) == ("R_1", "R_3")
    assert outside(first) == ["What changed for you?"]
    assert first.people["R_1"] == {"Role": "Teacher", "OK?": "Very", "id": "R_1"}
    assert first.facts == {"source": "survey", "date": "2024-01-02"}
    assert first.warnings == (
        "Taken as answers: “What changed for you?”; attributes of the respondents: “Role”, “OK?”.",
        "Columns left out: “Start Date”, “Response Type”, “IP Address”, “Recorded Date”.",
        "Respondents that only tried the survey out were left out: 1.",
        "1 of 3 respondents answered no open question and were left out.",
    )


def test_a_form_without_ids_numbers_its_respondents_and_keeps_names_out():
    answers = ["The coaching on site", "Meeting others who struggle", "Food", "Honest feedback on my plans", ""]
    rows = [f"2024-01-0{day},Ann {day},Teacher,{answer},{day}" for day, answer in enumerate(answers, 1)]
    head = "Timestamp,Your name,What is your role?,What did you like best?,How satisfied are you?"
    readings = read_transcripts("\n".join([head, *rows]).encode(), "form.csv")
    assert [reading.part for reading in readings] == ["1", "2", "3", "4"]
    assert readings[0].people == {"Respondent 1": {"What is your role?": "Teacher", "How satisfied are you?": "1"}}
    assert "Ann" not in readings[0].text


def test_the_second_heading_row_of_surveymonkey_belongs_to_the_questions():
    rows = [
        "Respondent ID,Collector ID,Start Date,What helped you most?,Which of these?,",
        ",,,Open-Ended Response,Books,Talks",
        "118,1,2024-01-01,The other people I met there,Books,",
        "119,1,2024-01-01,My own stubborn way of working,,Talks",
    ]
    first, _ = read_transcripts("\n".join(rows).encode(), "a.csv")
    assert outside(first) == ["What helped you most?"]
    assert first.people == {"Respondent 118": {"Which of these? – Books": "Books"}}


def test_two_thousand_respondents_are_two_thousand_documents():
    rows = [f"R{number},I said thing number {number} about it,{number % 3}" for number in range(2_000)]
    readings = read_transcripts("\n".join(["response id,What changed?,group", *rows]).encode(), "a.csv")
    assert len(readings) == 2_000
    assert said(readings[1999]) == [("R1999", "I said thing number 1999 about it")]


ROLES = ("Principal", "Vice principal", "Teacher leader")
HOME, CHANGED, USEFUL = (
    "What did you take home from the meetings?",
    "Has anything in your own practice changed?",
    "How useful was the network? (1-5)",
)
FEW_LONG = ("The feedback card, which I cut to one question.", "A habit of asking first.", "Nothing much. I was new.")
FEW_SHORT = ("The card", "n/a", "Nothing yet", "Peer visits")
CHANGES = ("Yes", "No", "I visit classrooms daily.", "Not yet")


def table(headings: list[str], *columns: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *zip(*columns, strict=True)])
    return text.getvalue().encode()


def twelve(*values: str) -> list[str]:
    return [values[number % len(values)] for number in range(12)]


SENT = [f"6/{day}/2026 9:05:12" for day in range(1, 13)]
IDS = [f"R{number:02}" for number in range(1, 13)]


def kind(data: bytes) -> tuple[int, str | None]:
    readings = read_transcripts(data, "a.csv")
    return len(readings), readings[0].facts.get("source")


def taken(data: bytes) -> tuple[set[str], set[str]]:
    """The columns of a survey that were taken as answers, and those that became attributes."""
    first = read_transcripts(data, "a.csv")[0]
    sentence = next(warning for warning in first.warnings if warning.startswith("Taken as answers"))
    answers, attributes = (set(re.findall("“(.*?)”", half)) for half in sentence.split("; "))
    return answers, attributes


@pytest.mark.parametrize("answers", [FEW_LONG, FEW_SHORT])
@pytest.mark.parametrize(
    ("heading", "values"),
    [("Timestamp", SENT), ("Respondent ID", IDS), ("Participant", IDS), ("id", list("abcdefghijkl"))],
)
def test_a_survey_with_few_different_answers_is_no_talk_between_roles(answers, heading, values):
    data = table(
        [heading, "Role", HOME, CHANGED, USEFUL],
        values, twelve(*ROLES), twelve(*answers), twelve(*CHANGES), twelve(*"12345"),
    )  # fmt: skip
    assert kind(data) == (12, "survey")
    assert taken(data) == ({HOME, CHANGED}, {"Role", USEFUL})


def test_two_questions_make_a_survey_without_ids_or_dates():
    data = table(["Role", HOME, CHANGED], twelve(*ROLES), twelve(*FEW_LONG), twelve(*CHANGES))
    assert kind(data) == (12, "survey")


def test_a_form_whose_headings_do_not_ask_is_a_survey_by_its_dates():
    talk = [f"Finding time for idea number {number}" for number in range(12)]
    assert kind(table(["Timestamp", "Role", "Biggest challenge"], SENT, twelve(*ROLES), talk)) == (12, "survey")
    assert kind(table(["Timestamp", "Role", "Comments"], SENT, twelve(*ROLES), talk)) == (12, "survey")


def test_one_respondent_is_a_survey():
    data = table(["Timestamp", "Role", HOME], SENT[:1], ["Principal"], ["The card"])
    assert said(read_transcript(data, "a.csv")) == [("Respondent 1", "The card")]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("What is your role?", ROLES),
        ("What is your current position?", ROLES),
        ("Which meeting helped most?", ("The first one", "The last one")),
        ("How often do you meet?", ("Every other week", "Once in a while")),
        ("How satisfied are you?", ("Very satisfied", "Not at all satisfied")),
        ("Did you attend?", ("Yes", "No", "n/a")),
        ("Was it worth it?", ("4 - Agree", "5 - Strongly agree")),
        ("What did you attend? (select all that apply)", ("Meetings, Visits", "Visits", "Meetings, Summer week")),
        ("Do you agree to take part?", ("I agree to be quoted",)),
        ("What do you teach?", ("Math", "Science")),
    ],
)
def test_answers_chosen_from_a_list_are_attributes(question, answers):
    data = table(["Timestamp", question, HOME], SENT, twelve(*answers), twelve(*FEW_LONG))
    assert taken(data) == ({HOME}, {question})


@pytest.mark.parametrize(
    "question", ["What changed in your school?", "What is your biggest hope?", "How did it change you?", "Why?"]
)
def test_brief_answers_to_open_questions_are_answers_and_doubted(question):
    brief = twelve("More visits", "My calendar", "Less noise")
    data = table(["Timestamp", question, HOME], SENT, brief, twelve(*FEW_LONG))
    assert taken(data)[0] == {question, HOME}
    assert [text for text in read_transcripts(data, "a.csv")[0].warnings if text.startswith("Answers to")] == [
        f"Answers to “{question}” are few and brief; if they were choices, head that column without asking."
    ]


def test_two_columns_of_comments_in_a_survey_are_two_questions():
    remarks = [f"I would come again, for reason {number}" for number in range(12)]
    data = table(["Timestamp", USEFUL, "Comment", "Was it worth it?", "Comment"],
                 SENT, twelve(*"12345"), remarks, twelve("Yes", "No"), remarks)  # fmt: skip
    assert taken(data)[0] == {"Comment", "Comment (2)"}


def test_a_survey_of_choices_only_is_refused_as_what_it_is():
    data = table(["Timestamp", "Role", USEFUL, "How likely are you to come again?"],
                 SENT, twelve(*ROLES), twelve(*"12345"), twelve("Very likely", "Not likely"))  # fmt: skip
    refused = refusal(data, "a.csv")
    assert refused.message == "“a.csv” is a survey in which nobody answers in their own words."
    assert "“Comments”" in (refused.hint or "")


SPOKEN = (
    "Why did you stay?", "They knew my name.", "And then?", "I moved to the other school.", "Hm.", "It was closer.",
    "What else?", "My brother had a car.", "So what changed?", "Everything, I think.", "Really?", "Well, most of it.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["id", "role", "text"], [list("abcdefghijkl"), twelve("Interviewer", "Participant"), SPOKEN]),
        (["id", "name", "text"], [[str(number) for number in range(12)], twelve("Ana", "Ben"), SPOKEN]),
        (["ID", "Participant", "Response"], [[str(number) for number in range(12)], twelve("I", "P01"), SPOKEN]),
        (["role", "content"], [twelve("user", "assistant"), SPOKEN]),
        (["Role", "Text"], [twelve("Coach", "Principal"), SPOKEN]),
        (["Timestamp", "Name", "Message"], [SENT, twelve("Ana", "Ben"), SPOKEN]),
        (["School", "Level", "Speaker", "What did they say?"], [twelve("N"), twelve("High"), twelve("A", "B"), SPOKEN]),
        (["Ana", SPOKEN[0]], [twelve("Ben", "Ana")[:11], SPOKEN[1:]]),
        (["00:01", "Ana", SPOKEN[0]], [[f"00:{n}" for n in range(10, 21)], twelve("Ben", "Ana")[:11], SPOKEN[1:]]),
        (["id", "start", "end", "text"], [list("abcdefghijkl"), *[[f"0:{n}" for n in range(10, 22)]] * 2, SPOKEN]),
    ],
)
def test_a_conversation_stays_one_whatever_numbers_its_rows(headings, columns):
    assert kind(table(headings, *map(list, columns))) == (1, None)


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["id", "role", "text"], [[str(number) for number in range(12)], twelve("Coach", "Principal"), SPOKEN]),
        (["Role", "Comments"], [twelve("Coach", "Principal"), SPOKEN]),
        (["Name", HOME], [twelve("Ana", "Ben"), SPOKEN]),
    ],
)
def test_what_could_be_a_survey_or_a_conversation_is_refused_with_the_headings_to_give(headings, columns):
    refused = refusal(table(headings, *map(list, columns)), "a.csv")
    assert refused.message.startswith("“a.csv” could be a survey or a conversation: ")
    assert "“speaker” and “text”" in (refused.hint or "")
    assert "“respondent”" in (refused.hint or "")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*FEW_LONG, *FEW_SHORT, *CHANGES, ""]), min_size=1, max_size=12),
    st.lists(st.sampled_from(ROLES), min_size=12, max_size=12),
)
def test_whatever_respondents_answer_their_roles_never_speak(answers, roles):
    data = table(["Timestamp", "Respondent ID", "Role", HOME],
                 SENT[: len(answers)], IDS[: len(answers)], roles[: len(answers)], answers)  # fmt: skip
    with suppress(QualcodeError):
        readings = read_transcripts(data, "a.csv")
        assert {label.label for reading in readings for label in reading.labels} <= set(IDS)


def test_excel_times_are_seconds_and_empty_cells_below_a_merged_one_go_on():
    rows = [["Time", "Speaker", "Text"], [datetime.time(0, 0, 1), "I", "Why?"], [datetime.time(1, 1, 5), "P01", "So."]]
    reading = read_transcript(workbook(A=[*rows, [None, None, "And more."]]), "a.xlsx")
    assert [turn.begins for turn in reading.turns] == [1.0, 3665.0]
    assert said(reading)[1] == ("P01", "So.\nAnd more.")


def test_minutes_that_excel_took_for_hours_are_minutes_again():
    times = [datetime.time(0, 1), datetime.time(0, 15), datetime.time(1, 30)]
    rows = [[time, speaker, "I think they knew my name."] for time, speaker in zip(times, "ABA", strict=True)]
    reading = read_transcript(workbook(A=[["Time", "Speaker", "Text"], *rows]), "a.xlsx")
    assert [turn.begins for turn in reading.turns] == [1.0, 15.0, 90.0]
    assert reading.warnings == ("Times that Excel keeps as hours and minutes were read as minutes and seconds.",)


def test_fractions_of_a_day_are_seconds():
    rows = [
        [part / 86_400, speaker, "I think they knew my name."] for part, speaker in ((1, "A"), (20, "B"), (90, "A"))
    ]
    reading = read_transcript(workbook(A=[["Time", "Speaker", "Text"], *rows]), "a.xlsx")
    assert [turn.begins for turn in reading.turns] == [1.0, 20.0, 90.0]


def test_sheets_with_transcripts_are_documents_and_the_others_are_named():
    data = workbook(
        "Old",
        One=[["Speaker", "Text"], ["I", "Hm?"]],
        Codes=[["code", "count"], ["a", 1]],
        Two=[["Speaker", "Text"], ["P02", "Yes."]],
        Old=[["Speaker", "Text"], ["P03", "No."]],
    )
    first, second = read_transcripts(data, "a.xlsx")
    assert (first.part, second.part) == ("One", "Two")
    assert first.warnings == (
        "Hidden sheets were left out: “Old”.",
        "Sheets without a column of what people said were left out: “Codes”.",
    )


def test_formulas_without_a_value_are_counted():
    reading = read_transcript(workbook(A=[["Speaker", "Text"], ["P01", '="a"&"b"'], ["P01", "Yes."]]), "a.xlsx")
    assert reading.warnings[0].startswith("1 cell holds a formula whose value was never saved")


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData>{}</sheetData></worksheet>'
ROWS = "".join(
    f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{speaker}</t></is></c>'
    f'<c r="B{row}" t="inlineStr"><is><t>{words}</t></is></c></row>'
    for row, (speaker, words) in enumerate([("Speaker", "Text"), ("P01", "Yes.")], 1)
)


def test_what_a_sheet_says_of_its_size_is_not_believed():
    for size in ("A1:XFD1048576", "A1:A1"):
        data = with_sheet(SHEET.format(f'<dimension ref="{size}"/>', ROWS))
        assert said(read_transcript(data, "a.xlsx")) == [("P01", "Yes.")]


def test_hostile_workbooks_are_refused_before_they_are_opened():
    laughs = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + SHEET.format("", ROWS)
    assert "DOCTYPE" in refusal(with_sheet(laughs), "a.xlsx").message
    wide = "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(3, 2_000))
    assert (
        "more than 200,000 rows or 2,000 columns"
        in refusal(with_sheet(SHEET.format("", ROWS + wide)), "a.xlsx").message
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel file"),
        (b"PK\x03\x04" + b"x" * 600, "damaged"),
        (workbook(A=[["Speaker", "Text"], ["P01", "Yes."]])[:-300], "damaged"),
        (workbook(A=[["Teacher", "Score"], ["A", 3]]), "without a column of what people said"),
    ],
)
def test_what_is_no_workbook_with_a_transcript_is_refused(data, reason):
    refused = refusal(data, "a.xlsx")
    assert reason in refused.message
    assert refused.hint


WORDS = st.text("abcdefgh,;\t|\"'é –:.?!", min_size=1, max_size=40).filter(
    lambda text: any(map(str.isalpha, text)) and not text.strip().endswith(".cha")
)
"""What somebody may say; the name of a file is nobody's words."""


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["I", "P01", "Ana Lee"]), WORDS), min_size=1, max_size=12),
    st.sampled_from(",;\t|"),
)
def test_any_rows_keep_their_words_and_order(rows, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([("speaker", "text"), *rows])
    reading = read(text.getvalue())
    joined: list[tuple[str | None, str]] = []
    for label, words in rows:
        if joined and joined[-1][0] == label:
            joined[-1] = (label, f"{joined[-1][1]}\n{words.strip()}")
        else:
            joined.append((label, words.strip()))
    assert said(reading) == joined


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.csv", "a.tsv", "a.xlsx"]),
    st.sampled_from([b"", b"speaker,text\n", b"PK\x03\x04"]),
)
def test_any_bytes_are_read_or_refused(data, name, start):
    with suppress(QualcodeError):
        assert all(reading.turns for reading in read_transcripts(start + data, name))
