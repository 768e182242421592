"""Random sessions of several coders, played beside a model in memory that knows only design rules, no tables."""

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import count, permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import CODEBOOK_FILE, faults
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from test_project_model import BOOK, TEXTS, VALUES, Model, Row, State, codebook_text, memo_row, refers, vars_of

from qualcode.errors import QualcodeError
from qualcode.model import Evidence
from qualcode.project import open_project
from qualcode.project.codings import NewCoding
from qualcode.project.samples import NewSampled
from qualcode.project.suggestions import ARMS, NewSuggestion
from qualcode.project.theme_changes import ThemeEdit
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.bringing_in.importing import HowToRead, import_files
from qualcode.study.bringing_in.replacing import replace_document
from qualcode.study.codebooks.updating import update
from qualcode.study.setting_up import add_coder

PLACES = ((13, 17), (13, 21), (18, 29), (35, 47))
SPOKEN = re.compile(r"^(\w+): ", re.MULTILINE)
WRITTEN = ["", "zork", "the card", "so we did it again", "Card"]
CODER = ("ana", "ben", "cho")
PICK = range(1000)
NAMES, MAPS = ["The card", "Nothing came", "Lunch"], ["main", "main", "rival"]
ON_TEXT = ("coding", "suggestion", "sampled")
"""What stands on the words of a version."""
BOOKS = [one for n in (1, 2, 3, 4) for one in permutations(["trust", "card", "lunch", "coffee"], n)]

STEPS: list[tuple[Callable[..., None], dict[str, Sequence[Any]]]] = []


