"""A year of random edits to the codebooks of a study that is coded: nothing is lost, and all of it can be undone."""

import contextlib
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import Clock, faults

from qualcode.codebook.splicing import (
    with_code_added,
    with_field,
    with_ids_changed,
    with_references_changed,
    without_code,
    without_redirects,
)
from qualcode.errors import QualcodeError
from qualcode.model import Evidence
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.questions import GuideQuestion
from qualcode.project.schema import DECISIONS, KEPT_BY_UNDO
from qualcode.project.suggestions import NewSuggestion
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.codebooks.changing_codes import (
    EMERGENT,
    add_code,
    merge_codes,
    move_code,
    rename_code,
    retire_code,
)
from qualcode.study.codebooks.codebook_checking import check_files, codebook_files
from qualcode.study.codebooks.codes_gone import Fates, FateUnknown
from qualcode.study.codebooks.splitting import parts_of, split_code, split_rows
from qualcode.study.codebooks.updating import UpdateRow, update
from qualcode.study.setting_up import add_coder, set_up

CODERS = ("ana", "ben", "cho")
SECOND = "codebooks/meetings.yaml"
SECOND_TEXT = """\
# What came up in the meetings, beside the cycles of value
title: The meetings
include: [value-creation]

codes:
  # How people speak to each other
  - id: talk
    label: How people talk
    brief: Somebody says how people talk to each other   # at the table, not before it

  - id: talk.aloud
    brief: Awkward things are said aloud
    exclusive_group: candor
    when_not:
      - they only thought it -> talk.silence
      - it led to something useful -> vc.applied
      - they learned who knows what -> vc.potential.social
  - id: talk.silence
    brief: Awkward things stay unsaid
    exclusive_group: candor
    counter_examples:
      - text: We laughed about it
        code_as: talk

  # Things
  - id: card
    brief: >-
      The feedback card is used,
      or was meant to be
    kind: magnitude
    scale: [planned, tried, every week]
    when_not: ["the food -> lunch"]
  - id: lunch
    brief: The food is praised
  - {id: travel, brief: Getting there takes long}

  - id: ça
    label: "Ça, c’est autre chose"
    brief: Something else
"""
NOUNS = ("card", "meeting", "lunch", "visit", "list", "call", "letter", "door", "table", "map", "école", "🙂 note")
VERBS = ("used", "dropped", "made", "liked", "lost", "shared", "needed", "missed")
WORDS = ("river", "stone", "lamp", "cloud", "field", "été", "паром", "手紙", "wheel", "thread", "glass", "north")

Tables = dict[str, dict[str, dict[str, Any]]]


