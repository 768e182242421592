"""Who did what to a theme and when, and the notes on it."""

from qualcode.model import Event
from qualcode.project.log import events, in_force
from qualcode.project.store import Store
from qualcode.project.telling import told_event

_TOUCHING = """
    SELECT DISTINCT e.id, e.seq FROM changes c JOIN events e ON e.id = c.event
    WHERE (c.relation IN ('themes', 'memos') AND (c.object = :theme OR instr(c.body, :named)))
        OR (c.relation IN ('theme_codes', 'theme_clusters', 'evidence', 'challenges', 'quote_choices')
            AND instr(c.body, :named))
    ORDER BY e.seq
"""


def theme_history(store: Store, theme: str) -> list[Event]:
    """Every event that touched a theme, by its stored id, or what belongs to it, oldest first."""
    standing = in_force(events(store.connection))
    rows = store.connection.execute(_TOUCHING, {"theme": theme, "named": f'"{theme}"'}).fetchall()
    return [told_event(store, row["id"], in_force=row["id"] in standing) for row in rows]


def theme_memos(store: Store, theme: str) -> list[tuple[str, str]]:
    """The coder and the text of each memo on a theme, by its stored id, oldest first.

    Two maps may each have a theme of one name, which a memo's name for what it is about does not tell apart.
    """
    rows = store.connection.execute(
        "SELECT coders.name, m.text FROM memos m JOIN coders ON coders.id = m.coder"
        " WHERE m.about = 'theme' AND m.object = ? ORDER BY m.made, m.rowid",
        (theme,),
    ).fetchall()
    return [(row["name"], row["text"]) for row in rows]
