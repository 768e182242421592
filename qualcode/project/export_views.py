"""The views of an exported study: the questions that are asked often."""

from collections.abc import Sequence

from qualcode.project.export_layout import ExportView, quoted

_FLOWS = """\
WITH links AS (
  SELECT s.participant, s.id AS story, b.cycle, a.cycle AS "to", a.link,
    'aspiration' IN (a.narrative, b.narrative) AS hope, a.did_not_come
  FROM story_steps a JOIN story_steps b ON b.id = a.after JOIN stories s ON s.id = a.story
  WHERE a.cycle IS NOT NULL AND b.cycle IS NOT NULL
)
SELECT l.cycle, l."to",
  count(DISTINCT l.participant) FILTER (WHERE NOT l.hope AND NOT l.did_not_come) AS participants,
  count(DISTINCT l.participant) FILTER (WHERE NOT l.hope AND NOT l.did_not_come AND l.link = 'explicit') AS explicit,
  count(DISTINCT l.participant) FILTER (WHERE NOT l.hope AND NOT l.did_not_come AND l.link = 'inferred') AS inferred,
  count(DISTINCT l.participant) FILTER (WHERE l.hope) AS hoped_for,
  count(DISTINCT l.participant) FILTER (WHERE NOT l.hope AND l.did_not_come) AS did_not_come,
  count(DISTINCT l.story) AS stories
FROM links l JOIN codes c ON c.id = l.cycle JOIN codes d ON d.id = l."to"
GROUP BY l.cycle, l."to" ORDER BY c.rowid, d.rowid"""


def views(attributes: Sequence[str]) -> tuple[ExportView, ...]:
    """The questions that come ready, with the attributes of participants beside what they said."""
    theirs = "".join(f", p.{quoted(name)}" for name in attributes)
    had_chance = "state IN ('said', 'asked, nothing said', 'nothing said; whether asked is not recorded')"
    counts = (
        f"sum(s.state = 'said') AS participants, sum(s.{had_chance}) AS \"of\","
        " sum(s.state = 'not asked') AS not_asked, sum(s.state = 'not coded yet') AS not_coded"
    )
    under = "(g.code = c.id OR substr(g.code, 1, length(c.id) + 1) = c.id || '.')"
    return (
        ExportView(
            "codings_in_full",
            "every coding with its document, its participant and its code",
            f"SELECT g.*, c.label AS code_label, c.path AS code_path, d.title, d.source, d.date, d.wave{theirs}"
            " FROM codings g JOIN codes c ON c.id = g.code JOIN documents d ON d.id = g.document"
            " LEFT JOIN participants p ON p.id = g.participant",
        ),
        ExportView(
            "code_counts",
            "how many participants raised each code (or one below it), of how many coded so far who could have",
            f'SELECT c.id AS code, c.label, {counts}, (SELECT count(*) FROM (SELECT DISTINCT document, start, "end"'
            f" FROM codings g WHERE g.counted AND {under})) AS excerpts"
            " FROM codes c LEFT JOIN said_by_code s ON s.code = c.id GROUP BY c.id ORDER BY c.rowid",
        ),
        ExportView(
            "theme_counts",
            "how many participants raised each theme, of how many coded so far who could have",
            f"SELECT t.name AS theme, t.status, {counts} FROM themes t JOIN said_by_theme s ON s.theme = t.name"
            " GROUP BY t.name ORDER BY t.rowid",
        ),
        ExportView(
            "theme_by_participant",
            "what each participant said to each theme, and why a blank is blank",
            f"SELECT s.theme, s.participant, s.state, s.excerpts{theirs}"
            " FROM said_by_theme s JOIN participants p ON p.id = s.participant",
        ),
        ExportView(
            "code_by_participant",
            "what each participant said under each code, and why a blank is blank",
            f"SELECT s.code, s.participant, s.state, s.excerpts{theirs}"
            " FROM said_by_code s JOIN participants p ON p.id = s.participant",
        ),
        ExportView("flows", "what led from one value cycle to another, counted in participants, not in links", _FLOWS),
    )
