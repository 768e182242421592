"""Vectors of the packaged model."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.encoders import PackagedGraph, PackagedModel, folder_model
from qualcode.encoders.packaged_graph import _loaded as _loaded_graph
from qualcode.encoders.sentence_model import PACKAGED_WEIGHTS, _loaded
from qualcode.errors import QualcodeError

SAID = [
    "The group gave me people to call.",
    "I called two of them about the new timetable.",
    "We had a good laugh at the dinner.",
    "Our attendance went up after that.",
    "",
    "Yes.",
    "I " + "really " * 400 + "mean it.",
    "¿Y los niños? 你好 🙂",
]
HARD = [
    " ",
    "\n\t  \n",
    "word " * 254,
    "word " * 255,
    "a" * 300,
    "ﬁne — “naïve” e\u0301cole\u200b\ufeff",
    "我们在会议上谈了很多，但是什么都没有改变。",
    "👩‍🏫👨‍👩‍👧 🙂🙃",
    "[CLS] [SEP] [PAD] [MASK] [UNK]",
    "#1 worry?! ... (laughs) 3.5%",
    "\x00\x07 bell",
]


def test_rows_have_length_one_and_sense_meaning() -> None:
    vectors = PackagedModel().encode(["She rang a colleague.", "She phoned a fellow teacher.", "The soup was cold."])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert np.allclose((vectors**2).sum(axis=1), 1, atol=1e-6)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_a_text_has_the_same_bits_in_any_company_and_order() -> None:
    model, order = PackagedModel(), list(range(len(SAID)))
    whole = model.encode(SAID)
    random.Random(1).shuffle(order)
    shuffled = model.encode([SAID[place] for place in order] + SAID[:2])
    assert shuffled[: len(SAID)].tobytes() == whole[order].tobytes()
    assert model.encode(SAID[3:4]).tobytes() == whole[3:4].tobytes()


def test_two_threads_give_the_bits_of_one() -> None:
    one = PackagedModel().encode(SAID)
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        assert PackagedModel().encode(SAID).tobytes() == one.tobytes()
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_progress_is_heard_for_each_different_text() -> None:
    heard: list[tuple[int, int]] = []
    PackagedModel().encode(["a", "b", "a"], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


def test_the_fingerprint_names_model_engine_and_precision() -> None:
    fingerprint = PackagedModel().fingerprint
    assert f"torch={torch.__version__}" in fingerprint
    assert "float32" in fingerprint
    assert len(PACKAGED_WEIGHTS) == 64


def test_a_folder_that_the_user_names_works_like_the_packaged_model() -> None:
    packaged = PackagedModel()
    assert folder_model(packaged.folder).encode(SAID[:2]).tobytes() == packaged.encode(SAID[:2]).tobytes()


def test_the_graph_gives_the_same_vectors() -> None:
    texts = [*SAID, *HARD, *(" ".join(SAID[:4]).replace("The", f"{number} of the") for number in range(9))]
    apart = np.abs(PackagedGraph().encode(texts) - PackagedModel().encode(texts))
    assert apart.max() < 1e-5


@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_the_graph_reads_the_same_tokens(texts: list[str]) -> None:
    tokens = _loaded(PackagedModel().folder).tokenize(texts)["input_ids"].tolist()
    graph = PackagedGraph()
    loaded = _loaded_graph(graph.built.graph, PackagedModel().folder, graph.built.proof.together)
    padding = 0
    for ours, theirs in zip(loaded.tokens(texts), tokens, strict=True):
        assert ours.tolist() == theirs[: len(ours)]
        assert set(theirs[len(ours) :]) <= {padding}


def test_a_broken_model_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{oops")
    with pytest.raises(QualcodeError, match="could not be loaded"):
        folder_model(tmp_path).encode(["a"])


def test_loading_and_encoding_write_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    _loaded.cache_clear()
    PackagedModel().encode(["Quietly."])
    assert capfd.readouterr() == ("", "")
