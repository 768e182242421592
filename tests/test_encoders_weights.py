"""Which model a folder holds."""

import hashlib
import os
from pathlib import Path

import pytest

from qualcode.encoders.weights import cache_folder, file_hash, folder_hash


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CACHE", str(tmp_path / "cache"))


def test_a_file_is_known_by_the_sha256_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"abc")
    assert file_hash(tmp_path / "weights") == hashlib.sha256(b"abc").hexdigest()


def test_a_hash_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(b"abc")
    before, stat = file_hash(weights), weights.stat()
    weights.write_bytes(b"xyz")
    os.utime(weights, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file_hash(weights) == before
    os.utime(weights, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert file_hash(weights) == hashlib.sha256(b"xyz").hexdigest()


def test_a_broken_memory_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "model-hashes.json").write_text("{oops")
    (tmp_path / "weights").write_bytes(b"abc")
    assert file_hash(tmp_path / "weights") == hashlib.sha256(b"abc").hexdigest()


def test_a_folder_is_another_model_when_a_file_is_renamed_or_changed(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    (model / "README.md").write_text("about")
    before = folder_hash(model)
    (model / "README.md").write_text("about it")
    assert folder_hash(model) == before
    (model / "config.json").rename(model / "other.json")
    assert folder_hash(model) != before


def test_the_cache_lies_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == Path("/somewhere/qualcode")
