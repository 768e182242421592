"""Codes and the codebook that holds them, as values that never change."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationInfo, field_validator

from qualcode.codebook.wording import fault_of_id, named, nearest, redirect_in, same_form, without_redirect
from qualcode.errors import QualcodeError

Kind = Literal["content", "structural", "magnitude", "attribute", "theme"]
Status = Literal["active", "provisional", "merged", "retired"]
COLORS = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "brown", "gray")
"""What a code’s color may be called; any other is written as #rrggbb."""
_HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_ADDED = ("scale", "exclusive_group", "color")
"""Fields that records of older projects lack; left out of a record while empty, so that its hash stays."""


def is_color(word: str) -> bool:
    """Whether a code may have this color.

    >>> is_color("teal"), is_color("#1f77b4"), is_color("#fff")
    (True, True, False)
    """
    return word in COLORS or bool(_HEX_COLOR.fullmatch(word))


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def record(self) -> dict[str, Any]:
        """Everything it says, as plain lists, maps and strings in a fixed order, fit for JSON."""
        return self.model_dump(mode="json")

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The value that `record` was made of."""
        return cls.model_validate(dict(record))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed, checked as the original was; nothing in it can change, so `deep` is idle."""
        return type(self)(**{**dict(self), **(update or {})})


class CounterExample(_Record):
    """Words that look like a case of the code and are not."""

    text: str
    code_as: str = ""
    """The code to use instead; empty where none is named."""

    @classmethod
    def from_words(cls, words: str) -> Self:
        """A counter-example written in one text, “words -> the code to use”."""
        return cls(text=without_redirect(words), code_as=redirect_in(words) or "")

    @field_validator("code_as")
    @classmethod
    def _in_one_form(cls, code_as: str) -> str:
        return same_form(code_as)


class Modifier(_Record):
    """Something every coding may say besides its code, chosen from a few values: valence, narrative, reach …"""

    name: str
    definition: str = ""
    values: tuple[str, ...]


class Rule(_Record):
    """A test that decides between codes which coders confuse, with the name it is cited by."""

    name: str
    text: str


class Code(_Record):
    """What a code means, when to use it and when not, with examples; only `id` is needed."""

    id: str
    """Parts separated by dots, in any script: vc.potential.human."""
    label: str = Field(default="", validate_default=True)
    """The name people see; without one, the last part of the id."""
    brief: str = ""
    """The definition in at most twelve words."""
    full: str = ""
    key_question: str = ""
    when: tuple[str, ...] = ()
    when_not: tuple[str, ...] = ()
    """Each may end in “-> id”, the code to use instead."""
    indicators: tuple[str, ...] = ()
    """Traces outside the interview that would show the same thing."""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[CounterExample, ...] = ()
    rules: tuple[str, ...] = ()
    """Tests against the codes it is confused with, each as “D1: text”."""
    source: str = ""
    kind: Kind = "content"
    scale: tuple[str, ...] = ()
    """The levels of a magnitude, lowest first; the values of an attribute."""
    exclusive_group: str = ""
    """Of the codes that name one group, words can bear only one from the same coder."""
    color: str = ""
    """One of COLORS, or #rrggbb."""
    status: Status = "active"

    @field_validator("color")
    @classmethod
    def _known_color(cls, color: str) -> str:
        if color and not is_color(color):
            raise QualcodeError(f"“{color}” is no color.", hint=f"Write #rrggbb, or {named(COLORS)}")
        return color

    @field_validator("id")
    @classmethod
    def _sound_id(cls, code_id: str) -> str:
        if fault := fault_of_id(code_id):
            raise QualcodeError(f"The code id “{code_id}” {fault}.", hint="Write it like trust.peers")
        return same_form(code_id)

    @field_validator("label")
    @classmethod
    def _label_or_last_part(cls, label: str, others: ValidationInfo) -> str:
        return label.strip() or str(others.data.get("id", "")).rpartition(".")[2].strip()

    @field_validator("counter_examples", mode="before")
    @classmethod
    def _counter_examples_may_be_words(cls, given: object) -> object:
        if not isinstance(given, list | tuple):
            return given
        return [CounterExample.from_words(one) if isinstance(one, str) else one for one in given]

    def record(self) -> dict[str, Any]:
        """Everything it says, as plain lists, maps and strings in a fixed order, fit for JSON."""
        everything = self.model_dump(mode="json")
        return {name: value for name, value in everything.items() if value or name not in _ADDED}

    @property
    def in_use(self) -> bool:
        """Whether new codings may bear it."""
        return self.status in {"active", "provisional"}

    @property
    def parent(self) -> str | None:
        """The id one level up, whether or not a code bears it; None at the top."""
        return self.id.rpartition(".")[0] or None

    @property
    def redirects(self) -> tuple[str, ...]:
        """The codes its `when_not` sends the coder to, in order, each once."""
        found = (redirect_in(text) for text in self.when_not)
        return tuple(dict.fromkeys(code_id for code_id in found if code_id is not None))