@dataclass
class Year:
    """A study while its codebooks are edited, and what must hold of it."""

    project: Project
    dice: random.Random
    codings: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """What each coding says of the text, by its id."""
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    joined: int = 0

    # What stands.

    def tables(self) -> Tables:
        """Every decision, row by row."""
        connection = self.project.connection
        return {
            name: {row["id"]: dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')}
            for name in DECISIONS
            if name not in KEPT_BY_UNDO
        }

    def files(self) -> dict[str, bytes]:
        """Every YAML file, byte by byte."""
        found = [self.project.folder / "project.yaml", *(self.project.folder / "codebooks").glob("*.yaml")]
        return {path.relative_to(self.project.folder).as_posix(): path.read_bytes() for path in found}

    def last_event(self) -> str:
        row = self.project.connection.execute("SELECT id FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        return str(row["id"])

    def rows_of_codings(self) -> dict[str, tuple[Any, ...]]:
        query = 'SELECT id, version, start, "end", words, coder, made FROM codings'
        return {row["id"]: tuple(row)[1:] for row in self.project.connection.execute(query)}

    # Choosing.

    def names(self) -> list[str]:
        return [code.name for code in self.project.codes.all() if code.in_file]

    def any_code(self) -> str:
        return self.dice.choice(self.names())

    def word(self) -> str:
        return f"{self.dice.choice(WORDS)}-{self.dice.randrange(30)}"

    def coder(self) -> str:
        return self.dice.choice(CODERS)

    def text(self, file: str) -> str:
        return (self.project.folder / file).read_bytes().decode()

    def write(self, file: str, text: str) -> None:
        (self.project.folder / file).write_bytes(text.encode())

    def beside(self, name: str) -> bytes | None:
        path = self.project.folder / "codebooks" / name
        return path.read_bytes() if path.is_file() else None

    def edit(self, file: str, change: Callable[..., str], *given: object, **said: object) -> None:
        """Edit a file on disk, as a person does in an editor."""
        self.write(file, change(self.text(file), PurePosixPath(file).name, *given, beside=self.beside, **said))

    def every_file(self) -> list[str]:
        return [book.file for book in self.project.codes.codebooks()]

    def home(self, name: str) -> str:
        return next(code.codebook for code in self.project.codes.all() if code.name == name)

    # Edits by command.

    def rename(self) -> list[UpdateRow]:
        return rename_code(self.project, self.coder(), self.any_code(), self.word())

    def rename_whole(self) -> list[UpdateRow]:
        return rename_code(self.project, self.coder(), self.any_code(), f"{self.word()}.{self.word()}")

    def rename_to_a_former_name(self) -> list[UpdateRow]:
        query = "SELECT name FROM codes WHERE became IS NOT NULL OR NOT in_file ORDER BY name"
        former = [row["name"] for row in self.project.connection.execute(query)]
        if not former:
            return []
        return rename_code(self.project, self.coder(), self.any_code(), self.dice.choice(former))

    def relabel(self) -> list[UpdateRow]:
        label = f"{self.word()}: “{self.word()}” # and more"
        return rename_code(self.project, self.coder(), self.any_code(), label=label)

    def move(self) -> list[UpdateRow]:
        return move_code(self.project, self.coder(), self.any_code(), self.any_code())

    def move_to_the_top(self) -> list[UpdateRow]:
        below = [name for name in self.names() if "." in name]
        return move_code(self.project, self.coder(), self.dice.choice(below), None) if below else []

    def merge(self) -> list[UpdateRow]:
        if len(self.names()) < 8:
            return []
        *sources, target = self.dice.sample(self.names(), self.dice.choice([2, 2, 3]))
        return merge_codes(self.project, self.coder(), sources, target)

    def retire(self) -> list[UpdateRow]:
        return retire_code(self.project, self.coder(), self.any_code()) if len(self.names()) > 8 else []

    def add(self) -> list[UpdateRow]:
        add_code(self.project, self.coder(), self.word(), self.dice.choice(["", "Came up: on the way # twice"]))
        return []

    def split(self) -> list[UpdateRow]:
        name, coder = self.any_code(), self.coder()
        given = [f"{self.word()}: the first half", self.word()]
        if self.dice.random() < 0.3:
            given.append(self.dice.choice([one for one in self.names() if "." in one] or given[:1]))
        parts = parts_of(self.project, name, given)
        rows = split_rows(self.project, coder, name, parts)
        chosen = {row.coding: self.dice.choice(parts).id for row in rows.rows if self.dice.random() < 0.7}
        return split_code(self.project, coder, name, parts, chosen)

    # Edits by hand.

    def reword_by_hand(self) -> list[UpdateRow]:
        for name in self.dice.sample(self.names(), 2):
            self.edit(self.home(name), with_field, name, "brief", f"It tells of the {self.word()}")
        return self.applied()

    def comment_by_hand(self) -> list[UpdateRow]:
        file = self.dice.choice(self.every_file())
        self.write(file, self.text(file) + f"\n# {self.word()}\n")
        return self.applied()

    def rename_by_hand(self) -> list[UpdateRow]:
        old, new = self.any_code(), self.word()
        for file in self.every_file():
            self.edit(file, with_ids_changed, {old: new})
        return self.applied(Fates(renamed={old: new}) if self.dice.random() < 0.5 else None)

    def trade_names_by_hand(self) -> list[UpdateRow]:
        file = self.dice.choice(self.every_file())
        own = [name for name in self.names() if self.home(name) == file]
        if len(own) < 2:
            return []
        first, second = self.dice.sample(own, 2)
        for file in self.every_file():
            self.edit(file, with_ids_changed, {first: second, second: first})
        return self.applied()

    def add_by_hand(self) -> list[UpdateRow]:
        record = {"id": f"{self.any_code()}.{self.word()}", "brief": "Written by hand", "status": "provisional"}
        self.edit(self.dice.choice(self.every_file()), with_code_added, record)
        return self.applied()

    def bring_back_by_hand(self) -> list[UpdateRow]:
        query = "SELECT name FROM codes WHERE became IS NOT NULL OR NOT in_file ORDER BY name"
        former = [row["name"] for row in self.project.connection.execute(query)]
        if former:
            self.edit(SECOND, with_code_added, {"id": self.dice.choice(former), "brief": "It is back"})
        return self.applied()

    def take_out_by_hand(self) -> list[UpdateRow]:
        if len(self.names()) < 9:
            return []
        names = self.names()
        gone = self.dice.sample(names, 2)
        target = self.dice.choice([name for name in names if name not in gone])
        for name in gone:
            self.edit(self.home(target), without_redirects, target, name)
            for file in self.every_file():
                self.edit(file, with_references_changed, {name: target})
            self.edit(self.home(name), without_code, name)
        return self.applied()

    def move_between_files_by_hand(self) -> list[UpdateRow]:
        emergent = [code for code in self.project.codes.all() if code.in_file and code.codebook == EMERGENT]
        if not emergent:
            return []
        code = self.dice.choice(emergent)
        said = {key: value for key, value in code.record.items() if value and key in {"id", "label", "brief", "color"}}
        self.edit(EMERGENT, without_code, code.name)
        self.edit(SECOND, with_code_added, {**said, "status": "provisional"})
        return self.applied()

    def applied(self, said: Fates | None = None) -> list[UpdateRow]:
        """Apply what was edited by hand, saying what became of each code that is asked about."""
        before, coder = self.tables(), self.coder()
        try:
            return update(self.project, coder, said or Fates())
        except FateUnknown as unknown:
            assert self.tables() == before
            said = said or Fates()
            for one in unknown.gone:
                said = self.fate_of(one.code, one.perhaps, said)
            return update(self.project, coder, said)

    def fate_of(self, code: str, perhaps: tuple[str, ...], said: Fates) -> Fates:
        known = {one.name for one in self.project.codes.all()}
        new = [one for one in perhaps if one not in known and one not in said.renamed.values()]
        if new and self.dice.random() < 0.8:
            return Fates({**said.renamed, code: new[0]}, said.merged, said.retired)
        staying = [one for one in perhaps if one in known]
        if staying and self.dice.random() < 0.5:
            return Fates(said.renamed, {**said.merged, code: staying[0]}, said.retired)
        return Fates(said.renamed, said.merged, said.retired | {code})

    # Work that goes on meanwhile.

    def code_some(self) -> list[UpdateRow]:
        for _ in range(3):
            self.code_at_random()
        return []

    def code_at_random(self) -> None:
        coder, code = self.coder(), self.any_code()
        document = self.dice.choice(self.project.documents.ids())
        text = self.project.texts.of_document(document)
        turn = self.dice.choice([one for one in self.project.documents.turns(document) if one.label != "Q"])
        start = turn.start
        end = text.find(" ", start + 12, turn.end)
        modifiers = {"valence": self.dice.choice(["positive", "negative"])} if self.dice.random() < 0.4 else {}
        try:
            made = self.project.codings.add(
                NewCoding(document, start, end if end > 0 else turn.end, code, coder, modifiers, memo="why")
            )
        except QualcodeError as error:
            self.refused[_kind(error)] += 1
            return
        self.codings[made.id] = self.rows_of_codings()[made.id]

    def step(self) -> None:
        """One edit, and what must hold after it, whether it was done or refused."""
        weights = {
            "rename": 3, "rename_whole": 2, "rename_to_a_former_name": 1, "relabel": 3, "move": 3,
            "move_to_the_top": 2, "merge": 3, "retire": 1, "add": 4, "split": 4, "reword_by_hand": 3,
            "comment_by_hand": 1, "rename_by_hand": 3, "trade_names_by_hand": 1, "add_by_hand": 3,
            "bring_back_by_hand": 1, "take_out_by_hand": 3, "move_between_files_by_hand": 2, "code_some": 1,
        }  # fmt: skip
        edit = self.dice.choices(list(weights), list(weights.values()))[0]
        tables, files, last = self.tables(), self.files(), self.last_event()
        try:
            rows = getattr(self, edit)()
        except QualcodeError as error:
            self.refused[f"{edit}: {_kind(error)}"] += 1
            assert self.tables() == tables, f"{edit} was refused and changed something"
            for name, text in files.items():
                (self.project.folder / name).write_bytes(text)
            assert not self.project.files.edited()
            return
        self.done[edit] += 1
        told = sum(row.codings for row in rows if row.change == "joined")
        self.joined += told
        self.must_hold(edit, told)
        assert tables["memos"].keys() <= self.tables()["memos"].keys(), edit
        if self.last_event() != last and self.dice.random() < 0.2:
            self.back_and_forth(edit, tables, files)

    def back_and_forth(self, edit: str, tables: Tables, files: dict[str, bytes]) -> None:
        """The edit can be undone and redone by itself."""
        if edit == "code_some":
            return
        after, files_after, event = self.tables(), self.files(), self.last_event()
        self.project.history.undo_event("ana", event)
        assert self.tables() == tables, edit
        applied = {name: text for name, text in self.files().items() if self.project.files.applied(name) is not None}
        assert applied.keys() == files.keys(), edit
        if edit.endswith("by_hand") or applied == files:
            assert applied == {name: (self.project.files.applied(name) or "").encode() for name in applied}, edit
        else:
            raise AssertionError(f"undoing {edit} left other bytes")
        self.project.history.redo_event("ana", event)
        assert self.tables() == after, edit
        assert self.files() == files_after, edit

    # What must hold.

    def must_hold(self, edit: str, joined: int) -> None:
        now = self.rows_of_codings()
        gone = self.codings.keys() - now.keys()
        assert len(gone) == joined, f"{edit}: {len(gone)} codings are gone, {joined} were told"
        assert now == {key: said for key, said in self.codings.items() if key in now}, edit
        self.codings = now
        codes = {code.key: code for code in self.project.codes.all()}
        borne = {row["code"] for row in self.project.connection.execute("SELECT DISTINCT code FROM codings")}
        assert borne <= codes.keys(), edit
        assert all(codes[one].in_file or codes[one].status == "retired" for one in borne), edit
        assert not self.project.files.edited(), edit
        assert not self.project.files.awaiting(), edit
        for name, text in self.files().items():
            assert text.decode() == self.project.files.applied(name), edit

    def must_hold_at_the_end(self) -> None:
        assert faults(self.project) == []
        found = check_files(codebook_files(self.project), project=self.project)
        assert [one for one in found.findings if one.level == "problem"] == []
        for row in self.project.connection.execute("SELECT id, code FROM codings"):
            assert self.project.codings.get(row["id"]).code
        known = {row["id"] for row in self.project.connection.execute("SELECT id FROM codes")}
        objects = "SELECT object FROM memos WHERE about = 'code'"
        assert {row["object"] for row in self.project.connection.execute(objects)} <= known


def _kind(error: QualcodeError) -> str:
    return re.sub(r"“[^”]*”|\b[0-9a-f]{8}\b", "…", error.message.splitlines()[0])


def _interview(dice: random.Random, name: str, turns: int) -> str:
    lines = []
    for _ in range(turns):
        lines.append("Q: And then?")
        said = [f"We {dice.choice(VERBS)} the {dice.choice(NOUNS)} that week." for _ in range(4)]
        lines.append(f"{name}: {' '.join(said)}")
    return "\n".join(lines) + "\n"


def begin_year(folder: Path, seed: int, codings: int) -> Year:
    """A study with everything that can hang on codes."""
    dice = random.Random(seed)
    transcripts = folder.parent / f"{folder.name}-files"
    transcripts.mkdir()
    for name in ("Ada", "Bo", "Cy", "Di"):
        (transcripts / f"{name}.txt").write_text(_interview(dice, name, 12 + codings // 60), encoding="utf-8")
    with set_up(folder, codebook="value-creation", coder="ana", title="A year") as project:
        for coder in CODERS[1:]:
            add_coder(project, "ana", coder)
        import_files(project, "ana", sorted(transcripts.glob("*.txt")))
    year = Year(open_project(folder, clock=Clock()), dice)
    (folder / SECOND).write_bytes(SECOND_TEXT.encode())
    update(year.project, "ana")
    _code_everything(year, codings)
    _hang_things_on_codes(year)
    for document in year.project.documents.ids():
        for coder in CODERS:
            year.project.finishes.finish(coder, document)
    year.codings = year.rows_of_codings()
    return year


def _code_everything(year: Year, wanted: int) -> None:
    project, dice, made = year.project, year.dice, 0
    spans = []
    for document in project.documents.ids():
        text = project.texts.of_document(document)
        for turn in (one for one in project.documents.turns(document) if one.label != "Q"):
            ends = [at + 1 for at in range(turn.start, turn.end) if text[at] == "."]
            spans += list(zip([document] * 4, [turn.start, *(end + 1 for end in ends)], ends, strict=False))
    codes = [code for code in project.codes.all() if code.in_file]
    spans = dice.sample(spans, min(len(spans), wanted // 10))  # few, so that codes meet on the same words
    with project.change("ana", "codings.import") as transaction:
        while made < wanted:
            document, start, end = dice.choice(spans)
            code = dice.choice(codes)
            modifiers = {"valence": dice.choice(["positive", "negative", "mixed"])} if dice.random() < 0.4 else {}
            if code.scale and dice.random() < 0.8:
                modifiers["level"] = dice.choice(code.scale)
            new = NewCoding(document, start, end, code.name, dice.choice(CODERS), modifiers)
            try:
                project.codings.insert(transaction, new)
                made += 1
            except QualcodeError:
                pass  # coded so already, or with a code that excludes it


def _hang_things_on_codes(year: Year) -> None:
    project, dice = year.project, year.dice
    codes, codings = [code.name for code in project.codes.all()], list(year.rows_of_codings())
    for code in dice.sample(codes, 8):
        project.memos.add(year.coder(), "code", code, f"How {code} came about")
    for coding in dice.sample(codings, 20):
        project.memos.add(year.coder(), "coding", coding, "Look at it again")
    for n in range(4):
        evidence = tuple(Evidence(one) for one in dice.sample(codings, 10))
        theme = NewTheme(f"Theme {n}", "An idea", codes=tuple(dice.sample(codes, 3)), evidence=evidence)
        project.themes.name_new("ana", theme)
    guide = [GuideQuestion(f"What of {n}?", tuple(dice.sample(codes, 3)), frozenset({"D01"})) for n in range(5)]
    project.questions.keep_guide("ana", guide)
    for coder in CODERS:
        offers = []
        for rank, code in enumerate(dice.sample(codes, 9)):
            turn = project.documents.turns("D01")[1 + 2 * rank]
            words = project.texts.of_document("D01")[turn.start : turn.end]
            offers.append(NewSuggestion("D01", turn.start, turn.end, words, code, "some", None, rank, None))
        project.suggestions.offer(coder, offers, "none")
        waiting = project.suggestions.of(coder, status="open")
        project.suggestions.refuse(coder, waiting[:3], reason="wrong code")
        for one in waiting[3:6]:
            with contextlib.suppress(QualcodeError):  # coded with a code that excludes it
                project.suggestions.accept(coder, one)


def live_through(folder: Path, seed: int, *, edits: int, codings: int) -> Year:
    """A year of edits, checked after each, and taken back as a whole at the end."""
    year = begin_year(folder, seed, codings)
    with year.project as project:
        tables, files, event = year.tables(), year.files(), year.last_event()
        while year.done.total() - year.done["code_some"] < edits:
            year.step()
        year.must_hold_at_the_end()
        project.history.undo_to("ana", event)
        assert year.tables() == tables
        assert year.files() == files
        assert faults(project) == []
    return year


@pytest.mark.parametrize("seed", [1])
def test_a_month_of_edits_loses_no_coding_and_can_be_taken_back(tmp_path: Path, seed: int) -> None:
    year = live_through(tmp_path / "study", seed, edits=15, codings=150)
    assert len(year.done) > 6, year.done


@pytest.mark.storm
@pytest.mark.parametrize("seed", range(3))
def test_a_year_of_edits_loses_no_coding_and_can_be_taken_back(tmp_path: Path, seed: int) -> None:
    year = live_through(tmp_path / "study", seed, edits=200, codings=2000)
    assert year.joined
