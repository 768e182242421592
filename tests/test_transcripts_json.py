"""What programs for speech recognition write as JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading, read_transcripts
from tests.readings import read_transcript


def read(value: Any, name: str = "a.json") -> Reading:
    return read_transcript(json.dumps(value).encode(), name)


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


WHY = "Why did you stay?"
NAME = "They knew my name."
ANSWER = [("Speaker 0", WHY), ("Speaker 1", NAME)]


def words(text: str, begins: float, **more: Any) -> list[dict[str, Any]]:
    """Words half a second apart, as most programs list them beside their sentences."""
    return [
        {"word": word, "start": begins + n / 2, "end": begins + n / 2 + 0.4, **more}
        for n, word in enumerate(text.split())
    ]


def test_whisper_segments_lose_the_space_before_them_and_keep_their_times():
    segments = [
        {"id": 0, "seek": 0, "start": 0.0, "end": 4.2, "text": " They knew", "avg_logprob": -0.2},
        {"id": 1, "seek": 0, "start": 4.2, "end": 6.0, "text": " my name."},
    ]
    reading = read({"text": " They knew my name.", "segments": segments, "language": "en"})
    assert (reading.text, reading.duration) == (NAME, 6.0)
    assert reading.turns[0].marks == ((0, 0.0), (10, 4.2))


def test_whisper_loops_over_silence_are_kept_and_pointed_out():
    segments = [{"start": 2 * n, "end": 2 * n + 2, "text": " Thank you."} for n in range(8)]
    reading = read({"segments": segments})
    assert reading.text.count("Thank you.") == 8
    assert any("“Thank you.” 8 times" in warning for warning in reading.warnings)


def test_a_segment_without_speaker_goes_on_with_an_unfinished_sentence_only():
    segments = [
        {"start": 0.1, "end": 2.0, "text": " Why did", "speaker": "SPEAKER_00", "words": words("Why did", 0.1)},
        {"start": 2.1, "end": 2.5, "text": " you stay?"},
        {"start": 3.1, "end": 4.5, "text": " They knew my name.", "speaker": "SPEAKER_01"},
        {"start": 5.0, "end": 6.0, "text": " Mm."},
    ]
    reading = read({"segments": segments, "word_segments": words("Why did you stay They knew my name Mm", 0.1)})
    assert said(reading) == [("SPEAKER_00", WHY), ("SPEAKER_01", NAME), (None, "Mm.")]
    assert reading.warnings[0].startswith("2 of 4 segments name no speaker: 1 go on with a sentence")


def aws_items(labelled: bool) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for speaker, text in (("spk_0", "Why did you stay ?"), ("spk_1", "They knew my name .")):
        for word in text.split():
            item: dict[str, Any] = {"alternatives": [{"confidence": "0.9", "content": word}]}
            if word.isalpha():
                item |= {"start_time": f"{len(items)}.0", "end_time": f"{len(items)}.5", "type": "pronunciation"}
            items.append(item | ({"speaker_label": speaker} if labelled else {}))
    return items


VENDORS: dict[str, Any] = {
    "assemblyai": {
        "text": f"{WHY} {NAME}",
        "words": [{"text": "Why", "start": 240, "end": 500, "speaker": "A"}],
        "utterances": [
            {"speaker": "A", "text": WHY, "start": 240, "end": 1900, "words": []},
            {"speaker": "B", "text": NAME, "start": 2000, "end": 3900},
        ],
    },
    "deepgram utterances": {
        "results": {
            "channels": [{"alternatives": [{"transcript": f"{WHY} {NAME}", "words": words(f"{WHY} {NAME}", 0)}]}],
            "utterances": [
                {"start": 0.0, "end": 2.0, "transcript": WHY, "speaker": 0, "words": words(WHY, 0)},
                {"start": 2.0, "end": 4.0, "transcript": NAME, "speaker": 1, "words": words(NAME, 2)},
            ],
        }
    },
    "deepgram paragraphs": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": f"{WHY} {NAME}",
                            "words": words(WHY, 0, speaker=0) + words(NAME, 2, speaker=1),
                            "paragraphs": {
                                "transcript": f"Speaker 0: {WHY}",
                                "paragraphs": [
                                    {
                                        "sentences": [{"text": WHY, "start": 0, "end": 2}],
                                        "speaker": 0,
                                        "start": 0,
                                        "end": 2,
                                    },
                                    {
                                        "sentences": [{"text": NAME, "start": 2, "end": 4}],
                                        "speaker": 1,
                                        "start": 2,
                                        "end": 4,
                                    },
                                ],
                            },
                        }
                    ]
                }
            ]
        }
    },
    "aws": {"jobName": "x", "results": {"transcripts": [{"transcript": f"{WHY} {NAME}"}], "items": aws_items(True)}},
    "aws before labels stood in items": {
        "results": {
            "speaker_labels": {
                "segments": [
                    {
                        "speaker_label": "spk_0",
                        "items": [{"start_time": f"{n}.0", "speaker_label": "spk_0"} for n in range(5)],
                    },
                    {
                        "speaker_label": "spk_1",
                        "items": [{"start_time": f"{n}.0", "speaker_label": "spk_1"} for n in range(5, 10)],
                    },
                ]
            },
            "items": aws_items(False),
        }
    },
    "aws segments": {
        "results": {
            "items": aws_items(True),
            "audio_segments": [
                {
                    "id": 0,
                    "transcript": WHY,
                    "start_time": "0.0",
                    "end_time": "4.5",
                    "speaker_label": "spk_0",
                    "items": [0],
                },
                {"id": 1, "transcript": NAME, "start_time": "5.0", "end_time": "9.5", "speaker_label": "spk_1"},
            ],
        }
    },
    "google": {
        "results": [
            {"alternatives": [{"transcript": WHY, "words": words(WHY, 0)}], "languageCode": "en"},
            {"alternatives": [{"transcript": NAME, "words": words(NAME, 2)}]},
            {"alternatives": [{"words": words(WHY, 0, speakerTag=1) + words(NAME, 2, speakerTag=2)}]},
        ]
    },
    "rev": {
        "monologues": [
            {
                "speaker": 0,
                "elements": [{"type": "text", "value": "Why did you stay", "ts": 0.5}, {"type": "punct", "value": "?"}],
            },
            {
                "speaker": 1,
                "elements": [{"type": "text", "value": "They knew my name", "ts": 2}, {"type": "punct", "value": "."}],
            },
        ]
    },
    "azure": {
        "combinedRecognizedPhrases": [{"channel": 0, "display": f"{WHY} {NAME}"}],
        "recognizedPhrases": [
            {
                "speaker": 1,
                "offset": "PT0.76S",
                "duration": "PT1S",
                "nBest": [{"lexical": "why", "display": WHY}, {"display": "y"}],
            },
            {"speaker": 2, "offset": "PT2S", "duration": "PT1S", "nBest": [{"lexical": "they", "display": NAME}]},
        ],
    },
    "azure fast": {
        "combinedPhrases": [{"text": f"{WHY} {NAME}"}],
        "phrases": [
            {"offsetMilliseconds": 960, "durationMilliseconds": 640, "text": WHY, "speaker": 1, "words": []},
            {"offsetMilliseconds": 2000, "durationMilliseconds": 640, "text": NAME, "speaker": 2},
        ],
    },
    "azure video indexer": {
        "videos": [
            {
                "insights": {
                    "transcript": [
                        {"id": 1, "text": WHY, "speakerId": 1, "instances": [{"start": "0:00:01.2", "end": "0:00:02"}]},
                        {"id": 2, "text": NAME, "speakerId": 2, "instances": [{"start": "0:00:03", "end": "0:00:04"}]},
                    ],
                    "speakers": [{"id": 1, "name": "Speaker #1"}, {"id": 2, "name": "Dana Ortiz"}],
                }
            }
        ]
    },
    "teams": {
        "type": "Transcript",
        "entries": [
            {"text": WHY, "speakerId": "a@b", "speakerDisplayName": "Lee Poe", "startOffset": "00:00:03.0490880"},
            {"text": NAME, "speakerId": "c@d", "speakerDisplayName": "Dana Ortiz", "startOffset": "00:00:06"},
        ],
        "events": [],
    },
    "fireflies": {
        "data": {
            "transcript": {
                "title": "Interview",
                "sentences": [
                    {
                        "index": 0,
                        "speaker_name": "Lee",
                        "speaker_id": 0,
                        "text": WHY,
                        "raw_text": WHY,
                        "start_time": 0.5,
                    },
                    {
                        "index": 1,
                        "speaker_name": "Dana",
                        "speaker_id": 1,
                        "text": NAME,
                        "raw_text": NAME,
                        "start_time": 2.5,
                    },
                ],
            }
        }
    },
    "meeting bots": [
        {"speaker": "Lee", "words": [{"text": w, "start_timestamp": 1.0, "end_timestamp": 2.0} for w in WHY.split()]},
        {"speaker": "Dana", "words": [{"text": w, "start_timestamp": 3.0, "end_timestamp": 4.0} for w in NAME.split()]},
    ],
    "watson": {
        "results": [
            {
                "alternatives": [
                    {"transcript": "x", "timestamps": [[w, n, n + 1] for n, w in enumerate(f"{WHY} {NAME}".split())]}
                ]
            }
        ],
        "speaker_labels": [{"from": n, "to": n + 1, "speaker": int(n > 3)} for n in range(8)],
    },
    "chat": [{"role": "assistant", "content": WHY}, {"role": "user", "content": [{"type": "text", "text": NAME}]}] * 2,
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_two_speakers_are_told_apart_in_the_json_of(vendor):
    reading = read(VENDORS[vendor])
    assert [words for _, words in said(reading)][:2] == [WHY, NAME]
    assert len(reading.labels) == 2
    assert reading.warnings == ()


@pytest.mark.parametrize("vendor", sorted(set(VENDORS) - {"chat"}))
def test_times_are_seconds_in_the_json_of(vendor):
    first, second = read(VENDORS[vendor]).turns
    assert first.begins is not None
    assert second.begins is not None
    assert 0 <= first.begins < second.begins < 10


def test_numbers_and_letters_of_speakers_become_labels():
    assert [label for label, _ in said(read(VENDORS["deepgram utterances"]))] == ["Speaker 0", "Speaker 1"]
    assert [label for label, _ in said(read(VENDORS["assemblyai"]))] == ["Speaker A", "Speaker B"]


def test_names_given_beside_the_ids_of_speakers_are_the_labels():
    rev = VENDORS["rev"] | {"speakers": [{"id": 0, "name": "Lee Poe"}]}
    assert [label for label, _ in said(read(rev))] == ["Lee Poe", "Speaker 1"]


@pytest.mark.parametrize(
    "segments",
    [
        {
            "transcription": [
                {"offsets": {"from": 0, "to": 2500}, "text": " They knew"},
                {"offsets": {"from": 2500, "to": 4000}, "text": " my name."},
            ]
        },
        {"chunks": [{"timestamp": [0.0, 2.5], "text": " They knew"}, {"timestamp": [2.5, 4.0], "text": " my name."}]},
        {
            "segments": [
                {"start": "00:00:00,000", "end": "00:00:02,500", "text": "They knew"},
                {"start": "2.5", "end": "4s", "text": "my name."},
            ]
        },
        {
            "results": [
                {"begin": {"seconds": "0"}, "end": {"seconds": 2, "nanos": 500_000_000}, "text": "They knew"},
                {"begin": 2.5, "end": 4, "text": "my name."},
            ]
        },
    ],
)
def test_times_are_read_however_they_are_written(segments):
    reading = read(segments)
    assert (reading.text, reading.duration) == (NAME, 4.0)


def test_dates_count_from_the_first():
    entries = [
        {"participant": "Lee", "text": WHY, "startTime": "2026-05-03T10:00:05Z", "endTime": "2026-05-03T10:00:07.5Z"},
        {"participant": "Dana", "text": NAME, "startTime": "2026-05-03T10:00:08Z", "endTime": "2026-05-03T10:00:10Z"},
    ]
    assert [(turn.begins, turn.ends) for turn in read({"transcriptEntries": entries}).turns] == [(0.0, 2.5), (3.0, 5.0)]


def test_several_transcripts_in_one_file_are_several_documents():
    call = [
        {"speakerId": "s1", "sentences": [{"start": 0, "end": 3000, "text": WHY}]},
        {"speakerId": "s2", "sentences": [{"start": 3000, "text": NAME}]},
    ]
    data = json.dumps({"callTranscripts": [{"callId": "c1", "transcript": call}, {"callId": "c2", "transcript": call}]})
    readings = read_transcripts(data.encode(), "a.json")
    assert [(reading.part, said(reading)) for reading in readings] == [
        ("c1", [("s1", WHY), ("s2", NAME)]),
        ("c2", [("s1", WHY), ("s2", NAME)]),
    ]


def test_lines_of_json_are_utterances_or_documents():
    lines = (
        f'{{"speaker": "Lee", "text": "{WHY}", "start": 1}}\n\n{{"speaker": "Dana", "text": "{NAME}", "start": 3}}\n'
    )
    assert said(read_transcript(lines.encode(), "a.jsonl")) == [("Lee", WHY), ("Dana", NAME)]
    segments = json.dumps({"file": "one.wav", "segments": [{"start": 0, "text": WHY}, {"start": 9, "text": NAME}]})
    assert [reading.part for reading in read_transcripts(f"{segments}\n{segments}".encode(), "a.jsonl")] == [
        "one.wav"
    ] * 2


def test_title_and_date_come_from_the_file():
    reading = read(VENDORS["assemblyai"] | {"title": "Second round", "date": "2026-05-03T10:00:00Z"})
    assert reading.facts == {"title": "Second round", "date": "2026-05-03"}


def test_labels_before_the_words_count_where_no_speaker_is_given():
    segments = [
        {"start": 2 * n, "end": 2 * n + 2, "text": text} for n, text in enumerate([f"LEE: {WHY}", f"DANA: {NAME}"] * 2)
    ]
    assert said(read({"segments": segments}))[:2] == [("LEE", WHY), ("DANA", NAME)]


def test_json_under_another_name_is_read_with_a_warning():
    reading = read(VENDORS["assemblyai"], "a.txt")
    assert reading.warnings == ("“a.txt” was read by its content, which is json, not by its name.",)


def test_text_that_opens_with_a_bracket_is_no_json():
    assert read_transcript(b"[Dana] Why?\n[Lee] Because.\n[Dana] Yes.\n[Lee] So.\n", "a.txt").format == "text"


def test_a_key_that_stands_twice_is_told():
    reading = read_transcript(f'{{"segments": [], "segments": [{{"start": 1, "text": "{NAME}"}}]}}'.encode(), "a.json")
    assert reading.warnings[0] == "“segments” stands twice in one object; the last was read."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "package", "version": "1.0"}', "is JSON, but no transcript"),
        ('[{"name": "width", "value": "a b c"}, {"name": "height", "value": "d e f"}]', "is JSON, but no transcript"),
        ("[1, 2, 3]", "is JSON, but no transcript"),
        ('{"segments": [{"start": 1, "text": "They', "is not well-formed JSON: line 1"),
        ("[" * 5000, "is nested deeper than any transcript"),
        ("[" * 500_000, "holds more than 300,000 objects"),
        ('{"start": ' + "1" * 5000 + "}", "holds a number too long"),
        ('{"segments": [{"start": 1, "text": "so \\ud800 it"}]}', "lone surrogates"),
    ],
)
def test_json_that_is_no_transcript_is_refused(text, message):
    with pytest.raises(QualcodeError, match=f"“a.json” {message}|{message}") as caught:
        read_transcript(text.encode(), "a.json")
    assert caught.value.hint


KEYS = """
text speaker start end words segments results alternatives items speaker_labels channels monologues elements from to
offsets timestamps speakers name utterances timestamp duration role content
"""
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUE = st.recursive(
    LEAF | st.sampled_from(["0:01", "PT1S", "2026-05-03T10:00:00Z"]),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(KEYS.split()), inside, max_size=5),
    max_leaves=25,
)


@given(VALUE)
def test_any_json_is_read_or_refused(value):
    try:
        readings = read_transcripts(json.dumps(value).encode(), "a.json")
    except QualcodeError:
        return
    for reading in readings:
        end = 0
        for turn in reading.turns:
            assert end <= turn.start < turn.end
            assert reading.text[turn.start : turn.end].strip() == reading.text[turn.start : turn.end]
            end = turn.end


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ana", "Lee", None]), st.text(alphabet="abc .?é😀", min_size=1, max_size=12)),
        min_size=1,
    )
)
def test_the_words_of_every_utterance_are_kept_in_order(found):
    utterances = [
        {"speaker": who, "text": text, "start": n * 1.5} for n, (who, text) in enumerate([*found, ("Ana", "so")])
    ]
    reading = read({"utterances": utterances})
    spoken = " ".join(reading.text[turn.start : turn.end] for turn in reading.turns)
    assert spoken.split() == " ".join(text for _, text in [*found, ("Ana", "so")]).split()