def step(often: int, **given: Sequence[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something coders do, so many times as often as the rarest; rules of their own would leave each other out."""

    def keep(what: Callable[..., None]) -> Callable[..., None]:
        STEPS.extend([(what, given)] * often)
        return what

    return keep


class Sessions(RuleBasedStateMachine):
    """Coders at work on one project, each step compared with the model."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.top = Path(tempfile.mkdtemp())
        self.folder = Path(shutil.copytree(self.template, self.top / "project"))
        for name, text in TEXTS.items():
            (self.top / name).write_text(text, encoding="utf-8")
        self.step, self.numbers = 0, count()
        self.open()
        self.model = Model()
        self.model.begin((self.folder / CODEBOOK_FILE).read_text())
        self.edit_and_apply({"trust": "Said aloud", "card": "Used", "lunch": "Praised"}, VALUES)

    def teardown(self) -> None:
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.top)

    def open(self) -> None:
        self.project = open_project(self.folder, clock=self.now, new_id=lambda: f"id-{next(self.numbers):08d}")

    def now(self) -> str:
        return f"2026-03-02T{self.step // 3600:02d}:{self.step // 60 % 60:02d}:{self.step % 60:02d}.000Z"

    def disk(self) -> str:
        return (self.folder / CODEBOOK_FILE).read_text()

    def act(
        self, coder: str, action: str, after: State | None, call: Callable[[], Any], undoes: int | None = None
    ) -> Any:
        """Do it to the project; `after` is what the model expects, None a refusal that changes nothing."""
        self.step += 1
        if after is None:
            with pytest.raises(QualcodeError):
                call()
            return None
        given = call()
        self.model.happen(coder, action, after, undoes)
        return given

    def one(self, kind: str, pick: int) -> str | None:
        keys = sorted(self.model.all(kind), key=str)
        return keys[pick % len(keys)] if keys else None

    @step(1, coder=CODER, name=sorted(TEXTS))
    def import_a_transcript(self, coder: str, name: str) -> None:
        documents = self.model.all("document")
        after = self.model.state
        if not self.was_read(TEXTS[name]):
            number = max([int(row["label"][1:]) for row in documents.values()], default=0) + 1
            after = self.model.with_document(f"D{number:02d}", TEXTS[name])
        self.act(coder, "document.import", after, lambda: import_files(self.project, coder, [self.top / name]))

    def was_read(self, text: str) -> bool:
        """Whether some document was made from a file that says just this."""
        return text in [row["file"] for row in self.model.all("version").values()]

    @step(
        5,
        coder=CODER,
        d=PICK,
        c=PICK,
        where=PLACES,
        value=(None, *VALUES),
        memo=(False, True),
    )
    def add_a_coding(self, coder: str, d: int, c: int, where: tuple[int, int], value: str | None, memo: bool) -> None:
        document, code = self.one("document", d), self.one("code", c)
        if document is None or code is None:
            return
        modifiers = {"valence": value} if value else {}
        shown, named = self.model.all("document")[document], self.model.all("code")[code]["name"]
        new = NewCoding(shown["label"], *where, named, coder, modifiers, "why" if memo else None)
        row = self.coding(document, where, code, coder) | {"modifiers": modifiers}
        expected = self.model.with_rows({("coding", "?"): row})
        if not self.model.declared(modifiers) or not self.has_words(row) or not self.model.fits(expected):
            self.act(coder, "", None, lambda: self.project.codings.add(new))
            return
        self.step += 1
        coding = self.project.codings.add(new)
        rows: State = {("coding", coding.id): row}
        if memo:
            (written,) = [one for one in self.project.memos.all() if one.object == coding.id]
            rows["memo", written.id] = memo_row("coding", coding.id, coder, "why", row["made"])
        self.model.happen(coder, "coding.add", self.model.with_rows(rows))

    def coding(self, document: str, where: tuple[int, int], code: str, coder: str) -> dict[str, Any]:
        """The row of a coding that is made now."""
        row = {"version": self.model.current(document), "start": where[0], "end": where[1], "code": code}
        row |= {"coder": coder, "modifiers": {}, "blind": not self.model.was_shown(document, coder)}
        return row | {"made": self.soon(), "definition": self.model.state["code", code]["brief"]}

    def has_words(self, row: Row) -> bool:
        text = self.model.state["version", row["version"]]["text"]
        return row["end"] <= len(text) and bool(text[row["start"] : row["end"]].strip())

    @step(
        3,
        coder=CODER,
        k=PICK,
        c=(None, *PICK[::100]),
        where=(None, *PLACES),
        value=["", "drop", *VALUES],
    )
    def edit_a_coding(self, coder: str, k: int, c: int | None, where: tuple[int, int] | None, value: str) -> None:
        coding = self.one("coding", k)
        if coding is None:
            return
        row = dict(self.model.state["coding", coding])
        code = None if c is None else self.one("code", c)
        if where:
            row |= {"start": where[0], "end": where[1], "version": self.model.current(self.model.document_of(row))}
        if code:
            row |= {"code": code, "definition": self.model.state["code", code]["brief"]}
        if value:
            row["modifiers"] = {} if value == "drop" else {"valence": value}
        if row != self.model.state["coding", coding] and self.model.was_shown(self.model.document_of(row), coder):
            row["blind"] = False
        after = self.model.with_rows({("coding", coding): row})
        if coder != row["coder"] or not self.model.fits(after) or (value and not self.model.declared(row["modifiers"])):
            after = None
        if not self.has_words(row):
            after = None
        named = self.model.all("code")[code]["name"] if code else None
        changed = {"valence": None if value == "drop" else value} if value else None
        self.act(
            coder,
            "coding.edit",
            after,
            lambda: self.project.codings.edit(coder, coding, place=where, code=named, modifiers=changed),
        )

    @step(2, coder=CODER, k=PICK)
    def remove_a_coding(self, coder: str, k: int) -> None:
        coding = self.one("coding", k)
        if coding is not None:
            own = self.model.state["coding", coding]["coder"] == coder
            after = self.model.without_rows({("coding", coding), *self.model.about("coding", coding)}) if own else None
            for key, row in self.model.all("suggestion").items():
                if after and row["coding"] == coding:
                    after["suggestion", key] = {**row, "coding": None}
            self.act(coder, "coding.remove", after, lambda: self.project.codings.remove(coder, coding))

    @step(2, coder=CODER, about=["project", "document", "code", "coding", "theme"], pick=PICK)
    def write_a_memo(self, coder: str, about: str, pick: int) -> None:
        thing = "" if about == "project" else self.one(about, pick)
        if thing is not None:
            shown = self.model.shown_as(about, thing)
            if about == "theme":  # of two with one name that of the main map is meant
                same = [key for key, row in self.model.all("theme").items() if row["name"] == shown]
                thing = min(same, key=lambda key: self.model.state["theme", key]["map"])
            made = self.soon()
            memo = self.act(coder, "", self.model.state, lambda: self.project.memos.add(coder, about, shown, "words"))
            row = memo_row(about, thing, coder, "words", made)
            self.model.happen(coder, "memo.add", self.model.with_rows({("memo", memo.id): row}))

    @step(2, coder=CODER, pick=PICK, text=["words", "other words", ""])
    def change_a_memo(self, coder: str, pick: int, text: str) -> None:
        memo = self.one("memo", pick)
        if memo is None:
            return
        row = self.model.state["memo", memo]
        after = None
        if row["coder"] == coder:
            changed = {("memo", memo): {**row, "text": text}}
            after = self.model.with_rows(changed) if text else self.model.without_rows(set(changed))
        if text:
            self.act(coder, "memo.edit", after, lambda: self.project.memos.edit(coder, memo, text))
        else:
            self.act(coder, "memo.remove", after, lambda: self.project.memos.remove(coder, memo))

    @step(1, coder=CODER, d=PICK, reopen=(False, True))
    def finish_or_reopen(self, coder: str, d: int, reopen: bool) -> None:
        document = self.one("document", d)
        if document is None:
            return
        mine = {
            ("finish", k)
            for k, row in self.model.all("finish").items()
            if (row["document"], row["coder"]) == (document, coder)
        }
        row = {"document": document, "coder": coder, "made": self.soon()}
        label = self.model.shown_as("document", document)
        if reopen:
            after = self.model.without_rows(mine) if mine else None
            self.act(coder, "document.reopen", after, lambda: self.project.finishes.reopen(coder, label))
        else:
            after = None if mine else self.model.with_rows({self.model.new("finish"): row})
            self.act(coder, "document.finish", after, lambda: self.project.finishes.finish(coder, label))

    @step(1, coder=CODER, d=PICK)
    def show_others_codings(self, coder: str, d: int) -> None:
        document = self.one("document", d)
        if document is None:
            return
        row = {"document": document, "coder": coder}
        known = self.model.was_shown(document, coder)
        after = self.model.state if known else self.model.with_rows({self.model.new("exposure"): row})
        label = self.model.shown_as("document", document)
        self.act(coder, "shown.codings", after, lambda: self.project.exposures.record(coder, [label], "codings"))

    @step(2, coder=CODER, name=NAMES, c=(None, *PICK[::100]), k=(None, *PICK[::100]), map_=MAPS)
    def name_a_theme(self, coder: str, name: str, c: int | None, k: int | None, map_: str) -> None:
        code, coding = None if c is None else self.one("code", c), None if k is None else self.one("coding", k)
        named = (self.model.all("code")[code]["name"],) if code else ()
        evidence = (Evidence(coding, "against"),) if coding else ()
        new = NewTheme(name, "idea", codes=named, evidence=evidence, map=map_)
        if (map_, name) in [(row["map"], row["name"]) for row in self.model.all("theme").values()]:
            self.act(coder, "", None, lambda: self.project.themes.name_new(coder, new))
            return
        theme = self.act(coder, "", self.model.state, lambda: self.project.themes.name_new(coder, new))
        rows: State = {("theme", theme.id): {"name": name, "map": map_, "status": "draft", "parent": None}}
        if code:
            rows[self.model.new("theme_code")] = {"theme": theme.id, "of": code}
        if coding:
            rows[self.model.new("evidence")] = {"theme": theme.id, "of": coding, "stance": "against"}
        self.model.happen(coder, "themes.name", self.model.with_rows(rows))

    @step(1, coder=CODER, pick=PICK)
    def remove_a_theme(self, coder: str, pick: int) -> None:
        theme = self.one("theme", pick)
        if theme is not None:
            row = self.model.state["theme", theme]
            after = self.without_theme(self.model.state, theme)
            self.act(coder, "themes.remove", after, lambda: self.project.themes.remove(coder, row["name"], row["map"]))

    def without_theme(self, state: State, theme: str) -> State:
        """A state without a theme and what hangs on it; its parts move up."""
        above = state["theme", theme]["parent"]
        left = {
            key: {**row, "parent": above} if key[0] == "theme" and row["parent"] == theme else row
            for key, row in state.items()
        }
        del left["theme", theme]
        return {key: row for key, row in left.items() if ("theme", theme) not in refers(key[0], row)}

    @step(2, coder=CODER, pick=PICK, name=(None, *NAMES), status=(None, "final"), whole=(None, "", *PICK[::100]))
    def edit_a_theme(self, coder: str, pick: int, name: str | None, status: str | None, whole: Any) -> None:
        theme = self.one("theme", pick)
        if theme is None:
            return
        row = dict(self.model.state["theme", theme])
        row |= {key: value for key, value in (("name", name), ("status", status)) if value}
        part_of, fine = whole, True
        if isinstance(whole, int):
            there = [key for key, one in sorted(self.model.all("theme").items()) if one["map"] == row["map"]]
            above = there[whole % len(there)]
            fine = theme not in {above, *self.model.above(above)}
            part_of, row["parent"] = self.model.state["theme", above]["name"], above
        elif whole == "":
            row["parent"] = None
        after = self.model.with_rows({("theme", theme): row})
        standing, edit = self.project.themes.get(theme), ThemeEdit(name=name, status=status, part_of=part_of)
        self.act(
            coder,
            "themes.edit",
            after if fine and self.model.fits(after) else None,
            lambda: self.project.theme_changes.edit(coder, standing, edit),
        )

    @step(1, coder=CODER, pick=PICK, other=PICK)
    def merge_themes(self, coder: str, pick: int, other: int) -> None:
        source, target = self.one("theme", pick), self.one("theme", other)
        if source is None or target is None:
            return
        themes, made = [self.project.themes.get(one) for one in (source, target)], self.soon()
        merge: Callable[[], Any] = lambda: self.project.theme_changes.merge(coder, [themes[0]], themes[1])  # noqa: E731
        gone, row = self.model.state["theme", source], self.model.state["theme", target]
        if source == target or gone["map"] != row["map"]:
            self.act(coder, "", None, merge)
            return
        after = dict(self.model.state)
        line = [target, *self.model.above(target)]
        if source in line:
            top = line[line.index(source) - 1]
            after["theme", top] = {**after["theme", top], "parent": gone["parent"]}
        for key, one in list(after.items()):
            if key[0] == "theme" and one["parent"] == source:
                after[key] = {**one, "parent": target}
            elif key[0] == "memo" and (one["about"], one["object"]) == ("theme", source):
                after[key] = {**one, "object": target}
            elif key[0] in {"theme_code", "evidence"} and one["theme"] == source:
                held = {each["of"] for name, each in after.items() if name[0] == key[0] and each["theme"] == target}
                if one["of"] not in held:
                    after[self.model.new(key[0])] = {**one, "theme": target}
        after = self.without_theme(after, source)
        self.step += 1
        known = {one.id for one in self.project.memos.all()}
        merge()
        (memo,) = [one for one in self.project.memos.all() if one.id not in known]
        after["memo", memo.id] = memo_row("theme", target, coder, f"Merged in: “{gone['name']}”. idea", made)
        self.model.happen(coder, "themes.merge", after)

    @step(1, coder=CODER, pick=PICK, map_=MAPS)
    def move_a_theme_to_a_map(self, coder: str, pick: int, map_: str) -> None:
        theme = self.one("theme", pick)
        if theme is None:
            return
        going = {key for key in self.model.all("theme") if theme in {key, *self.model.above(key)}}
        rows: State = {("theme", key): {**self.model.state["theme", key], "map": map_} for key in going}
        if self.model.state["theme", theme]["map"] != map_:
            rows["theme", theme] = {**rows["theme", theme], "parent": None}
        after, standing = self.model.with_rows(rows), self.project.themes.get(theme)
        self.act(
            coder,
            "themes.move",
            after if self.model.fits(after) else None,
            lambda: self.project.theme_maps.move_theme(coder, standing, map_),
        )

    @step(2, coder=CODER, d=PICK, where=PLACES, c=PICK, arm=ARMS)
    def offer_a_suggestion(self, coder: str, d: int, where: tuple[int, int], c: int, arm: str) -> None:
        document, code = self.one("document", d), self.one("code", c)
        if document is None or code is None or not self.has_words(self.coding(document, where, code, coder)):
            return
        row: dict[str, Any] = {"version": self.model.current(document), "start": where[0], "end": where[1]}
        row |= {"code": code, "coder": coder, "status": "open", "coding": None, "arm": arm, "told": False}
        label, name = self.model.shown_as("document", document), self.model.shown_as("code", code)
        words = self.model.text(document)[slice(*where)]
        new = NewSuggestion(label, *where, words, name, "some", None, 1, None, arm)
        mine = {key: one for key, one in self.model.all("suggestion").items() if one["coder"] == coder}
        after = self.model.without_rows({("suggestion", key) for key, one in mine.items() if one["status"] == "open"})
        self.step += 1
        if self.project.suggestions.offer(coder, [new], "none"):
            known = set(self.model.all("suggestion"))
            (made,) = [one.id for one in self.project.suggestions.of(coder) if one.id not in known]
            after["suggestion", made] = row
        assert self.model.fits(after)
        self.model.happen(coder, "suggest.offer", after)

    @step(3, coder=CODER, pick=PICK, accepted=(True, True, False))
    def decide_on_a_suggestion(self, coder: str, pick: int, accepted: bool) -> None:
        mine = [key for key, row in sorted(self.model.all("suggestion").items()) if row["coder"] == coder]
        if not mine:
            return
        key = mine[pick % len(mine)]
        row, shown = self.model.state["suggestion", key], self.project.suggestions.get(key)
        open_here = row["status"] == "open" and self.model.stands(row)
        if not accepted:
            after = self.model.with_rows({("suggestion", key): {**row, "status": "rejected"}}) if open_here else None
            self.act(coder, "suggestion.reject", after, lambda: self.project.suggestions.refuse(coder, [shown]))
            return
        made = self.coding(self.model.document_of(row), (row["start"], row["end"]), row["code"], coder)
        name, suggestions = self.model.shown_as("code", row["code"]), self.project.suggestions
        accept: Callable[[], Any] = lambda: suggestions.accept(coder, shown)  # noqa: E731
        if row["arm"] == "withheld":
            accept = lambda: suggestions.reread(coder, shown, [name])[0]  # noqa: E731
        new = self.model.fits(self.model.with_rows({("coding", "?"): made}))
        if not open_here or not (new or row["arm"] == "withheld"):
            self.act(coder, "", None, accept)
            return
        self.step += 1
        coding = accept().id
        rows: State = {("coding", coding): made} if new else self.own_now(coding)
        after = self.model.with_rows({**rows, ("suggestion", key): {**row, "status": "accepted", "coding": coding}})
        self.model.happen(coder, "suggestion.reread" if row["arm"] == "withheld" else "suggestion.accept", after)

    def own_now(self, coding: str) -> State:
        """The decoys that a coding came of, parted from it since its coder gave the same code unprompted."""
        lures = [key for key, one in self.model.untold().items() if one == coding]
        return {("suggestion", key): {**self.model.state["suggestion", key], "coding": None} for key in lures}

    @step(1, coder=CODER)
    def tell_of_decoys(self, coder: str) -> None:
        after = dict(self.model.state)
        for key, coding in self.model.untold(coder).items():
            kept = self.model.made_own(key, coding)
            after["suggestion", key] = {**after["suggestion", key], "told": True, "coding": coding if kept else None}
            if not kept:
                del after["coding", coding]
        self.act(coder, "suggestion.void", after, lambda: self.project.suggestions.void_decoys(coder))

    @step(1, coder=CODER, d=PICK, where=PLACES)
    def draw_a_sample(self, coder: str, d: int, where: tuple[int, int]) -> None:
        document = self.one("document", d)
        if document is None:
            return
        place = {"version": self.model.current(document), "start": where[0], "end": where[1]}
        if not self.has_words(place):
            return
        label, words = self.model.shown_as("document", document), self.model.text(document)[slice(*where)]
        self.step += 1
        drawn = self.project.samples.record(coder, [NewSampled(label, *where, words)], seed=1, unmarked={label: 9})
        rows: State = {("sample", drawn.id): {"coder": coder}}
        rows["sampled", drawn.passages[0].id] = {"sample": drawn.id, **place, "read": False, "added": None}
        self.model.happen(coder, "suggest.sample", self.model.with_rows(rows))

    @step(2, coder=CODER, pick=PICK, c=(None, *PICK[::100]))
    def read_a_sampled_passage(self, coder: str, pick: int, c: int | None) -> None:
        shown = {one.id: one for sample in self.project.samples.of(coder) for one in sample.passages}
        if not shown:
            return
        key = sorted(shown)[pick % len(shown)]
        row, code = self.model.state["sampled", key], None if c is None else self.one("code", c)
        rows: State = {("sampled", key): {**row, "read": True, "added": code}}
        names = [self.model.shown_as("code", code)] if code else []
        if code:
            where = (row["start"], row["end"])
            rows["coding", "?"] = self.coding(self.model.document_of(row), where, code, coder)
        if row["read"]:
            self.act(coder, "", None, lambda: self.project.samples.decide(coder, shown[key], names))
            return
        self.step += 1
        new = self.model.fits(self.model.with_rows(rows))
        made = self.project.samples.decide(coder, shown[key], names)
        if coding := rows.pop(("coding", "?"), None):
            rows |= {("coding", made[0].id): coding} if new else self.own_now(made[0].id)
        self.model.happen(coder, "sample.read", self.model.with_rows(rows))

    @step(4, coder=CODER, d=PICK, first=PICK, length=(1, 1, 2, 4), cut=(0, 0, 1), to=WRITTEN)
    def correct_words(self, coder: str, d: int, first: int, length: int, cut: int, to: str) -> None:
        document = self.one("document", d)
        if document is None:
            return
        text, label = self.model.text(document), self.model.shown_as("document", document)
        turns = [(one.start, one.end) for one in self.project.documents.turns(label)]
        turn = turns[first % len(turns)]
        words = [found.span() for found in re.compile(r"\S+").finditer(text, *turn)]
        some = words[first % len(words) :][:length]
        start, end = some[0][0], some[-1][1]
        start += cut if end - start > 1 else 0
        wanted = text[:start] + to + text[end:]
        if text[start:end] == to or not (text[turn[0] : start] + to + text[end : turn[1]]).strip():
            self.act(coder, "", None, lambda: correct(self.project, coder, label, None, to, at=(start, end)))
            return
        self.step += 1
        now = self.now()
        correct(self.project, coder, label, None, to, at=(start, end))
        new = self.project.texts.of_document(label)
        assert new == wanted if to else new.split() == wanted.split()
        (old, before), made = self.model.texts_of(document)[-1], self.model.new("version")
        after = self.moved(document, made[1], new)
        for kind in ON_TEXT:
            for key, row in self.model.all(kind).items():
                if row["version"] == old:
                    self.follows(row, after[kind, key], (start, end, to), text, new, made[1])
        others = [row for row in self.model.all("coding").values() if row["version"] == old and row["coder"] != coder]
        left = any(row["version"] == old for (kind, _), row in after.items() if kind in ON_TEXT)
        row = {**before, "text": new, "number": before["number"] + 1, "made": now, "corrected_by": coder, "after": old}
        if before["corrected_by"] == coder and not left and all(row["made"] <= before["made"] for row in others):
            row |= {one: before[one] for one in ("number", "made", "after")}
            del after["version", old]
        self.model.happen(coder, "document.correct", {**after, made: row})

    def follows(self, row: Row, moved: Row, edit: tuple[int, int, str], text: str, new: str, version: str) -> None:
        """What a correction must do to a coding: nothing but a shift where it does not touch it."""
        start, end, to = edit
        if moved["version"] != version:
            assert (row["start"] < end and start < row["end"]) or self.twin(row)
            return
        was, now = text[row["start"] : row["end"]], new[moved["start"] : moved["end"]]
        if row["end"] <= start or row["start"] >= end:
            # Words that are taken out may take a space beside them along.
            shift = len(new) - len(text) if row["start"] >= end else 0
            assert now == was or (not to and now.split() == was.split())
            assert abs(moved["start"] - row["start"] - shift) <= (not to)
        elif row["start"] <= start and end <= row["end"]:
            before, behind = text[row["start"] : start], text[end : row["end"]]
            assert now.startswith(before.strip())
            assert now.endswith(behind.strip())
            assert "".join(now.split()) in "".join((before + to + behind).split())

    def twin(self, row: Row) -> bool:
        """Whether a coding stays behind because another one makes the same claim on the new text."""
        return any(one.code == self.model.shown_as("code", row["code"]) for one in self.project.codings.listed())

    @step(2, coder=CODER, d=PICK, seed=range(10**6))
    def replace_a_transcript(self, coder: str, d: int, seed: int) -> None:
        document = self.one("document", d)
        if document is None:
            return
        label, random = self.model.shown_as("document", document), Random(seed)
        new = rewritten(self.model.text(document), random)
        path = self.top / f"{label} again.txt"
        path.write_text(new, encoding="utf-8")
        replace: Callable[[], Any] = lambda: replace_document(self.project, coder, label, path, HowToRead())  # noqa: E731
        if self.was_read(new):
            self.act(coder, "", None, replace)
            return
        self.step += 1
        now = self.now()
        replace()
        (old, before), made = self.model.texts_of(document)[-1], self.model.new("version")
        after = self.moved(document, made[1], new)
        row = {"document": document, "number": before["number"] + 1, "text": new, "file": new, "after": old}
        self.model.happen(coder, "document.replace", {**after, made: {**row, "corrected_by": None, "made": now}})

    def moved(self, document: str, version: str, new: str) -> State:
        """The state in which what the project moved to a new text stands there: all of it is there or where it was."""
        after, offered = dict(self.model.state), dict[str, Any]()
        for coder in self.project.coders.names():
            offered |= {one.id: one for one in self.project.suggestions.of(coder)}
        drawn = [sample for coder in self.project.coders.names() for sample in self.project.samples.of(coder)]
        places: dict[str, dict[str, Any]] = {
            "coding": {one.id: one for one in self.project.codings.listed()},
            "suggestion": offered,
            "sampled": {one.id: one for sample in drawn for one in sample.passages},
        }
        for kind, standing in places.items():
            for key, row in self.model.all(kind).items():
                if self.model.document_of(row) == document and key in standing:
                    one = standing[key]
                    assert one.words == new[one.start : one.end]
                    assert one.words.strip()
                    after[kind, key] = {**row, "version": version, "start": one.start, "end": one.end}
        assert self.model.fits({**after, ("version", version): {"document": document, "number": 0, "after": None}})
        return after

    @step(1, coder=CODER)
    def let_dora_take_part(self, coder: str) -> None:
        known = ("coder", "dora") in self.model.state
        after = None if known else self.model.with_rows({("coder", "dora"): {}})
        self.act(coder, "coder.add", after, lambda: add_coder(self.project, coder, "dora"))

    def edit_and_apply(self, codes: Mapping[str, str], values: tuple[str, ...], coder: str = "ana") -> None:
        (self.folder / CODEBOOK_FILE).write_text(codebook_text(codes, values))
        self.apply_the_codebook(coder, codes, values)

    def apply_the_codebook(self, coder: str, codes: Mapping[str, str], values: tuple[str, ...]) -> None:
        after = self.model.with_codebook(codes, values)
        self.act(coder, "codebook.update", after, lambda: update(self.project, coder))

    @step(
        1,
        coder=CODER,
        codes=BOOKS,
        brief=["Said aloud", "Used", "Reworded"],
        fewer=(False, True),
        applied=(False, True),
    )
    def edit_the_codebook(self, coder: str, codes: tuple[str, ...], brief: str, fewer: bool, applied: bool) -> None:
        wanted = dict.fromkeys(codes, brief)
        if applied:
            self.edit_and_apply(wanted, VALUES[:2] if fewer else VALUES, coder)
        else:
            (self.folder / CODEBOOK_FILE).write_text(codebook_text(wanted, VALUES))

    @step(1)
    def put_the_codebook_back(self) -> None:
        (self.folder / CODEBOOK_FILE).write_text(self.model.state[BOOK]["text"])

    @step(4, coder=CODER)
    def undo(self, coder: str) -> None:
        i = self.model.latest(coder)
        after = None if i is None else self.model.without(i, self.disk())
        self.act(coder, "undo", after, lambda: self.project.history.undo(coder), i)

    @step(4, coder=CODER)
    def redo(self, coder: str) -> None:
        i = self.model.last_undone(coder)
        after = None if i is None else self.model.without(i, self.disk())
        self.act(coder, "redo", after, lambda: self.project.history.redo(coder), i)

    @step(3, coder=CODER, pick=PICK)
    def undo_an_event(self, coder: str, pick: int) -> None:
        i = len(self.model.log) - 1 - pick % min(len(self.model.log), 12)
        after = self.model.without(i, self.disk()) if self.model.may_name(coder, i) else None
        event = self.project.history.all()[i].id
        self.act(coder, "undo", after, lambda: self.project.history.undo_event(coder, event), i)

    @step(1, coder=CODER, pick=PICK)
    def go_back(self, coder: str, pick: int) -> None:
        i = len(self.model.log) - 1 - pick % min(len(self.model.log), 8)
        event = self.project.history.all()[i].id
        after = self.model.back_to(i, self.disk())
        self.act(coder, "undo.to", after, lambda: self.project.history.undo_to(coder, event), i)

    @step(1)
    def reopen_from_disk(self) -> None:
        self.project.close()
        self.open()

    @rule(seed=st.integers(0, 2**32))
    def anything(self, seed: int) -> None:
        random = Random(f"{seed} {self.step}")
        what, given = random.choice(STEPS)
        chosen = {name: random.choice(values) for name, values in given.items()}
        note(f"{what.__name__} {chosen}")
        what(self, **chosen)

    @invariant()
    def same_rows(self) -> None:
        if not hasattr(self, "model"):
            return
        project, model = self.project, self.model
        assert {one.id: vars_of(one) for one in project.codings.listed()} == dict(model.codings())
        untold = set(model.untold().values())
        assert {one.id for one in project.codings.within()} == {key for key, _ in model.codings()} - untold
        assert {one.id: vars_of(one) for one in project.codings.left_behind()} == dict(model.codings(standing=False))
        offered = project.connection.execute(
            'SELECT id, start, "end", status, coding, arm, told IS NOT NULL FROM suggestions'
        ).fetchall()
        assert {row["id"]: tuple(row)[1:] for row in offered} == {
            key: (row["start"], row["end"], row["status"], row["coding"], row["arm"], row["told"])
            for key, row in model.all("suggestion").items()
        }
        drawn = project.connection.execute('SELECT id, start, "end", read IS NOT NULL FROM sampled').fetchall()
        assert {row["id"]: tuple(row)[1:] for row in drawn} == {
            key: (row["start"], row["end"], row["read"]) for key, row in model.all("sampled").items()
        }
        for key, row in model.all("document").items():
            texts = [(project.versions.text(one.text_sha256), one.number) for one in project.versions.of(row["label"])]
            assert texts == [(one["text"], one["number"]) for _, one in model.texts_of(key)]
        assert {(one.id, one.about, one.object, one.coder, one.text, one.made) for one in project.memos.all()} == {
            (
                key,
                row["about"],
                self.model.shown_as(row["about"], row["object"]),
                row["coder"],
                row["text"],
                row["made"],
            )
            for key, row in model.all("memo").items()
        }
        finished = {(name, *one) for name in project.coders.names() for one in project.finishes.times(name).items()}
        assert finished == {
            (row["coder"], self.model.shown_as("document", row["document"]), row["made"])
            for row in model.all("finish").values()
        }
        codes = sorted(model.all("code").values(), key=lambda row: row["position"])
        assert [(code.name, code.brief) for code in project.codes.all()] == [
            (row["name"], row["brief"]) for row in codes
        ]
        assert {one: project.texts.of_document(one) for one in project.documents.ids()} == {
            row["label"]: model.text(key) for key, row in model.all("document").items()
        }
        assert set(project.coders.names()) == set(model.all("coder"))
        assert {
            (
                one.map,
                one.name,
                one.status,
                one.part_of,
                frozenset(one.codes),
                frozenset((put.coding, put.stance) for put in one.evidence),
            )
            for one in project.themes.all()
        } == set(self.model.themes())

    @invariant()
    def sound_and_told_truly(self) -> None:
        if not hasattr(self, "model"):
            return
        told = self.project.history.all()
        assert [(one.actor, one.action) for one in told] == [(one.actor, one.action) for one in self.model.log]
        assert [one.in_force for one in told] == self.model.alive()
        assert faults(self.project) == []
        applied = self.model.state[BOOK]["text"]
        assert self.project.files.applied(CODEBOOK_FILE) == applied
        assert self.project.files.edited() == ([] if self.disk() == applied else [CODEBOOK_FILE])

    def soon(self) -> str:
        self.step += 1
        moment = self.now()
        self.step -= 1
        return moment


def rewritten(text: str, random: Random) -> str:
    """A transcript as somebody mends it: a speaker respelled, or some words replaced and perhaps a turn put in."""
    lines = text.split("\n\n")
    if random.random() < 0.2:
        name = SPOKEN.findall(text)[-1]
        return re.sub(rf"^{name}:", f"{name}{random.choice('xyz')}:", text, flags=re.MULTILINE)
    for _ in range(random.randint(1, 4)):
        n = random.randrange(len(lines))
        label, *words = lines[n].split(" ")
        place = random.randrange(max(1, len(words)))
        words[place : place + random.choice([0, 1, 1, 2])] = random.choice([[], ["zork"], ["and", "so"]])
        lines[n] = " ".join([label, *(words or ["Well."])]).strip()
    if random.random() < 0.2:
        lines.insert(2, "Interviewer: Sorry, could you say that again?")
    return "\n\n".join(lines).strip() + "\n"


def play(template: Path, sessions: int, steps: int) -> None:
    """Play so many random sessions of so many steps, the same ones at every run."""
    Sessions.template = template
    run_state_machine_as_test(
        Sessions,
        settings=settings(
            max_examples=sessions,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_sessions_of_several_coders_leave_what_the_rules_say(study_on_disk: Path):
    play(study_on_disk, sessions=16, steps=40)


@pytest.mark.storm
def test_long_random_sessions_leave_what_the_rules_say(study_on_disk: Path):
    play(study_on_disk, sessions=100, steps=100)
