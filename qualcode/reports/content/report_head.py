"""The first line of a report, which nobody sees: what it is, of which project, for whom and of what part."""

import hashlib
import re
from dataclasses import dataclass

from qualcode.reports.content.markers import COMMENT, Question, read_about, write_marker

_HEAD = re.compile(r"<!--\s*qualcode\s+(?P<about>report=.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report is."""

    kind: str
    """themes, codebook, study …"""
    project: str
    """What `project_mark` makes of the project's id."""
    audience: str
    about: tuple[tuple[str, str], ...] = ()
    """What else it was asked for: (“where”, “role=principal”), (“theme”, “Trust”); a name may come twice."""

    def asked(self, name: str) -> tuple[str, ...]:
        """Every value it was asked for under a name."""
        return tuple(value for one, value in self.about if one == name)


def project_mark(id_: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a project's id, which tell projects apart and tell nothing."""
    return hashlib.sha256(id_.encode()).hexdigest()[:16]


def write_head(head: ReportHead) -> str:
    """The head as a comment.

    >>> write_head(ReportHead("themes", "0123456789abcdef", "sponsor", (("where", "role=principal"),)))
    '<!-- qualcode report="themes" project="0123456789abcdef" audience="sponsor" where="role=principal" -->'
    """
    first = (("report", head.kind), ("project", head.project), ("audience", head.audience))
    return write_marker(Question("qualcode", "", (*first, *head.about)))


def read_head(text: str) -> ReportHead | None:
    """The head of a text; None where it has none, as a memo or a report written before there were heads."""
    found = next((head for comment in COMMENT.finditer(text) if (head := _HEAD.fullmatch(comment[0]))), None)
    if found is None:
        return None
    about = read_about(found["about"])
    first = dict(reversed(about))
    rest = tuple(pair for pair in about if pair[0] not in ("report", "project", "audience"))
    return ReportHead(first.get("report", ""), first.get("project", ""), first.get("audience", ""), rest)
