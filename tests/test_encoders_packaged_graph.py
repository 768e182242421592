"""Vectors of the packaged model on onnxruntime."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from studies import in_process

from qualcode.encoders import PackagedGraph, PackagedModel, best_encoder, built_graph, cached
from qualcode.encoders import reference_vectors as reference_module
from qualcode.encoders.equal_lengths import batches
from qualcode.encoders.neighbours import example_sentences, neighbours_kept
from qualcode.project import open_project
from qualcode.study.installation import installed_parts

SENTENCE = "the group gave me people to call when our timetable fell apart and nobody else would answer"
WORDS = SENTENCE.split(" ")
FULL = PackagedGraph()
ROUGH = PackagedGraph("int8")


def texts_of(seed: int, count: int) -> list[str]:
    """Invented texts of nought to forty words, some of them the same."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=draw.choice((0, 1, 5, 6, 7, 7, 7, 12, 40)))) for _ in range(count)]


SAID = sorted(set(texts_of(0, 60)))


@pytest.fixture(scope="module")
def alone() -> dict[tuple[str, str], bytes]:
    """The bits of each text by itself, by precision and text."""
    return {(form.precision, text): form.encode([text])[0].tobytes() for form in (FULL, ROUGH) for text in SAID}


@pytest.mark.parametrize("form", [FULL, ROUGH], ids=["float32", "int8"])
@given(texts=st.lists(st.sampled_from(SAID), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_a_text_has_the_same_bits_in_any_company_order_and_number(
    alone: dict[tuple[str, str], bytes], form: PackagedGraph, texts: list[str]
) -> None:
    found = form.encode(texts)
    assert found.dtype == np.float32
    assert [row.tobytes() for row in found] == [alone[form.precision, text] for text in texts]


def test_a_whole_list_has_the_bits_of_its_texts_alone_on_any_number_of_processors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = texts_of(1, 120)
    several = FULL.encode(texts)
    monkeypatch.setattr("qualcode.encoders.equal_lengths.processors", lambda: 1)
    assert FULL.encode(texts).tobytes() == several.tobytes()
    assert np.stack([FULL.encode([text])[0] for text in texts]).tobytes() == several.tobytes()


def test_rows_have_length_one_and_sense_meaning() -> None:
    for form in (FULL, ROUGH):
        vectors = form.encode(["She rang a colleague.", "She phoned a fellow teacher.", "The soup was cold.", ""])
        assert vectors.shape == (4, 384)
        assert np.allclose((vectors**2).sum(axis=1), 1, atol=1e-6)
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_half_a_character_is_read_as_a_question_mark() -> None:
    assert FULL.encode(["Why \ud800"]).tobytes() == FULL.encode(["Why ?"]).tobytes()


def test_no_texts_have_no_vectors() -> None:
    assert FULL.encode([]).shape[0] == 0


def test_progress_is_heard_up_to_every_different_text() -> None:
    heard: list[tuple[int, int]] = []
    FULL.encode([*(" ".join(WORDS[:n]) for n in range(9)), ""], progress=lambda *told: heard.append(told))
    assert heard[-1] == (9, 9)
    assert heard == sorted(heard)


def test_an_interruption_ends_the_reading() -> None:
    heard: list[int] = []

    def stop(done: int, _: int) -> None:
        heard.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FULL.encode(texts_of(2, 300), progress=stop)
    assert len(heard) == 1


def test_the_fingerprint_names_weights_engine_and_precision() -> None:
    content = PackagedModel().content_hash()
    assert FULL.fingerprint.startswith(f"{content} float32 onnxruntime=")
    assert ROUGH.fingerprint.startswith(f"{content} int8 onnxruntime=")
    assert len({FULL.fingerprint, ROUGH.fingerprint, PackagedModel().fingerprint}) == 3


def test_int8_keeps_most_neighbours_and_the_installation_says_how_many() -> None:
    proof = ROUGH.built.proof
    assert proof.neighbours is not None
    assert proof.sentences > 300
    sentences = example_sentences()[:100]
    assert 0.8 < neighbours_kept(FULL.encode(sentences), ROUGH.encode(sentences)) < 1
    told = {row.part: row.state for row in installed_parts()}
    assert told["quick engine"] == "built, proven"
    assert told["packaged int8"] == f"finds {10 * proof.neighbours:.1f} of the 10 nearest that full precision finds"


@given(st.lists(st.integers(2, 256), max_size=60), st.integers(1, 600))
def test_only_texts_of_equal_length_are_read_together(lengths: list[int], tokens: int) -> None:
    found = batches(lengths, tokens)
    assert sorted(position for batch in found for position in batch) == list(range(len(lengths)))
    for batch in found:
        assert len({lengths[position] for position in batch}) == 1
        assert len(batch) == 1 or sum(lengths[position] for position in batch) <= tokens


def test_a_second_run_loads_neither_model_nor_engine(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from qualcode.project import open_project\n"
        "from qualcode.study.suggesting.embedding import project_encoder\n"
        "with open_project(Path.cwd()) as project:\n"
        "    encoder, notice = project_encoder(project)\n"
        "    print(encoder.encode(['We met.', 'They left.', 'We met.']).tobytes().hex()[:40], notice)\n"
        "print([name for name in ('onnxruntime', 'onnx', 'tokenizers', 'safetensors', 'torch') if name in sys.modules])"
    )
    first, second = (in_process(folder, python=program) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[1] == "['onnxruntime', 'tokenizers']"
    assert second.out.splitlines() == [first.out.splitlines()[0], "[]"]


def test_vectors_of_an_interrupted_and_of_a_whole_run_have_the_same_bits(folder: Path) -> None:
    texts = texts_of(3, 40)
    with open_project(folder) as project:
        cached(FULL, project.vectors).encode(texts[30:] + texts[:5])
        resumed = cached(FULL, project.vectors).encode(texts)
        assert project.vectors.count() >= len(set(texts))
    kept = FULL.encode(texts).astype(np.float16).astype(np.float32)
    assert np.abs(resumed - kept).max() < 1e-3
    assert cached(FULL, Nothing()).encode(texts).tobytes() == resumed.tobytes()


class Nothing:
    """A store that keeps nothing."""

    def get(self, fingerprint: str, keys: object) -> dict[str, NDArray[np.float16]]:
        return {}

    def put(self, fingerprint: str, vectors: object) -> None:
        return None


class TestTheCache:
    """Where graphs are kept."""

    @pytest.fixture(autouse=True)
    def _own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        built_graph._new.cache_clear()
        monkeypatch.setenv("QUALCODE_CACHE", str(tmp_path / "cache"))

    def test_a_graph_is_built_once_and_again_when_it_was_damaged(self, tmp_path: Path) -> None:
        first = PackagedGraph().built
        assert first.new
        assert not PackagedGraph().built.new
        assert isinstance(first.graph, Path)
        assert sorted(path.suffix for path in (tmp_path / "cache").iterdir()) == [".json", ".json", ".onnx"]
        assert sorted(json.loads(first.graph.with_suffix(".json").read_text())) == [
            *("neighbours", "refused", "sentences", "sha256", "together")
        ]
        whole = first.graph.read_bytes()
        first.graph.write_bytes(whole[: len(whole) // 2])
        built_graph._new.cache_clear()
        assert PackagedGraph().built.new
        assert first.graph.read_bytes() == whole

    def test_a_graph_that_gives_other_vectors_is_not_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (text, numbers), *others = reference_module.REFERENCES
        wrong = ((text, (numbers[0] + 0.01, *numbers[1:])), *others)
        monkeypatch.setattr(reference_module, "REFERENCES", wrong)
        for _ in range(2):
            encoder, notice = best_encoder()
            assert isinstance(encoder, PackagedModel)
            assert notice == (
                "The quick engine cannot be used (it gives other vectors than the model (by 1e-02)); "
                "sentence-transformers serves, and takes longer."
            )
            built_graph._new.cache_clear()

    def test_where_nothing_can_be_written_the_graph_is_made_in_memory(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file stands where the folder would be")
        graph = PackagedGraph()
        assert isinstance(graph.built.graph, bytes)
        assert graph.encode(["Yes."]).tobytes() == FULL.encode(["Yes."]).tobytes()
