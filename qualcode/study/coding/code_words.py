"""Codes and codings in the words that people read."""

from collections.abc import Mapping

from qualcode.model import Coding


def named_with_status(code: str, status: str) -> str:
    """A code as people read it: whether it is retired belongs to its name.

    >>> named_with_status("trust.peers", "retired"), named_with_status("trust", "active")
    ('trust.peers (retired)', 'trust')
    """
    return f"{code} (retired)" if status == "retired" else code


def said_besides(modifiers: Mapping[str, str]) -> str:
    """What a coding says besides its code, in words.

    >>> said_besides({"valence": "absent", "evidence_basis": "self_report"})
    'evidence_basis self_report, valence absent'
    """
    return ", ".join(f"{name} {value}" for name, value in sorted(modifiers.items()))


def code_and_besides(coding: Coding, status: str) -> str:
    """The code of a coding with all that is said about it: “vc.applied (retired; valence absent)”."""
    besides = [*(["retired"] if status == "retired" else []), *filter(None, [said_besides(coding.modifiers)])]
    return f"{coding.code} ({'; '.join(besides)})" if besides else coding.code
