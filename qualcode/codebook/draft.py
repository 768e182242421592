"""A codebook while it is being read: what has been found, and which codes it names."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.nodes import Node

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.nodes import Reading
from qualcode.codebook.problems import shortened
from qualcode.codebook.wording import fault_of_id, nearest, same_form


@dataclass(slots=True)
class Draft:
    """What has been read so far; references are looked up once all ids are known."""

    reading: Reading
    shared: dict[str, Any] = field(default_factory=dict)
    codes: list[dict[str, Any]] = field(default_factory=list)
    places: dict[str, Node] = field(default_factory=dict)
    references: list[tuple[Node, str, str]] = field(default_factory=list)
    """Where a code is named, the id, and what names it."""
    included: dict[str, Codebook] = field(default_factory=dict)
    """The codebooks that this one builds on, by file."""
    id_lost: bool = False
    """Whether some code's id could not be read."""

    @property
    def rules(self) -> dict[str, str]:
        """Every rule that a code here may name, with its text."""
        shared = [*(rule for book in self.included.values() for rule in book.rules), *self.shared.get("rules", ())]
        return {rule.name: rule.text for rule in shared}

    def refer(self, node: Node, code_id: str, what: str) -> None:
        """Note that a code is named somewhere."""
        self.references.append((node, same_form(code_id), what))

    def complain_of_lost_references(self, *, complete: bool) -> None:
        """Note every reference to a code that is nowhere, unless unread lines may hold that code."""
        for node, code_id, what in self.references:
            if not code_id:
                self.reading.complain(
                    node, f"{what} has an arrow with nothing after it", "name the code to use instead"
                )
            elif complete and not self.id_lost and code_id not in self.places and not self._included(code_id):
                near = nearest(
                    code_id, [*self.places, *(code.id for book in self.included.values() for code in book.codes)]
                )
                mend = f"did you mean “{near}”?" if near else "name a code of this file, and nothing after it"
                self.reading.complain(node, f"{what} names the code “{shortened(code_id)}”, which is not here", mend)

    def codebook(self) -> Codebook:
        """The codebook, once nothing is wrong."""
        return Codebook(**self.shared, codes=tuple(Code(**given) for given in self.codes))

    def new_id(self, name: str, node: Node) -> str:
        """A code's id as it is kept; faults and doubles are noted."""
        code_id = same_form(name)
        if fault := fault_of_id(name):
            self.reading.complain(node, f"the code id “{shortened(name)}” {fault}", "write it like trust.peers")
        elif first := self.places.get(code_id):
            message = f"the code “{code_id}” is already in line {first.start_mark.line + 1}"
            self.reading.complain(node, message, "give one of the two another id")
        elif self._included(code_id):
            message = f"the code “{code_id}” is already in a codebook that this one includes"
            self.reading.complain(node, message, "give one of the two another id")
        else:
            self.places[code_id] = node
        return code_id

    def _included(self, code_id: str) -> bool:
        return any(code_id in book for book in self.included.values())

    def _ids_included(self) -> list[str]:
        return [code.id for book in self.included.values() for code in book.codes]
