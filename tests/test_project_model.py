"""What a project must say after any session, worked out in memory from the rules of undo and redo alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conftest import CODEBOOK_FILE, INTERVIEWS

Key = tuple[str, str]
Row = Mapping[str, Any]
State = dict[Key, Row]

KEPT = {"coder", "exposure"}
UNIQUE = {
    "document": ("label",),
    "version": ("document", "number"),
    "coding": ("version", "start", "end", "code", "coder"),
    "suggestion": ("version", "start", "end", "code", "coder"),
    "finish": ("document", "coder"),
    "code": ("name",),
    "theme": ("map", "name"),
}
VALUES = ("positive", "negative", "mixed", "absent")
TEXTS = dict(INTERVIEWS) | {f"{n}.txt": f"Interviewer: Go on number {n}.\n\nKim: We met {n} times.\n" for n in "345"}
BOOK: Key = ("book", CODEBOOK_FILE)


def refers(kind: str, row: Row) -> set[Key]:
    """The objects that a row needs."""
    if kind in {"coding", "suggestion"}:
        accepted = {("coding", row["coding"])} if row.get("coding") else set()
        return {("version", row["version"]), ("code", row["code"]), *accepted}
    if kind in {"version", "finish"}:
        return {("document", row["document"]), *({("version", row["after"])} if row.get("after") else set())}
    if kind == "memo" and row["about"] != "project":
        return {(row["about"], row["object"])}
    if kind in {"theme_code", "evidence"}:
        return {("theme", row["theme"]), ("code" if kind == "theme_code" else "coding", row["of"])}
    columns = {"sampled": ("version", "sample"), "theme": ("parent",)}.get(kind, ())
    return {("theme" if name == "parent" else name, row[name]) for name in columns if row[name]}


@dataclass
class Happened:
    """An event as the model remembers it."""

    actor: str
    action: str
    before: State
    after: State
    undoes: int | None = None
    diff: dict[Key, tuple[Row | None, Row | None]] = field(init=False)

    def __post_init__(self) -> None:
        keys = {*self.before, *self.after}
        self.diff = {
            key: (self.before.get(key), self.after.get(key))
            for key in keys
            if self.before.get(key) != self.after.get(key)
        }

    @property
    def kept(self) -> bool:
        return all(kind in KEPT for kind, _ in self.diff)

    @property
    def takes_back(self) -> bool:
        return self.action in {"undo", "redo", "undo.to"}

    @property
    def personal(self) -> bool:
        return self.action.split(".")[0] in {"coding", "memo", "suggestion", "sample"} or self.action in {
            "document.finish",
            "document.reopen",
        }


class Model:
    """What the project must say, worked out from whole states only."""

    def __init__(self) -> None:
        self.log: list[Happened] = []
        self.state: State = {}
        self.undone: dict[str, list[int]] = {}
        self.serial = 0

    def begin(self, text: str) -> None:
        """The study as the fixture makes it: three coders, three codes, two interviews."""
        first: State = {("coder", "ana"): {}, BOOK: {"text": text}, ("values", ""): {"values": VALUES}}
        briefs = ["Colleagues say awkward things aloud", "The feedback card is used", "The food is praised"]
        for position, (name, brief) in enumerate(zip(("trust", "card", "lunch"), briefs, strict=True)):
            first[self.new("code")] = {"name": name, "brief": brief, "position": position}
        self.happen("ana", "project.init", first)
        for name in ("ben", "cho"):
            self.happen("ana", "coder.add", {**self.state, ("coder", name): {}})
        for label, name in (("D01", "dana.txt"), ("D02", "gus.txt")):
            self.happen("ana", "document.import", self.with_document(label, TEXTS[name]))

    def happen(self, actor: str, action: str, after: State, undoes: int | None = None) -> None:
        one = Happened(actor, action, self.state, after, undoes)
        if not one.diff:
            return
        self.log.append(one)
        self.state = after
        if action == "undo":
            self.undone.setdefault(actor, []).append(len(self.log) - 1)
        elif action != "redo" and not action.startswith("shown."):
            self.undone[actor] = []

    def new(self, kind: str) -> Key:
        self.serial += 1
        return kind, str(self.serial)

    def with_document(self, label: str, text: str) -> State:
        document, version = self.new("document"), self.new("version")
        row = {"document": document[1], "number": 1, "text": text, "file": text}
        row |= {"after": None, "corrected_by": None, "made": ""}
        return {**self.state, document: {"label": label}, version: row}

    def texts_of(self, document: str) -> list[tuple[str, Row]]:
        """The versions of a document, oldest first."""
        found = [(key, row) for key, row in self.all("version").items() if row["document"] == document]
        return sorted(found, key=lambda one: one[1]["number"])

    def current(self, document: str) -> str:
        return self.texts_of(document)[-1][0]

    def text(self, document: str) -> str:
        return str(self.texts_of(document)[-1][1]["text"])

    def stands(self, row: Row) -> bool:
        """Whether a coding or suggestion stands on the text that counts."""
        return self.current(self.document_of(row)) == row["version"]

    def document_of(self, row: Row) -> str:
        return str(self.state["version", row["version"]]["document"])

    def was_shown(self, document: str, coder: str) -> bool:
        """Whether a coder has seen others' codings of a document, or of one with its text that is gone."""
        shown = self.all("exposure").values()
        seen = {row["document"] for row in shown if row["coder"] == coder}
        if document in seen or all(row["document"] in self.all("document") for row in shown):
            return document in seen
        once = {
            row["text"]
            for one in self.log
            for row in one.after.values()
            if row.get("document") in seen and "text" in row
        }
        return any(row["text"] in once for _, row in self.texts_of(document))

    def all(self, kind: str) -> dict[str, Row]:
        return {key[1]: row for key, row in self.state.items() if key[0] == kind}

    def with_rows(self, rows: State) -> State:
        return {**self.state, **rows}

    def without_rows(self, gone: set[Key]) -> State:
        return {key: row for key, row in self.state.items() if key not in gone}

    def declared(self, modifiers: Mapping[str, str]) -> bool:
        return set(modifiers.values()) <= set(self.state["values", ""]["values"])

    def with_codebook(self, codes: Mapping[str, str], values: tuple[str, ...]) -> State | None:
        """The state once a codebook is applied; None where something would lose its code or its value."""
        text, standing = codebook_text(codes, values), {row["name"]: key for key, row in self.all("code").items()}
        if text == self.state[BOOK]["text"]:
            return self.state
        for old, new in self.renamed(codes):
            standing[new] = standing.pop(old)
        gone = {("code", key) for name, key in standing.items() if name not in codes}
        codings = self.all("coding").values()
        if any(("code", row["code"]) in gone for row in codings):
            return None
        if any(self.stands(row) and not set(row["modifiers"].values()) <= set(values) for row in codings):
            return None
        if any(True for key in gone for _ in self.about(*key)):
            return None
        offers = {key: row for key, row in self.all("suggestion").items() if ("code", row["code"]) in gone}
        reread = any(("code", row["added"]) in gone for row in self.all("sampled").values())
        if reread or any(row["status"] != "open" for row in offers.values()):
            return None
        offered = {("suggestion", key) for key in offers}
        after = self.without_rows(gone | offered)
        after |= {BOOK: {"text": text}, ("values", ""): {"values": values}}
        for position, (name, brief) in enumerate(codes.items()):
            key = ("code", standing[name]) if name in standing else self.new("code")
            after[key] = {"name": name, "brief": brief, "position": position}
        return after

    def renamed(self, codes: Mapping[str, str]) -> list[tuple[str, str]]:
        """Codes that go on under another name: the words are the same, and no other code came or went with them."""
        old = {row["name"]: row["brief"] for row in self.all("code").values()}
        gone = [(brief, name) for name, brief in old.items() if name not in codes]
        new = [(brief, name) for name, brief in codes.items() if name not in old]
        kept = [name for name, brief in old.items() if codes.get(name, brief) != brief]
        before = [brief for brief, _ in gone] + [old[name] for name in kept]
        after = [brief for brief, _ in new] + [codes[name] for name in kept]
        return [
            (name, came)
            for brief, name in gone
            for words, came in new
            if brief == words and before.count(brief) == after.count(brief) == 1
        ]

    def alive(self) -> list[bool]:
        alive: dict[int, bool] = {}
        for i in reversed(range(len(self.log))):
            alive[i] = not any(alive[j] and self._takes_back(j, i) for j in range(i + 1, len(self.log)))
        return [alive[i] for i in range(len(self.log))]

    def _takes_back(self, j: int, i: int) -> bool:
        by = self.log[j]
        if by.action == "undo.to":
            assert by.undoes is not None
            return by.undoes < i and not self.log[i].kept
        return by.takes_back and by.undoes == i

    def latest(self, coder: str) -> int | None:
        alive = self.alive()
        own = [i for i, one in enumerate(self.log) if one.actor == coder and one.personal and alive[i]]
        return own[-1] if own else None

    def last_undone(self, coder: str) -> int | None:
        alive = self.alive()
        waiting = [i for i in self.undone.get(coder, []) if alive[i]]
        return waiting[-1] if waiting else None

    def may_name(self, coder: str, i: int) -> bool:
        one = self.log[i]
        if not self.alive()[i] or one.kept or i == 0 or one.action in {"undo", "redo"}:
            return False
        return not one.personal or one.actor == coder

    def without(self, i: int, disk: str) -> State | None:
        """The state with one event taken back; None where that must be refused."""
        diff = {key: change for key, change in self.log[i].diff.items() if key[0] not in KEPT}
        if any(self.state.get(key) != after for key, (_, after) in diff.items()):
            return None
        removed = {key for key, (before, _) in diff.items() if before is None}
        # Nothing comes back under a text that has followed since, nor a text over what was done meanwhile.
        beneath = {before["version"] for before, _ in diff.values() if before and "version" in before}
        covered = {("version", before["after"]) for before, _ in diff.values() if before and before.get("after")}
        alive = self.alive()
        for j in range(i + 1, len(self.log)):
            one = self.log[j]
            if not alive[j] or one.takes_back or one.kept:
                continue
            rows = [(key[0], row) for key, change in one.diff.items() for row in change if row is not None]
            if diff.keys() & one.diff.keys() or any((removed | covered) & refers(kind, row) for kind, row in rows):
                return None
            if beneath & {row["after"] for kind, row in rows if kind == "version"}:
                return None
        after = {**self.state, **{key: before for key, (before, _) in diff.items() if before is not None}}
        for key in removed:
            del after[key]
        return after if self.fits(after) and self.may_write(after, disk) else None

    def back_to(self, i: int, disk: str) -> State | None:
        after = {key: row for key, row in self.log[i].after.items() if key[0] not in KEPT}
        after |= {key: row for key, row in self.state.items() if key[0] in KEPT}
        return after if after != self.state and self.may_write(after, disk) else None

    def fits(self, state: State) -> bool:
        seen = set()
        for (kind, _), row in state.items():
            if refers(kind, row) - state.keys():
                return False
            if kind in UNIQUE:
                place = (kind, *(row[column] for column in UNIQUE[kind]))
                if place in seen:
                    return False
                seen.add(place)
        return True

    def may_write(self, after: State, disk: str) -> bool:
        applied, wanted = self.state[BOOK]["text"], after[BOOK]["text"]
        return applied == wanted or disk in (applied, wanted)

    def about(self, kind: str, key: str) -> Iterator[Key]:
        """Memos on an object, and its places in themes."""
        for other, row in self.state.items():
            if other[0] in {"memo", "theme_code", "evidence"} and (kind, key) in refers(other[0], row):
                yield other

    def shown_as(self, kind: str, key: str) -> str:
        if kind in {"project", "coding"}:
            return key
        return str(self.state[kind, key]["label" if kind == "document" else "name"])

    def codings(self, *, standing: bool = True) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for key, row in self.all("coding").items():
            if self.stands(row) != standing:
                continue
            document = self.state["document", self.document_of(row)]
            memos = [one for one in self.all("memo").values() if (one["about"], one["object"]) == ("coding", key)]
            memo = "\n".join(one["text"] for one in sorted(memos, key=lambda one: one["made"])) or None
            words = self.state["version", row["version"]]["text"][row["start"] : row["end"]]
            code = self.state["code", row["code"]]["name"]
            place = (document["label"], row["start"], row["end"], words)
            yield key, (*place, code, row["coder"], row["modifiers"], memo, row["made"], row["blind"])

    def untold(self, coder: str | None = None) -> dict[str, str]:
        """The decoys, of one coder or of all, that were accepted and not told yet, with their codings."""
        return {
            key: row["coding"]
            for key, row in self.all("suggestion").items()
            if (row["arm"], row["status"], row["told"]) == ("decoy", "accepted", False)
            and row["coding"]
            and coder in (None, row["coder"])
        }

    def made_own(self, suggestion: str, coding: str) -> bool:
        """Whether a coder did more with what came of a decoy, or brought it back once it was taken back."""
        edited = {("coding.edit", ("coding", coding)), ("suggestion.void", ("suggestion", suggestion))}
        return any(True for _ in self.about("coding", coding)) or any(
            (one.action, key) in edited for one in self.log for key in one.diff
        )

    def themes(self) -> Iterator[tuple[Any, ...]]:
        for key, row in self.all("theme").items():
            codes = {one["of"] for one in self.all("theme_code").values() if one["theme"] == key}
            put = {(one["of"], one["stance"]) for one in self.all("evidence").values() if one["theme"] == key}
            whole = self.state["theme", row["parent"]]["name"] if row["parent"] else None
            named = frozenset(self.state["code", one]["name"] for one in codes)
            yield row["map"], row["name"], row["status"], whole, named, frozenset(put)

    def above(self, theme: str) -> list[str]:
        """What a theme is a part of, and so on upwards."""
        found: list[str] = []
        parent = self.state["theme", theme]["parent"]
        while parent:
            found.append(parent)
            parent = self.state["theme", parent]["parent"]
        return found


def memo_row(about: str, thing: str, coder: str, text: str, made: str) -> Row:
    """A memo as the model keeps it."""
    return {"about": about, "object": thing, "coder": coder, "text": text, "made": made}


def codebook_text(codes: Mapping[str, str], values: tuple[str, ...]) -> str:
    lines = [f"- id: {name}\n  brief: {brief}\n" for name, brief in codes.items()]
    return (
        f"title: Study\nmodifiers:\n  valence:\n    definition: Gained\n    values: [{', '.join(values)}]\n"
        f"codes:\n{''.join(lines)}"
    )


def vars_of(coding: Any) -> tuple[Any, ...]:
    place = (coding.document, coding.start, coding.end, coding.words)
    return (*place, coding.code, coding.coder, dict(coding.modifiers), coding.memo, coding.made, coding.blind)