class Codebook(_Record):
    """The codes of a study with what they share: cycles, modifiers, rules."""

    title: str = ""
    framework_version: str = ""
    source: str = ""
    note: str = ""
    """What every reader of its results has to know."""
    include: tuple[str, ...] = ()
    """Codebooks it builds on: their codes may be named here; files beside this one, or shipped ones."""
    cycles: tuple[str, ...] = ()
    """The codes that stand for the cycles of value, in the framework's order, which is no order of merit."""
    modifiers: tuple[Modifier, ...] = ()
    rules: tuple[Rule, ...] = ()
    codes: tuple[Code, ...] = ()

    _by_id: dict[str, Code] = PrivateAttr(default_factory=dict)

    def model_post_init(self, _context: object, /) -> None:
        """Index the codes by id, as lookups are many."""
        self._by_id.update((code.id, code) for code in self.codes)

    @field_validator("codes")
    @classmethod
    def _each_id_once(cls, codes: tuple[Code, ...]) -> tuple[Code, ...]:
        twice = sorted(code_id for code_id, times in Counter(code.id for code in codes).items() if times > 1)
        if twice:
            raise QualcodeError(f"More than one code is called {named(twice)}.", hint="Give each code an id of its own")
        return codes

    @field_validator("cycles")
    @classmethod
    def _cycles_in_one_form(cls, cycles: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(same_form(cycle) for cycle in cycles)

    def __contains__(self, code_id: str) -> bool:
        return same_form(code_id) in self._by_id

    def code(self, code_id: str) -> Code:
        """The code with an id; raises QualcodeError, with the nearest id, when there is none."""
        if found := self._by_id.get(same_form(code_id)):
            return found
        near = nearest(code_id, self._by_id)
        hint = f"Did you mean “{near}”?" if near else "See all codes: qualcode codebook list"
        raise QualcodeError(f"The codebook has no code “{code_id}”.", hint=hint)

    def cycle_of(self, code_id: str) -> str | None:
        """The cycle a code belongs to: itself or the nearest id above it that is a cycle; None outside all cycles."""
        at = same_form(code_id)
        while at and at not in self.cycles:
            at = at.rpartition(".")[0]
        return at or None

    def below(self, code_id: str) -> tuple[Code, ...]:
        """All codes under an id, at any depth, without the code itself, in the codebook's order."""
        return tuple(code for code in self.codes if code.id.startswith(f"{same_form(code_id)}."))

    def modifier(self, name: str) -> Modifier:
        """The modifier with a name; raises QualcodeError, listing all, when there is none."""
        for modifier in self.modifiers:
            if modifier.name == name:
                return modifier
        known = named(modifier.name for modifier in self.modifiers) or "none"
        raise QualcodeError(f"The codebook has no modifier “{name}”.", hint=f"It has {known}")
