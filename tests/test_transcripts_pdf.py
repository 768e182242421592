"""Transcripts and program records saved as PDF."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading
from tests.pdf_files import pdf_of, stream, text_at, typed, wrapped, written
from tests.readings import read_transcript

LONG = (
    "They came every month and sat with us. I thought that somebody would write a report about it, but nobody did,"
    " and so we began to talk, first about the timetable and then about what mattered to us."
)


def read(data: bytes) -> Reading:
    return read_transcript(data, "a.pdf")


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, " ".join(reading.text[turn.start : turn.end].split())) for turn in reading.turns]


def told(number: int) -> str:
    """The long words, begun elsewhere each time, so that no two pages are alike."""
    words = LONG.split()
    return " ".join([*words[number % len(words) :], *words[: number % len(words)]])


def interview(turns: int) -> list[tuple[str, str]]:
    return [
        ("INT", f"And then, in year {n}?") if n % 2 == 0 else ("P01", f"{n} times: {told(n)}") for n in range(turns)
    ]


def lines(turns: list[tuple[str, str]], *, width: int = 75, blank: bool = True) -> list[str]:
    return wrapped((f"{label}: {words}" for label, words in turns), width=width, blank=blank)


def placed(rows: list[tuple[float, float, str]]) -> bytes:
    return b"".join(text_at(x, y, words, size=10) for x, y, words in rows)


def refused(data: bytes) -> QualcodeError:
    with pytest.raises(QualcodeError) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize("blank", [True, False])
def test_a_turn_goes_on_over_lines_and_pages(blank: bool):
    turns = interview(40)
    reading = read(typed(lines(turns, blank=blank)))
    assert said(reading) == turns
    assert reading.warnings == ()


def test_headers_footers_and_page_numbers_are_nobodys_words():
    turns = interview(40)
    reading = read(typed(lines(turns), header="Study 7, interview of May 3 – page #", footer="#"))
    assert said(reading) == turns
    assert reading.warnings == (
        "What recurs at the top or bottom of pages was left out: “Study 7, interview of May 3 – page 1”.",
    )


def test_a_turn_that_begins_a_page_is_no_header():
    pages = [placed([(72, 720, "P01: Yes."), (72, 700, f"INT: And {word}?")]) for word in ("now", "here", "then")]
    assert said(read(pdf_of(pages))) == [
        ("P01", "Yes."),
        ("INT", "And now?"),
        ("P01", "Yes."),
        ("INT", "And here?"),
        ("P01", "Yes."),
        ("INT", "And then?"),
    ]


@pytest.mark.parametrize("anew", [True, False])
def test_numbers_before_the_lines_are_left_out(anew: bool):
    turns = interview(30)
    rows = lines(turns, width=60, blank=False)
    pages = [
        placed(
            [(84 - 6 * len(str(number)), 720 - 24 * row, str(number)) for row, number in enumerate(numbers)]
            + [(100, 720 - 24 * row, line) for row, line in enumerate(part)]
        )
        for start in range(0, len(rows), 25)
        for part in [rows[start : start + 25]]
        for numbers in [range(1, 26)[: len(part)] if anew else range(start + 1, start + 1 + len(part))]
    ]
    reading = read(pdf_of(pages))
    assert said(reading) == turns
    assert reading.warnings == ("The numbers before the lines were left out.",)


def test_a_list_that_counts_its_items_keeps_its_numbers():
    items = [f"{number}. {told(3 * number)[:40].strip()}" for number in range(1, 13)]
    assert [words for _, words in said(read(typed(items)))] == items


def test_two_columns_are_read_one_after_the_other_and_told():
    turns = interview(16)
    rows = lines(turns, width=36, blank=False)
    pages = [
        placed(
            [(60, 720 - 12 * row, line) for row, line in enumerate(rows[start : start + 40])]
            + [(330, 720 - 12 * row, line) for row, line in enumerate(rows[start + 40 : start + 80])]
        )
        for start in range(0, len(rows), 80)
    ]
    reading = read(pdf_of(pages))
    assert said(reading) == turns
    assert reading.warnings == ("Two columns were seen on page 1; the left one was read before the right one.",)


SPOKEN = [("Maria", "Why?"), ("Lee", LONG), ("Maria", "I see."), ("Lee", "We went on."), ("Maria", "Yes.")]


def test_a_table_of_speakers_and_words_is_read_row_by_row():
    rows, y = [], 720.0
    for name, words in [
        ("Maria", "Why?"),
        ("Lee", LONG),
        ("Maria", "I see."),
        ("Lee", "We went on."),
        ("Maria", "Yes."),
    ]:
        rows.append((72.0, y, name))
        for line in wrapped([words], width=50):
            rows.append((180.0, y, line))
            y -= 13
    assert said(read(pdf_of([placed(rows)]))) == SPOKEN


def test_otters_header_is_nobodys_and_its_times_are_kept():
    head = ["Spring interview", "Tue, Mar 12, 2024 4:05PM", "SUMMARY KEYWORDS", "trust, visits, year", "SPEAKERS"]
    body = [
        "P01, Dana Ortiz",
        "",
        "P01  00:00",
        "Hello there.",
        "",
        "Dana Ortiz  00:09",
        "Welcome. At 10 we",
        "left.",
    ]
    reading = read(typed([*head, *body, "", "P01  01:02:45", "So it was."]))
    assert said(reading) == [
        ("P01", "Hello there."),
        ("Dana Ortiz", "Welcome. At 10 we left."),
        ("P01", "So it was."),
    ]
    assert [turn.begins for turn in reading.turns] == [0.0, 9.0, 3765.0]


def test_a_word_cut_at_the_end_of_a_line_is_whole_again():
    rows = ["P01: Our principal came, and the well-known coach. The prin-", "cipal spoke. Then the well-", "known one."]
    rows += ["INT: What did the demo-", "cratization change?", "P01: I was go-", "INT: Going?"]
    reading = read(typed(rows))
    assert said(reading) == [
        ("P01", "Our principal came, and the well-known coach. The principal spoke. Then the well-known one."),
        ("INT", "What did the democratization change?"),
        ("P01", "I was go-"),
        ("INT", "Going?"),
    ]
    assert reading.warnings == ("Hyphens at line ends were taken out of 1 words seen nowhere else: “democratization”.",)


def test_a_word_its_speaker_broke_off_stays_broken_off():
    reading = read(typed(["P01: It was the visit that I liked, the princ-", "the visit of the spring.", "INT: Yes?"]))
    assert said(reading)[0] == ("P01", "It was the visit that I liked, the princ- the visit of the spring.")


def test_letters_of_any_script_are_read_with_their_positions():
    reading = read(typed(["Zoë: „Gut“ – ja?", "Łukasz Żak: Tak, naprawdę 😀.", "Zoë: Ναι.", "Łukasz Żak: Да."]))
    assert said(reading) == [
        ("Zoë", "„Gut“ – ja?"),
        ("Łukasz Żak", "Tak, naprawdę 😀."),
        ("Zoë", "Ναι."),
        ("Łukasz Żak", "Да."),
    ]


def test_a_name_set_in_bold_names_a_speaker_even_once():
    content = text_at(72, 700, "Dana:", bold=True) + text_at(120, 700, "Why did you stay?")
    assert said(read(pdf_of([content]))) == [("Dana", "Why did you stay?")]


def test_a_program_record_is_read_by_its_paragraphs_items_and_headings():
    rows = [text_at(72, 740, "The first year", size=18)]
    body = [*wrapped([LONG, LONG]), "• The visits began in autumn.", "• They went on in spring."]
    rows += [text_at(72, 700 - 12 * row, line, size=10) for row, line in enumerate(body)]
    reading = read(pdf_of([b"".join(rows)]))
    items = ["• The visits began in autumn.", "• They went on in spring."]
    assert [words for _, words in said(reading)] == [LONG, LONG, *items]
    assert [reading.text[section.start : section.end] for section in reading.sections] == ["The first year"]


def test_paragraphs_without_space_between_them_end_where_the_next_word_had_room():
    reading = read(typed(wrapped([LONG, LONG, LONG], blank=False)))
    assert [words for _, words in said(reading)] == [LONG, LONG, LONG]


def test_a_page_that_lies_on_its_side_is_read_and_a_stamp_across_it_told():
    rows = ["INT: Why did you stay here?", "P01: They knew my name.", "INT: And then?", "P01: I stayed on."]
    content = b"".join(text_at(80 + 16 * row, 60, line, turned="0 1 -1 0") for row, line in enumerate(rows))
    stamp = text_at(200, 300, "DRAFT", size=60, turned="0.7 0.7 -0.7 0.7")
    reading = read(pdf_of([content + stamp], page=b"/Rotate 90"))
    assert [f"{label}: {words}" for label, words in said(reading)] == rows
    assert reading.warnings == ("Words set aslant were left out: “DRAFT”.",)


PICTURE = b"q 600 0 0 700 0 0 cm /I Do Q"
DOTS = stream(b"\x00" * 16, b"/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8")
WITH_PICTURE = {"resources": b"/XObject<</I 10 0 R>>", "more": [DOTS]}


def test_pictures_of_pages_are_refused():
    error = refused(pdf_of([PICTURE, PICTURE], **WITH_PICTURE))
    assert str(error) == "“a.pdf” holds pictures of pages, no text."
    assert error.hint
    assert "OCR" in error.hint


def test_a_picture_among_pages_of_text_is_told():
    words = placed([(72, 700, "INT: Why?"), (72, 680, "P01: They knew my name.")])
    reading = read(pdf_of([words, PICTURE, words], **WITH_PICTURE))
    assert len(reading.turns) == 4
    assert reading.warnings == ("No text was found on page 2, only pictures or drawings; what they show was left out.",)


def test_text_recognition_is_told():
    words = placed([(72, 700, "INT: Why?"), (72, 680, "P01: They knew my name.")]).replace(b"BT", b"BT 3 Tr")
    reading = read(pdf_of([PICTURE + b" " + words], **WITH_PICTURE))
    assert reading.warnings == (
        "The text of page 1 comes from text recognition (OCR); compare names and words with the page.",
    )


def test_an_empty_pdf_is_refused():
    assert str(refused(pdf_of([b""]))) == "“a.pdf” holds no text."


def test_a_locked_pdf_is_refused():
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    assert str(refused(written(objects, lock))) == "“a.pdf” is locked with a password."


def test_a_font_that_does_not_tell_its_letters_is_refused():
    data = typed(["Łukasz: Bo znali moje imię, naprawdę.", "Łukasz: Właśnie."]).replace(b"/ToUnicode 7 0 R", b"")
    assert "does not tell which letters" in str(refused(data))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b" " * 300_000_000, id="spaces"),
        pytest.param(b"0 0 1 1 re f\n" * 1_500_000, id="drawings"),
        pytest.param(b"BT /F 11 Tf 72 700 Td (INT: why) Tj ET\n" * 400_000, id="words"),
    ],
)
def test_a_page_that_unpacks_to_far_too_much_is_refused(content: bytes):
    packed = zlib.compress(content, 1)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects += [stream(packed, b"/Filter/FlateDecode"), b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"]
    assert "far more" in str(refused(written(objects)))


def test_a_pdf_of_countless_pages_is_refused():
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 90000>>" % (b"3 0 R " * 90_000)]
    error = refused(written([*objects, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"]))
    assert str(error) == "“a.pdf” has more than 5,000 pages."


def test_a_pdf_under_another_name_is_read_by_its_content():
    reading = read_transcript(typed(["INT: Why?", "P01: They knew my name."]), "a.txt")
    assert reading.warnings == ("“a.txt” was read by its content, which is pdf, not by its name.",)


WHOLE = typed(lines(interview(6)), header="Study of visits", footer="Page #")


@settings(max_examples=4, deadline=None)
@given(st.integers(min_value=9, max_value=len(WHOLE) - 8))
def test_a_pdf_cut_short_is_refused(length: int):
    assert any(word in str(refused(WHOLE[:length])) for word in ("cut short", "damaged"))


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.integers(9, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_pdf_is_read_with_sound_positions_or_refused(changes: list[tuple[int, int]]):
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    try:
        reading = read(bytes(data))
    except QualcodeError:
        return
    ends = 0
    for turn in reading.turns:
        assert ends <= turn.start < turn.end <= len(reading.text)
        ends = turn.end


def test_a_colon_in_a_line_that_goes_on_with_a_sentence_names_nobody():
    answers = [
        f"P0{n}: {told(n)} There were in the end only two or three small things: time and money." for n in (1, 2)
    ]
    turns = [line for answer in answers for line in ("INT: And then?", answer)] * 4
    for blank in (True, False):
        reading = read(typed(wrapped(turns, width=70, blank=blank)))
        assert {label for label, _ in said(reading)} == {"INT", "P01", "P02"}
        assert len(reading.turns) == len(turns)


def test_names_that_happen_to_open_pages_are_no_running_headers():
    rows = [line for n in range(24) for line in (("Jo Moss", "Ana Ruiz")[n % 2], f"So it went on in year {n}.")]
    pages = [
        b"".join(text_at(72, 720 - 40 * row, words, bold=row % 2 == 0) for row, words in enumerate(rows[at : at + 8]))
        for at in range(0, 48, 8)
    ]
    assert [label for label, _ in said(read(pdf_of(pages)))] == ["Jo Moss", "Ana Ruiz"] * 12


def test_rows_of_a_table_are_read_by_the_heads_of_its_columns():
    talk = [("INT", "And then?"), ("P01", "They asked us."), ("INT", "Why?"), ("P01", "Nobody knows.")]
    cells = [(72.0, 700.0, "Nr."), (110.0, 700.0, "Time"), (200.0, 700.0, "Speaker"), (300.0, 700.0, "Text")]
    for row, (label, words) in enumerate(talk, 1):
        y = 700.0 - 20 * row
        cells += [(72.0, y, str(row)), (110.0, y, f"00:0{row}"), (200.0, y, label), (300.0, y, words)]
    reading = read(pdf_of([placed(cells)]))
    assert said(reading) == talk
    assert [turn.begins for turn in reading.turns] == [1.0, 2.0, 3.0, 4.0]
    assert reading.warnings == ()


def test_words_that_run_leftward_keep_their_order_and_the_letters_of_their_ligatures():
    reading = read((Path(__file__).parent / "data" / "transcripts" / "arabic.pdf").read_bytes())
    assert said(reading) == [
        ("الباحث", "هل يمكنك أن تعطيني مثالا؟"),
        ("المشارك", "لا أعرف، ربما كان الخوف."),
        ("الباحث", "ولماذا؟"),
        ("المشارك", "أحب الأطفال ذلك حقا."),
    ]
