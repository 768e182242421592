"""Vectors made once and kept."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from qualcode.encoders import cached
from qualcode.encoders.caching import key_of, shards
from qualcode.encoders.protocol import Vectors, rows_of_length_one


class CountsLetters:
    """An encoder by letter counts, which remembers what it was asked."""

    fingerprint = "letters"

    characters_at_once = 3_000

    def __init__(self, stops_after: int = 10**9) -> None:
        self.asked: list[str] = []
        self.stops_after = stops_after

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(self.asked) >= self.stops_after:
            raise KeyboardInterrupt
        self.asked += texts
        counts = np.array([[text.count(letter) for letter in "abcdefghij"] for text in texts], dtype=np.float32)
        return rows_of_length_one(counts + np.float32(1 / 3))


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], NDArray[np.float16]] = {}

    def get(self, fingerprint: str, keys: Sequence[str]) -> dict[str, NDArray[np.float16]]:
        return {key: self.kept[fingerprint, key] for key in keys if (fingerprint, key) in self.kept}

    def put(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float16]]) -> None:
        self.kept.update({(fingerprint, key): vector for key, vector in vectors.items()})


@given(st.lists(st.text("abcxyz ", max_size=12), min_size=1, max_size=40))
def test_a_first_and_a_second_run_give_the_same_bits(texts: list[str]) -> None:
    encoder, shelf = CountsLetters(), Shelf()
    first = cached(encoder, shelf).encode(texts)
    second = cached(encoder, shelf).encode(texts)
    assert first.dtype == np.float32
    assert first.tobytes() == second.tobytes()
    assert sorted(encoder.asked) == sorted(set(texts))


def test_the_encoder_is_left_alone_when_nothing_is_new() -> None:
    shelf = Shelf()
    cached(CountsLetters(), shelf).encode(["a", "b"])
    assert cached(CountsLetters(stops_after=0), shelf).encode(["b", "a", "b"]).shape == (3, 10)


def test_an_interrupted_run_goes_on_where_it_stopped() -> None:
    texts, shelf = [f"{number} apples" for number in range(900)], Shelf()
    with pytest.raises(KeyboardInterrupt):
        cached(CountsLetters(stops_after=200), shelf).encode(texts)
    kept, rest = len(shelf.kept), CountsLetters()
    cached(rest, shelf).encode(texts)
    assert kept >= 200
    assert len(rest.asked) == len(texts) - kept


@given(st.lists(st.text("abc ", max_size=60), max_size=60, unique=True), st.integers(1, 500))
def test_portions_hold_every_text_once_with_others_of_about_its_length(texts: list[str], characters: int) -> None:
    found = shards([(key_of(text), text) for text in texts], characters)
    assert sorted(text for shard in found for _, text in shard) == sorted(texts)
    by_length = sorted(found, key=lambda shard: (len(shard[0][1]), shard[0][0]))
    lengths = [len(text) for shard in by_length for _, text in shard]
    assert lengths == sorted(lengths)
    assert all(sum(len(text) + 20 for _, text in shard[:-1]) < characters for shard in found)


def test_an_encoder_says_how_much_it_takes_at_once() -> None:
    quick, puts = CountsLetters(), []
    quick.characters_at_once = 10**6
    cached(quick, Shelf(), progress=lambda done, total: puts.append(done)).encode([f"{n}" for n in range(500)])
    assert puts == [500]


def test_progress_counts_new_texts_only() -> None:
    shelf, heard = Shelf(), []
    cached(CountsLetters(), shelf).encode(["a"])
    cached(CountsLetters(), shelf, progress=lambda done, total: heard.append((done, total))).encode(["a", "b", "b"])
    assert heard == [(1, 1)]


def test_vectors_of_another_encoder_are_not_taken() -> None:
    shelf, other = Shelf(), CountsLetters()
    shelf.put("another", {key_of("a"): np.zeros(3, dtype=np.float16)})
    assert cached(other, shelf).encode(["a"]).shape == (1, 10)


def test_no_texts_have_no_vectors() -> None:
    assert cached(CountsLetters(), Shelf()).encode([]).shape[0] == 0
