"""Which encoder a project uses."""

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.encoders import PackagedGraph, PackagedModel, best_encoder, built_graph, folder_model
from qualcode.encoders import sentence_model as sentence_model_module
from qualcode.errors import QualcodeError


def test_the_packaged_model_is_used_unless_another_is_named() -> None:
    for setting in (None, "", "packaged"):
        encoder, warning = best_encoder(setting)
        assert isinstance(encoder, PackagedGraph)
        assert encoder.precision == "float32"
        assert warning is None


def test_words_alone_can_be_asked_for() -> None:
    encoder, warning = best_encoder("words")
    assert encoder is not None
    assert encoder.encode(["a", "b"]).shape == (2, 0)
    assert warning is None


def test_a_missing_folder_is_one_sentence_and_no_encoder(tmp_path: Path) -> None:
    encoder, warning = best_encoder(str(tmp_path / "nowhere"))
    assert encoder is None
    assert warning is not None
    assert "only words are compared" in warning.lower()


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="no sentence-transformers model"):
        folder_model(tmp_path)


def test_a_folder_whose_model_cannot_be_loaded_is_to_be_named_anew_and_not_qualcode_installed(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{}", encoding="utf-8")
    with pytest.raises(QualcodeError, match="could not be loaded") as refused:
        folder_model(tmp_path).encode(["One sentence."])
    assert "encoder:" in str(refused.value.hint)
    assert "nstall" not in str(refused.value.hint)


def test_other_weights_than_the_published_ones_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model_module, "PACKAGED_WEIGHTS", "0" * 64)
    encoder, warning = best_encoder()
    assert encoder is None
    assert warning is not None
    assert "damaged" in warning


def test_without_its_package_the_model_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model_module, "find_spec", lambda name: None)
    with pytest.raises(QualcodeError, match="not installed"):
        _ = PackagedModel().fingerprint


def test_without_onnxruntime_the_slower_engine_serves_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built_graph, "NEEDED", ("onnxruntime_that_nobody_has",))
    encoder, warning = best_encoder("packaged")
    assert isinstance(encoder, PackagedModel)
    assert warning is not None
    assert "onnxruntime_that_nobody_has is not installed" in warning
    assert "sentence-transformers serves" in warning


def test_choosing_and_naming_an_encoder_loads_no_model() -> None:
    _ = PackagedGraph().built
    program = (
        "import sys, qualcode.encoders as e, qualcode.suggest; e.best_encoder()[0].fingerprint;"
        "print([name for name in ('torch', 'sentence_transformers', 'sklearn', 'scipy',"
        "'onnxruntime', 'onnx', 'tokenizers', 'safetensors') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
