"""The small rules of writing that codes, readers and checks share: ids, redirects, near misses."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

ARROW = re.compile(r"->|=>|→|⇒")
CLOSING = " \t\n.“”\"'`"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs that terminals obey instead of showing them."""
LONGEST_ID = 200
"""Signs of an id; the longest that people write are a third of it."""
_JOINERS = "\u200c\u200d"
"""Invisible too, yet part of how Persian, Hindi and other scripts are written."""


def same_form(code_id: str) -> str:
    """A code id as it is kept and compared: trimmed, composed characters (Unicode NFC).

    >>> same_form(" re\u0301sume\u0301 ") == "r\u00e9sum\u00e9"
    True
    """
    return unicodedata.normalize("NFC", code_id).strip()


def fault_of_id(code_id: str) -> str | None:
    """What is wrong with a code id, or None where nothing is; any script and inner blanks are welcome.

    >>> fault_of_id("信頼.同僚"), fault_of_id("trust..peers")
    (None, 'has nothing between two dots, or a dot at its edge')
    """
    if not code_id.strip():
        return "is empty"
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in code_id.strip()):
        return "runs over a line or holds a control character"
    if ARROW.search(code_id):
        return "holds an arrow, which is kept for redirects"
    if any(not part.strip() for part in code_id.split(".")):
        return "has nothing between two dots, or a dot at its edge"
    return _fault_nobody_sees(code_id.strip())


def _fault_nobody_sees(name: str) -> str | None:
    if hidden := next((sign for sign in name if _is_hidden(sign)), None):
        return f"holds the invisible character U+{ord(hidden):04X}"
    if name[0] in "“„”" or (name[0], name[-1]) in {("‘", "’"), ("‚", "‘"), ("«", "»"), ("»", "«")}:
        return "stands in quotes that are none to YAML, which knows \" and ' alone"
    return f"is longer than {LONGEST_ID} characters" if len(name) > LONGEST_ID else None


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" and sign not in _JOINERS and not "\U000e0020" <= sign <= "\U000e007f"


def redirect_in(text: str) -> str | None:
    """The code that a text sends the coder to: what stands after its last arrow; None without an arrow.

    >>> redirect_in("someone has tried it out -> vc.applied")
    'vc.applied'
    """
    *before, last = ARROW.split(text)
    return same_form(last.strip(CLOSING)) if before else None


def without_redirect(text: str) -> str:
    """A text without the arrow and what follows it."""
    *before, last = ARROW.split(text)
    return ("→".join(before) if before else last).strip()


def nearest(name: str, among: Iterable[str]) -> str | None:
    """The name most like a mistyped one, or None when nothing comes close.

    >>> nearest("exmples", ["examples", "when"])
    'examples'
    """
    found = get_close_matches(name.casefold(), sorted(among), n=1, cutoff=0.6)
    return found[0] if found else None


def named(names: Iterable[str]) -> str:
    """Names in curly quotes, with commas, for a sentence."""
    return ", ".join(f"“{name}”" for name in names)
