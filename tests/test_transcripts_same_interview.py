"""One interview written in every format gives the same speakers, turns and words."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest

from qualcode.transcripts import Reading
from tests.pdf_files import typed, wrapped
from tests.readings import read_transcript

ASKS, LUKASZ, RENEE = "Interviewer", "Łukasz Żak", "Renée O’Neil-Smith"

Interview = list[tuple[str, list[str]]]

INTERVIEW: Interview = [
    (ASKS, ["Thank you both for making time. How did you come to this school?"]),
    (LUKASZ, ["I came in 2019, after six years at a “big” school – nine hundred children, maybe more."]),
    (RENEE, ["And I was already here. I have been here for ever, haven’t I?"]),
    (ASKS, ["What was the first visit like?"]),
    (
        LUKASZ,
        [
            (
                "Honestly, I was afraid of it. You think: now they come and look at everything you have not done yet,"
                " and then they leave, and a letter comes. That is what visits were before this program."
            ),
            "Note to self: never again. That is what I wrote in my diary after the old kind of visit.",
            "But this one was different. She sat with the children; she asked what I wanted to look at.",
        ],
    ),
    (RENEE, ["She did that with me as well."]),
    (ASKS, ["What did you want to look at?"]),
    (
        RENEE,
        [
            (
                "Who speaks in my staff meetings. I had a feeling that it was always the same three people, and it was:"
                " we counted, the two of us, in October and again in March."
            )
        ],
    ),
    (ASKS, ["And what did you find?"]),
    (RENEE, ["Eleven of fourteen minutes were mine. Mine! I thought I was a good listener."]),
    (LUKASZ, ["(laughs) I would not have dared to count."]),
    (ASKS, ["Did it change?"]),
    (
        RENEE,
        [
            (
                "Slowly. First I only shut my mouth, which is not the same as listening. Then we changed the room,"
                " and the order, and who writes the agenda."
            ),
            "One thing I learned: people bring what they are asked for. If you ask for problems you get problems.",
        ],
    ),
    (ASKS, ["Łukasz, was it the same with you?"]),
    (LUKASZ, ["No. With me it was the corridors."]),
    (ASKS, ["The corridors?"]),
    (LUKASZ, ["Yes. At 10:15 there are four hundred children in a corridor and one teacher. It is a zoo."]),
    (RENEE, ["A zoo with good acoustics."]),
    (LUKASZ, ["So we walked it every day for two weeks, she and I, and we wrote down what we saw."]),
    (ASKS, ["What came of that?"]),
    (
        LUKASZ,
        [
            (
                "A second break. It sounds like nothing. But the teachers had asked for it for years, and nobody had"
                " anything to show the board except complaints; now we had numbers and a drawing."
            ),
            "The board said yes in twenty minutes.",
        ],
    ),
    (ASKS, ["Was there anything that did not work?"]),
    (RENEE, ["The online meetings. [inaudible 00:21:04] We did them because they were on the plan."]),
    (LUKASZ, ["I went to two. Maybe three."]),
    (ASKS, ["Why did you stop?"]),
    (LUKASZ, ["Nobody was there whom I knew. In the visits there is a person; on the screen there is a “module”."]),
    (ASKS, ["If you had to keep one thing?"]),
    (RENEE, ["The person. Always the person."]),
    (LUKASZ, ["The walks. And that she came back: the second time is what made me believe it."]),
    (ASKS, ["Is there anything I should have asked?"]),
    (RENEE, ["Ask what it cost. It cost us two Fridays a month, and my deputy did my work on those days."]),
    (LUKASZ, ["It cost me some pride as well."]),
    (ASKS, ["Thank you. I will send you what I write."]),
]


def as_text(interview: Interview) -> bytes:
    return "\n\n".join(f"{label}: " + "\n\n".join(said) for label, said in interview).encode()


def as_vtt(interview: Interview) -> bytes:
    cues = [f"{label}: {words}" for label, said in interview for words in said]
    times = [
        f"00:{place // 6:02d}:{place % 6}0.000 --> 00:{place // 6:02d}:{place % 6}9.500" for place in range(len(cues))
    ]
    return ("WEBVTT\n\n" + "\n\n".join(f"{time}\n{cue}" for time, cue in zip(times, cues, strict=True)) + "\n").encode()


def paragraphs(interview: Interview) -> list[str]:
    return [
        f"{label}: {words}" if not place else words for label, said in interview for place, words in enumerate(said)
    ]


def packed(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return data.getvalue()


def as_docx(interview: Interview) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>" for words in paragraphs(interview))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed({"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"})


def as_odt(interview: Interview) -> bytes:
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "style")
    )
    body = "".join(f"<text:p>{escape(words)}</text:p>" for words in paragraphs(interview))
    content = f"<office:document-content{spaces}><office:body><office:text>{body}</office:text></office:body>"
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": content + "</office:document-content>"})


def as_rtf(interview: Interview) -> bytes:
    def escaped(words: str) -> str:
        plain = re.sub(r"([\\{}])", r"\\\1", words)
        return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in plain)

    body = "\n".join(rf"\pard {escaped(words)}\par" for words in paragraphs(interview))
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22\n" + body + "}").encode("ascii")


def as_pdf(interview: Interview) -> bytes:
    return typed(wrapped(paragraphs(interview)), header="Study of visits", footer="Page #")


WRITERS: dict[str, Callable[[Interview], bytes]] = {
    "txt": as_text,
    "docx": as_docx,
    "odt": as_odt,
    "rtf": as_rtf,
    "pdf": as_pdf,
    "vtt": as_vtt,
}


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, " ".join(reading.text[turn.start : turn.end].split())) for turn in reading.turns]


@pytest.fixture(params=WRITERS)
def reading(request: pytest.FixtureRequest) -> Reading:
    return read_transcript(WRITERS[request.param](INTERVIEW), f"visits.{request.param}")


def test_the_turns_and_words_of_an_interview_do_not_hang_on_its_format(reading: Reading):
    assert said(reading) == [(label, " ".join(words)) for label, words in INTERVIEW]


def test_the_speakers_of_an_interview_do_not_hang_on_its_format(reading: Reading):
    turns = Counter(label for label, _ in INTERVIEW)
    roles = {ASKS: "interviewer", LUKASZ: "participant", RENEE: "participant"}
    assert [(label.label, label.role, label.turns) for label in reading.labels] == [
        (label, roles[label], turns[label]) for label in (ASKS, LUKASZ, RENEE)
    ]
    assert reading.text[: reading.turns[0].start] == f"{ASKS}: "


def test_only_what_was_left_out_of_a_pdf_is_told(reading: Reading):
    margins = ("What recurs at the top or bottom of pages was left out: “Study of visits”.",)
    assert reading.warnings == (margins if reading.format == "pdf" else ())
