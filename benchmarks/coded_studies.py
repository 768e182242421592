"""Human-coded studies to measure suggestions on: a folder each with items.jsonl, codebook.yaml and splits.json."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from qualcode.codebook import Code, Codebook
from qualcode.suggest import Scores, score
from qualcode.suggest.remembering import Remembering

Item = dict[str, Any]


@dataclass(frozen=True)
class CodedStudy:
    name: str
    items: list[Item]
    codes: list[dict[str, Any]]
    level: str
    splits: dict[str, Any]
    encoder: Remembering
    every_item: list[Item]
    """With those that the coders could not agree to give any code."""

    def code(self, given: dict[str, Any]) -> Code:
        return Code(id=f"c{self.codes.index(given)}", label=given["name"], full=given.get("definition") or "")

    def carries(self, items: Sequence[Item], codes: Sequence[dict[str, Any]]) -> np.ndarray:
        return np.array([[code["id"] in item[self.level] for code in codes] for item in items], dtype=bool).reshape(
            len(items), len(codes)
        )

    def may_carry(self, items: Sequence[Item], codes: Sequence[dict[str, Any]]) -> np.ndarray:
        applies = [code.get("applies") or {} for code in codes]
        found = [[all(item.get(k) == v for k, v in rule.items()) for rule in applies] for item in items]
        return np.array(found, dtype=bool).reshape(len(items), len(codes))

    @property
    def has_contexts(self) -> bool:
        return any(came_before(item) for item in self.items)

    def scored(
        self,
        items: Sequence[Item],
        codes: Sequence[dict[str, Any]],
        asked: dict[int, set[int]],
        *,
        contexts: bool = True,
    ) -> Scores:
        """Scores of items; `asked` are the read ones, with the columns of codes that were asked about."""
        ids, carried = [self.code(code).id for code in codes], self.carries(items, codes)
        return score(
            [item["text"] for item in items],
            Codebook(codes=tuple(self.code(code) for code in codes)),
            {index: [ids[column] for column in columns if carried[index, column]] for index, columns in asked.items()},
            considered={index: [ids[column] for column in columns] for index, columns in asked.items()},
            contexts=[came_before(item) for item in items] if contexts and self.has_contexts else None,
            groups=[item["document"] for item in items],
            encoder=self.encoder,
        )


def came_before(item: Item) -> str:
    return str(item.get("context") or item.get("question") or "")


def read_study(folder: Path, name: str, encoder: Remembering) -> CodedStudy:
    items = [json.loads(line) for line in (folder / name / "items.jsonl").read_text("utf-8").splitlines() if line]
    book = yaml.safe_load((folder / name / "codebook.yaml").read_text("utf-8"))
    splits = json.loads((folder / name / "splits.json").read_text("utf-8"))
    level = splits.get("level", "codes")
    coded = [item for item in items if item.get(level)]
    return CodedStudy(name, coded, book[level], level, splits[level], encoder, items)
