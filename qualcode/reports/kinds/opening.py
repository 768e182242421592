"""What every report opens with."""

from collections.abc import Sequence

from qualcode.reports.content.draft import PUBLIC, SPONSOR, TEAM
from qualcode.reports.content.markdown import escape

_WHOM = {TEAM: "the team", SPONSOR: "the sponsor", PUBLIC: "the public"}


def written_for(audience: str, about: Sequence[str] = ()) -> str:
    """The sentences that say whom a report was written for, and of what part of the study it is."""
    return f"*{' '.join([f'Written for {_WHOM[audience]}.', *map(escape, about)])}*"
