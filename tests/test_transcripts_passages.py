"""Turns cut into passages of a few sentences."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Turn
from qualcode.transcripts import passages as cutting
from qualcode.transcripts.passages import MOST, RULES, SPLITTER, passages, splitter_in_use

WORKED = (
    "I used to dread these things, and this one I look forward to. In November Rosa gave us her feedback card. "
    "I ran it with four teachers; one said it felt like an inspection, so we dropped the score line. "
    "By spring three of the four were asking me in."
)
SPOKEN = (
    "yeah so I mean they knew my name and uh, that was you know at 3:30 p.m. we would meet Dr. Smith came by "
    "and I thought okay this is uh, this is it um and then the kids were like we want to do that again so we did "
)


def cut(text: str) -> list[str]:
    return [passage.words for passage in passages("D01", text, [Turn(1, 0, len(text), None)])]


def test_short_sentences_are_taken_together():
    assert " | ".join(cut(WORKED)) == (
        "I used to dread these things, and this one I look forward to. In November Rosa gave us her feedback card. | "
        "I ran it with four teachers; one said it felt like an inspection, so we dropped the score line. "
        "By spring three of the four were asking me in."
    )


def test_speech_without_full_stops_is_cut_at_clauses_and_not_within_times():
    found = cut((SPOKEN * 3).strip())
    assert len(found) > 1
    assert all(8 <= len(words.split()) <= MOST for words in found)
    assert not any(words.endswith(("3:", "Dr.", "uh,")) for words in found)


def test_an_abbreviation_does_not_end_a_sentence():
    assert cut("We met Dr. Smith at 3 p.m. on Tuesday. " + WORKED)[0].startswith(
        "We met Dr. Smith at 3 p.m. on Tuesday."
    )


def test_passages_never_cross_turns_and_only_wanted_turns_are_cut():
    text = "Q: Why? P01: They knew my name. Q: Who?"
    turns = [Turn(1, 3, 7, "Q"), Turn(2, 13, 31, "P01"), Turn(3, 35, 39, "Q")]
    found = passages("D07", text, turns, wanted=lambda turn: turn.label == "P01")
    assert [(one.document, one.turn, one.start, one.end, one.words) for one in found] == [
        ("D07", 2, 13, 31, "They knew my name.")
    ]


def test_a_stretch_without_spaces_is_cut_as_well():
    found = cut("我们每个星期二都见面" * 150)
    assert len(found) > 1
    assert "".join(found) == "我们每个星期二都见面" * 150


def test_endless_runs_of_signs_take_no_time():
    assert "".join(cut("They knew. " + "*" * 50_000)).endswith("***")


def test_without_spacy_punctuation_decides_and_a_notice_says_so(monkeypatch):
    monkeypatch.setattr(cutting, "MODEL", "a_model_nobody_has")
    name, notice = splitter_in_use()
    assert name == RULES
    assert notice
    assert len(cut(WORKED)) == 2


def test_the_splitter_in_use_is_the_one_meant():
    assert splitter_in_use() == (SPLITTER, None)


def test_importing_the_transcripts_loads_nothing_heavy():
    check = "import sys, qualcode.transcripts, qualcode.transcripts.passages, qualcode.transcripts.finding; "
    check += "print(*(set(sys.modules) & {'lxml', 'spacy', 'numpy'}))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("model", ["a_model_nobody_has", cutting.MODEL])
@given(text=st.text(alphabet="abc DE.?!,;:—\n\u00a0é😀’", max_size=600))
def test_passages_are_exact_ordered_and_hold_all_words(model, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "MODEL", model)
        found = passages("D01", text, [Turn(1, 0, len(text), None)])
    assert all(text[one.start : one.end] == one.words == one.words.strip() != "" for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join("".join(one.words for one in found).split()) == "".join(text.split())
