"""Which changed suggestions their coder agreed with, as the log has it: the code was given, to other words."""

from qualcode.project.handle import Project

_AGREED = """
    SELECT s.id FROM suggestions s JOIN coders c ON c.id = s.coder
    WHERE c.name = ? AND s.status = 'changed' AND s.code = (
        SELECT json_extract(made.body, '$.after.code') FROM changes decided
        JOIN events e ON e.id = decided.event
        JOIN changes made ON made.event = decided.event AND made.relation = 'codings'
            AND made.object = json_extract(decided.body, '$.after.coding')
        WHERE decided.relation = 'suggestions' AND decided.object = s.id
            AND json_extract(decided.body, '$.before.status') = 'open'
            AND json_extract(decided.body, '$.after.status') = 'changed'
        ORDER BY e.seq DESC LIMIT 1)
"""


def given_to_other_words(project: Project, coder: str) -> frozenset[str]:
    """The ids of those changed suggestions whose very code the coder gave when deciding, to other words.

    What becomes of the coding afterwards (removed, coded otherwise, its code merged) does not undo the decision.
    """
    return frozenset(str(row["id"]) for row in project.connection.execute(_AGREED, (coder,)).fetchall())
