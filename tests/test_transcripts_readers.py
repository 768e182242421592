"""Which files are read, how they are decoded, and which are refused in plain words."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from tests.readings import read_transcript

DATA = Path(__file__).parent / "data" / "transcripts"
TEXT = "Interviewer: Was hat sich geändert?\nP01: Fast alles – wirklich.\n"


@pytest.mark.parametrize(
    ("encoding", "bom", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8-sig", b"", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
    ],
)
def test_the_same_text_comes_out_of_every_unicode_encoding(encoding, bom, named):
    reading = read_transcript(bom + TEXT.encode(encoding), "a.txt")
    assert (reading.text, reading.encoding, reading.warnings) == (TEXT, named, ())


def test_line_ends_become_one_kind_and_nothing_else_changes():
    reading = read_transcript("P01: e\u0301 “x”\u00a0y\r\nQ: a\rP01: b \r\n".encode(), "a.txt")
    assert reading.text == "P01: e\u0301 “x”\u00a0y\nQ: a\nP01: b \n"


def test_windows_text_is_read_with_a_sample_to_judge_by():
    reading = read_transcript((DATA / "cp1252.txt").read_bytes(), "cp1252.txt")
    assert reading.encoding == "cp1252"
    assert "“Interviewer: Qu’est-ce qui a changé ?”" in reading.warnings[0]


def test_windows_text_whose_only_sign_is_a_hard_space_is_read():
    assert read_transcript(b"P01: yes\xa0\nQ: ok", "a.txt").text == "P01: yes\u00a0\nQ: ok"


def test_a_named_encoding_is_used_where_the_bytes_are_not_unicode():
    reading = read_transcript("P01: zażółć".encode("cp1250"), "a.txt", encoding="cp1250")
    assert (reading.text, reading.warnings) == ("P01: zażółć", ())


def test_otter_text_keeps_its_characters_and_gains_times():
    data = (DATA / "otter.txt").read_bytes()
    reading = read_transcript(data, "otter.txt")
    assert (reading.format, reading.text) == ("otter text", data.decode())
    assert [(turn.label, turn.begins) for turn in reading.turns] == [
        ("Dana Ortiz", 0.0),
        ("P01", 7.0),
        ("Unknown Speaker", 19.0),
        ("P01", 3765.0),
    ]
    assert reading.labels[2].role == "other"


def test_front_matter_names_the_speakers_of_a_markdown_file():
    reading = read_transcript((DATA / "interview.md").read_bytes(), "interview.md")
    assert [(label.label, label.turns, label.role) for label in reading.labels] == [
        ("Dana Ortiz", 2, "interviewer"),
        ("P07", 2, "participant"),
    ]
    assert [reading.text[start:end].split("\n")[-1] for start, end in reading.front] == [
        "---",
        "# Spring interview",
        "## Second part",
    ]


REFUSED = [
    (b"", "a.txt", "is empty"),
    (b" \r\n\t", "a.txt", "is empty"),
    (b"\xef\xbb\xbf", "a.txt", "holds no text"),
    (b"\xff\xfe", "a.txt", "holds no text"),
    (b"\xa0", "a.txt", "holds no text"),
    (b"P01: a\x00b, c, d", "a.txt", "is not a text file"),
    (b"\x89PNG\r\n\x1a\n", "a.txt", "is a picture"),
    (b"%PDF-1.7\n", "a.txt", "cannot be read as a PDF"),
    (b"\x00\x00\x00\x20ftypM4A ", "a.txt", "is a recording"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "a.docx", "locked with a password"),
    (b"PK\x03\x04 and more", "a.txt", "is a zip archive"),
    (b"PK\x03\x04 word/document.xml", "a.docx", "is a zip archive"),
    (b"P01: \xed\xa0\x80", "a.txt", "lone surrogates"),
    (b"P01: caf\x81", "a.txt", "is not cp1252 text"),
    (b"# heading\n\n---\n", "a.md", "holds no words"),
]


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED)
def test_what_is_no_transcript_is_refused_with_its_name_and_a_next_step(data, name, reason):
    with pytest.raises(QualcodeError, match=reason) as refusal:
        read_transcript(data, name)
    assert f"“{name}”" in refusal.value.message
    assert refusal.value.hint


def test_control_characters_of_another_encoding_are_refused():
    with pytest.raises(QualcodeError, match="makes no sense as latin-1"):
        read_transcript("P01: don’t".encode("cp1252"), "a.txt", encoding="latin-1")


@pytest.mark.parametrize(("read_as", "hint"), [("otter", "otter text"), ("xyzzy", "Give one of: captions")])
def test_an_unknown_reader_is_answered_with_those_there_are(read_as, hint):
    with pytest.raises(QualcodeError, match="no reader called") as refusal:
        read_transcript(b"P01: yes", "a.txt", read_as=read_as)
    assert hint in (refusal.value.hint or "")


@pytest.mark.parametrize("encoding", ["klingon", "base64", "\x00", "zlib"])
def test_an_unknown_encoding_is_refused(encoding):
    with pytest.raises(QualcodeError, match="no text encoding"):
        read_transcript(b"P01: \xff", "a.txt", encoding=encoding)


def test_a_table_may_be_read_as_text_on_request():
    reading = read_transcript(b"a,b\n\nc,d\n", "a.csv", read_as="text")
    assert [turn.label for turn in reading.turns] == [None, None]


def test_text_under_the_name_of_subtitles_is_read_by_its_content():
    reading = read_transcript(TEXT.encode(), "a.vtt")
    assert reading.warnings == ("“a.vtt” was read by its content, which is text, not by its name.",)


NAMES = st.sampled_from(["a.txt", "a.md", "a.vtt", "a.srt", "a.docx", "a"])
STARTS = st.sampled_from([b"", b"WEBVTT\n\n", b"PK\x03\x04word/", b"P01: ", b"\xff\xfe", b"1\n0:0 --> 0:1\n", b"---\n"])


@given(STARTS, st.binary(max_size=200), NAMES, st.sampled_from([None, "text", "docx", "srt"]))
def test_any_bytes_are_read_or_refused(start, rest, name, read_as):
    hint, turns = None, ()
    try:
        turns = read_transcript(start + rest, name, read_as=read_as).turns
    except QualcodeError as refusal:
        hint = refusal.hint
    assert bool(turns) != bool(hint)


RUSSIAN = "Интервьюер: Почему вы остались?\nМария: Они знали моё имя. Это было важно.\n"
JAPANESE = "聞き手：学校のことを教えてください。\n田中：はい、とても楽しかったです。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        ("访谈者：你为什么留下来？\n王小明：他们知道我的名字。\n", "gb18030"),
        ("면접자: 왜 남으셨나요?\n참여자: 제 이름을 알았어요.\n", "euc_kr"),
    ],
)
def test_text_of_another_script_is_refused_until_its_encoding_is_named(text, encoding):
    with pytest.raises(QualcodeError) as refusal:
        read_transcript(text.encode(encoding), "a.txt")
    assert "--encoding" in (refusal.value.hint or "")
    assert read_transcript(text.encode(encoding), "a.txt", encoding=encoding).text == text


def test_a_few_windows_characters_among_utf8_are_read_with_the_line_to_look_at():
    data = "Interviewer: Pourquoi êtes-vous restée à l’école ?\nP01: ".encode() + "C’était bien.\n".encode("cp1252")
    reading = read_transcript(data, "a.txt")
    assert reading.text.endswith("P01: C’était bien.\n")
    assert "Does line 2 look right? “P01: C’était bien.”" in reading.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be", "utf-16-le"])
def test_wide_encodings_are_known_without_a_byte_order_mark(encoding):
    assert read_transcript(RUSSIAN.encode(encoding), "a.txt").text == RUSSIAN


def test_text_in_seven_bits_is_pointed_out():
    reading = read_transcript("P01: café, thé, été, né\nQ: oui\nP01: si".encode("utf-7"), "a.txt")
    assert "--encoding utf-7" in reading.warnings[0]


@pytest.mark.parametrize(
    "data", ["P01: hello there".encode("cp037"), b"\xff\xfb\x90\x64" * 20, b"BZh91AY&SY..", b"II*\x00.."]
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(QualcodeError):
        read_transcript(data, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "A: " + " " * 300_000 + "#x",
        ":" * 300_000,
        "[" * 300_000,
        "a(" * 150_000,
        "00:00" * 60_000,
        "A: x\n" + "Ab. Cd: " * 40_000,
        "**" * 150_000,
        "| a " * 80_000,
        "\\[00:00](" * 40_000,
    ],
)
def test_text_made_to_be_slow_is_read_in_a_moment(text):
    started = time.process_time()
    read_transcript(text.encode(), "a.md")
    assert time.process_time() - started < 3


def test_a_file_of_too_many_lines_is_refused():
    with pytest.raises(QualcodeError, match="1,000,000 lines"):
        read_transcript(b"a\n" * 1_000_001, "a.txt")


def test_a_file_of_too_many_speakers_is_refused():
    text = "".join(f"P{number}: yes\nP{number}: no\n" for number in range(1, 1200))
    with pytest.raises(QualcodeError, match="different labels"):
        read_transcript(text.encode(), "a.txt")


FIELD_NOTE = """\
# Morning

