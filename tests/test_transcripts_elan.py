"""ELAN files: words stand on tiers along a timeline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading, read_transcripts
from tests.readings import read_transcript


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def aligned(number: int, begins: int, ends: int, words: str) -> str:
    between = f'TIME_SLOT_REF1="ts{begins}" TIME_SLOT_REF2="ts{ends}"'
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" {between}>'
        f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def depending(number: int, on: int, words: str) -> str:
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a{number}" ANNOTATION_REF="a{on}">'
        f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def eaf(*tiers: tuple[str, str], without_time: tuple[int, ...] = ()) -> bytes:
    """An ELAN file whose time slots are seconds."""
    times = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{n}"' + ("/>" if n in without_time else f' TIME_VALUE="{n * 1000}"/>')
        for n in range(1, 12)
    )
    body = "".join(f"<TIER {settings}>{notes}</TIER>" for settings, notes in tiers)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-05-03T10:00:00+00:00">'
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">'
        '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/Users/x/int 1.wav"/></HEADER>'
        f"<TIME_ORDER>{times}</TIME_ORDER>{body}</ANNOTATION_DOCUMENT>"
    ).encode()


ASKING = ('TIER_ID="Int" PARTICIPANT="Interviewer"', aligned(1, 1, 2, "Why &amp; how?") + aligned(2, 5, 6, "Really?"))
ANSWERING = ('TIER_ID="P" PARTICIPANT="Dana"', aligned(3, 2, 3, "They  knew") + aligned(4, 3, 7, "my name."))


def test_tiers_are_put_in_order_of_time_and_overlap_is_kept():
    reading = read_transcript(eaf(ASKING, ANSWERING), "a.eaf")
    assert said(reading) == [("Interviewer", "Why & how?"), ("Dana", "They knew my name."), ("Interviewer", "Really?")]
    assert [(turn.begins, turn.ends) for turn in reading.turns] == [(1.0, 2.0), (2.0, 7.0), (5.0, 6.0)]
    assert (reading.warnings, reading.duration, reading.facts) == ((), 7.0, {"media": "int 1.wav"})


def test_interviewers_are_told_by_their_label():
    assert [label.role for label in read_transcript(eaf(ASKING, ANSWERING), "a.eaf").labels] == [
        "interviewer",
        "participant",
    ]


def test_tiers_that_depend_on_others_are_left_out_and_named():
    translation = ('TIER_ID="P-en" PARENT_REF="P"', depending(9, 3, "They knew"))
    reading = read_transcript(eaf(ASKING, ANSWERING, translation, ('TIER_ID="Notes"', "")), "a.eaf")
    assert reading.warnings == ("Tiers beside the words were left out: “P-en”.",)
    assert len(reading.turns) == 3


def test_notes_without_times_stand_where_their_slots_stand():
    reading = read_transcript(eaf(ASKING, ANSWERING, without_time=(3, 5)), "a.eaf")
    assert [label for label, _ in said(reading)] == ["Interviewer", "Dana", "Interviewer"]
    assert [turn.begins for turn in reading.turns] == [1.0, 2.0, None]


def test_where_a_tier_only_counts_the_words_are_taken_from_the_one_below():
    counts = ('TIER_ID="ref@SP"', aligned(1, 1, 2, "BK.001") + aligned(2, 5, 6, "BK.002"))
    spoken = ('TIER_ID="tx@SP" PARENT_REF="ref@SP"', depending(3, 1, "hello you there") + depending(4, 2, "yes I am"))
    gloss = ('TIER_ID="ge@SP" PARENT_REF="tx@SP"', depending(5, 3, "hello 2SG there and more"))
    reading = read_transcript(eaf(counts, spoken, gloss), "a.eaf")
    assert (said(reading), reading.turns[0].begins) == ([("tx@SP", "hello you there yes I am")], 1.0)
    assert "“ref@SP” only counts; its words were taken from “tx@SP”." in reading.warnings


def test_a_second_writing_of_the_same_speech_is_left_out():
    spelled = ('TIER_ID="A-ort" PARTICIPANT="A"', aligned(1, 1, 2, "hello you there") + aligned(2, 5, 6, "and so on"))
    sounded = ('TIER_ID="A-phon" PARTICIPANT="A"', aligned(3, 1, 2, "heləu") + aligned(4, 5, 6, "ənd"))
    more = ('TIER_ID="A-2" PARTICIPANT="A"', aligned(5, 8, 9, "later"))
    reading = read_transcript(eaf(sounded, spelled, more), "a.eaf")
    assert said(reading) == [("A", "hello you there and so on later")]
    assert "“A-phon” says the same times over as “A-ort” and was left out." in reading.warnings


def test_tiers_without_participant_are_asked_about():
    reading = read_transcript(eaf(ASKING, ('TIER_ID="gestures"', aligned(7, 8, 9, "nods"))), "a.eaf")
    assert "These tiers name no participant and stand for one each: “gestures”." in reading.warnings


def test_a_tier_without_any_name_names_nobody():
    assert said(read_transcript(eaf(("", aligned(1, 1, 2, "yes"))), "a.eaf")) == [(None, "yes")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (eaf(), "has no tier with words in it"),
        (eaf(ASKING)[:-30], "is damaged"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + eaf(ASKING), "declares a DOCTYPE"),
        (eaf(*[ASKING] * 400), "has more than 300 tiers"),
    ],
)
def test_elan_that_cannot_be_read_is_refused(data, message):
    with pytest.raises(QualcodeError, match=message) as caught:
        read_transcript(data, "a.eaf")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (
            "a.exb",
            '<?xml version="1.0"?>\n<!-- x -->\n<basic-transcription><head/></basic-transcription>',
            "an EXMARaLDA",
        ),
        ("a.xml", '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "a TEI"),
        ("a.TextGrid", 'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\n', "a Praat TextGrid"),
        ("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="0s">Hi</p></body></tt>', "a TTML subtitle"),
        (
            "a.trs",
            '<?xml version="1.0"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n<Trans scribe="x"/>',
            "a Transcriber",
        ),
        (
            "a.ass",
            "[Script Info]\nTitle: x\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hi\n",
            "an Advanced SubStation subtitle",
        ),
    ],
)
def test_files_of_other_programs_are_refused_by_their_names(name, text, kind):
    with pytest.raises(QualcodeError, match=f"“{name}” is {kind} file, which qualcode does not read") as caught:
        read_transcript(text.encode(), name)
    assert caught.value.hint


NOTE = st.tuples(st.integers(1, 11), st.integers(1, 11), st.text(alphabet="abc .é😀", max_size=10))


@given(st.lists(st.lists(NOTE, max_size=4), min_size=1, max_size=3))
def test_every_word_of_every_speaker_is_kept(tiers):
    written = [
        (f'TIER_ID="T{n}" PARTICIPANT="S{n}"', "".join(aligned(100 * n + m, *note) for m, note in enumerate(notes)))
        for n, notes in enumerate([*tiers, [(1, 2, "so")]])
    ]
    reading = read_transcript(eaf(*written), "a.eaf")
    spoken = sorted(word for notes in tiers for *_, words in notes for word in words.split())
    assert sorted(word for _, words in said(reading) for word in words.split()) == sorted([*spoken, "so"])


@given(st.binary(max_size=120))
def test_any_bytes_after_the_first_element_are_refused(data):
    with pytest.raises(QualcodeError, match=r"“a\.eaf”"):
        read_transcripts(b"<ANNOTATION_DOCUMENT>" + data, "a.eaf")
