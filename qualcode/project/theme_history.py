"""Who did what to a theme, and when."""

from qualcode.model import Event
from qualcode.project.log import events, in_force
from qualcode.project.store import Store
from qualcode.project.telling import told_event

_TOUCHING = """
    SELECT DISTINCT e.id, e.seq FROM changes c JOIN events e ON e.id = c.event
    WHERE (c.relation IN ('themes', 'memos') AND (c.object = :theme OR instr(c.body, :named)))
        OR (c.relation IN ('theme_codes', 'theme_clusters', 'evidence', 'challenges') AND instr(c.body, :named))
    ORDER BY e.seq
"""


def theme_history(store: Store, theme: str) -> list[Event]:
    """Every event that touched a theme, by its stored id, or what belongs to it, oldest first."""
    standing = in_force(events(store.connection))
    rows = store.connection.execute(_TOUCHING, {"theme": theme, "named": f'"{theme}"'}).fetchall()
    return [told_event(store, row["id"], in_force=row["id"] in standing) for row in rows]