Rosa meets me at the gate.

She walks fast and says little.

Teacher 1: We want it.
Rosa: You never lost it.
Teacher 1: Good.
Rosa: Yes.

The bell rings and we go on to the gym.
"""


def test_in_field_notes_what_nobody_says_is_words_too():
    reading = read_transcript(FIELD_NOTE.encode(), "visit.md", source="field note")
    assert [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns] == [
        (None, "Rosa meets me at the gate."),
        (None, "She walks fast and says little."),
        ("Teacher 1", "We want it."),
        ("Rosa", "You never lost it."),
        ("Teacher 1", "Good."),
        ("Rosa", "Yes."),
        (None, "The bell rings and we go on to the gym."),
    ]
    said_so = read_transcript(f"---\nsource: field note\n---\n{FIELD_NOTE}".encode(), "visit.md")
    assert len(said_so.turns) == len(reading.turns)


def test_sentences_before_the_first_speaker_are_told_where_they_look_like_notes():
    (warning,) = read_transcript(FIELD_NOTE.encode(), "visit.md").warnings
    assert "“Rosa meets me at the gate.”" in warning
    assert "--source" in warning


def test_no_break_spaces_between_name_and_time_are_spaces():
    text = "Dana Ortiz\u00a0\u00a0\u00a00:03\nHello.\n\nLee Park\u00a0\u00a00:09\nHi.\n\nDana Ortiz\u202f 0:12\nAnd?\n"
    reading = read_transcript(text.encode(), "talk.txt")
    assert [(label.label, label.turns) for label in reading.labels] == [("Dana Ortiz", 2), ("Lee Park", 1)]
    assert reading.text == text


def test_nobody_is_missed_in_a_program_record():
    record = b"The network meets monthly.\n\nPrincipals visit each other in spring.\n"
    assert "No speaker is named" in read_transcript(record, "record.txt").warnings[0]
    assert read_transcript(record, "record.txt", source="program record").warnings == ()


def test_much_after_the_end_of_the_talk_is_told():
    talk = "Q: How was it?\n\nAna: Loud.\n\nQ: And?\n\nAna: Long.\n\nEnd of interview\n\n"
    after = "She stayed and told me of the yard while we put the chairs away. " * 8
    assert read_transcript(talk.encode(), "talk.txt").warnings == ()
    (warning,) = read_transcript((talk + after).encode(), "talk.txt").warnings
    assert "after the last turn" in warning
