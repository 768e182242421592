"""Random sessions of several coders, played beside a model in memory that knows only design rules, no tables."""

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
from test_project_model import BOOK, TEXTS, VALUES, Model, State, codebook_text, memo_row, vars_of

from qualcode.errors import QualcodeError
from qualcode.model import Evidence
from qualcode.project import open_project
from qualcode.project.codings import NewCoding
from qualcode.project.themes import NewTheme
from qualcode.study.importing import import_files
from qualcode.study.setting_up import add_coder
from qualcode.study.updating import update

PLACES = ((13, 17), (13, 21), (18, 29))
CODER = ("ana", "ben", "cho")
PICK = range(1000)
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
        if TEXTS[name] not in [row["text"] for row in documents.values()]:
            number = max([int(row["label"][1:]) for row in documents.values()], default=0) + 1
            after = self.model.with_rows({self.model.new("document"): {"label": f"D{number:02d}", "text": TEXTS[name]}})
        self.act(coder, "document.import", after, lambda: import_files(self.project, coder, [self.top / name]))

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
        blind = not self.was_shown(document, coder)
        row = {"document": document, "start": where[0], "end": where[1], "code": code, "coder": coder}
        row |= {"modifiers": modifiers, "blind": blind, "made": self.soon()}
        row["definition"] = self.model.state["code", code]["brief"]
        expected = self.model.with_rows({("coding", "?"): row})
        if not self.model.declared(modifiers) or not self.model.fits(expected):
            self.act(coder, "", None, lambda: self.project.codings.add(new))
            return
        self.step += 1
        coding = self.project.codings.add(new)
        rows: State = {("coding", coding.id): row}
        if memo:
            (written,) = [one for one in self.project.memos.all() if one.object == coding.id]
            rows["memo", written.id] = memo_row("coding", coding.id, coder, "why", row["made"])
        self.model.happen(coder, "coding.add", self.model.with_rows(rows))

    def was_shown(self, document: str, coder: str) -> bool:
        """Whether a coder has seen others' codings of a document."""
        seen = {"text": self.model.state["document", document]["text"], "coder": coder}
        return seen in self.model.all("exposure").values()

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
            row |= {"start": where[0], "end": where[1]}
        if code:
            row |= {"code": code, "definition": self.model.state["code", code]["brief"]}
        if value:
            row["modifiers"] = {} if value == "drop" else {"valence": value}
        if row != self.model.state["coding", coding] and self.was_shown(row["document"], coder):
            row["blind"] = False
        after = self.model.with_rows({("coding", coding): row})
        if coder != row["coder"] or not self.model.fits(after) or (value and not self.model.declared(row["modifiers"])):
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
            self.act(coder, "coding.remove", after, lambda: self.project.codings.remove(coder, coding))

    @step(2, coder=CODER, about=["project", "document", "code", "coding", "theme"], pick=PICK)
    def write_a_memo(self, coder: str, about: str, pick: int) -> None:
        thing = "" if about == "project" else self.one(about, pick)
        if thing is not None:
            shown = self.model.shown_as(about, thing)
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
        row = {"text": self.model.state["document", document]["text"], "coder": coder}
        known = row in self.model.all("exposure").values()
        after = self.model.state if known else self.model.with_rows({self.model.new("exposure"): row})
        label = self.model.shown_as("document", document)
        self.act(coder, "shown.codings", after, lambda: self.project.exposures.record(coder, [label], "codings"))

    @step(1, coder=CODER, name=["The card", "Nothing came"], c=(None, *PICK[::100]), k=(None, *PICK[::100]))
    def name_a_theme(self, coder: str, name: str, c: int | None, k: int | None) -> None:
        code, coding = None if c is None else self.one("code", c), None if k is None else self.one("coding", k)
        named = (self.model.all("code")[code]["name"],) if code else ()
        evidence = (Evidence(coding, "against"),) if coding else ()
        if name in [row["name"] for row in self.model.all("theme").values()]:
            self.act(coder, "", None, lambda: self.project.themes.name_new(coder, NewTheme(name, "idea")))
            return
        new = NewTheme(name, "idea", codes=named, evidence=evidence)
        theme = self.act(coder, "", self.model.state, lambda: self.project.themes.name_new(coder, new))
        rows: State = {("theme", theme.id): {"name": name}}
        for kind, of in (("theme_code", code), ("evidence", coding)):
            if of:
                rows[self.model.new(kind)] = {"theme": theme.id, "of": of}
        self.model.happen(coder, "themes.name", self.model.with_rows(rows))

    @step(1, coder=CODER, pick=PICK)
    def remove_a_theme(self, coder: str, pick: int) -> None:
        theme = self.one("theme", pick)
        if theme is not None:
            name = self.model.state["theme", theme]["name"]
            after = self.model.without_rows({("theme", theme), *self.model.about("theme", theme)})
            self.act(coder, "themes.remove", after, lambda: self.project.themes.remove(coder, name))

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
        assert {one.id: vars_of(one) for one in project.codings.within()} == dict(self.model.codings())
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
            row["label"]: row["text"] for row in model.all("document").values()
        }
        assert set(project.coders.names()) == set(model.all("coder"))
        assert {(one.name, one.codes, one.evidence) for one in project.themes.all()} == set(self.model.themes())

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
    play(study_on_disk, sessions=35, steps=40)


@pytest.mark.storm
def test_long_random_sessions_leave_what_the_rules_say(study_on_disk: Path):
    play(study_on_disk, sessions=100, steps=100)
