"""The tables of an exported study about value: stories step by step, what bears them out, indicators."""

from qualcode.project.export_layout import CODE, CODER, CODING, KEY, PARTICIPANT, ExportColumn, ExportTable

_STORY = ExportColumn("story", "V01", rules="NOT NULL REFERENCES stories (id)")
_STEP = ExportColumn("step", "V01/2", rules="NOT NULL REFERENCES story_steps (id)")

VALUE_TABLES = (
    ExportTable(
        "indicators",
        "measures from other sources, typed in by the team",
        (
            ExportColumn("id", "I01", rules=KEY),
            ExportColumn("code", "the value cycle, or a code below it", rules=CODE),
            ExportColumn("name", "what is measured"),
            ExportColumn("source", "where it comes from"),
            ExportColumn("date", "as in the source"),
            ExportColumn("value", "as in the source"),
            ExportColumn("direction", "better, worse or unchanged; empty where nobody said"),
        ),
    ),
    ExportTable(
        "stories",
        "how value came about, as one participant tells it and a coder put it together",
        (
            ExportColumn("id", "V01", rules=KEY),
            ExportColumn("participant", "P01", rules=f"NOT NULL {PARTICIPANT}"),
            ExportColumn("title", "in the words of who put it together"),
            ExportColumn("starting_point", "the challenge or hope it begins with"),
            ExportColumn("narrative", "account, or aspiration where the whole of it is a hope or a plan"),
            ExportColumn("reach", "personal or collective"),
            ExportColumn("part_played", "what the community was to it: necessary, helpful, incidental or unclear"),
            ExportColumn("otherwise", "would it have happened anyway"),
            ExportColumn("others", "who and what else contributed"),
            ExportColumn("alternatives", "what else might explain it"),
            ExportColumn("new_success", "what counts as success since"),
            ExportColumn("may_be_shared", "1 where its participant agreed that the whole of it is told", "INTEGER"),
            ExportColumn("coder", "who put it together", rules=CODER),
            ExportColumn("made", "in UTC"),
        ),
    ),
    ExportTable(
        "story_steps",
        "the steps of stories, one value cycle each, as far as words bear them out today",
        (
            ExportColumn("id", "V01/2", rules=KEY),
            _STORY,
            ExportColumn("number", "counted from 1", "INTEGER"),
            ExportColumn("code", "the value cycle, or a code below it", rules=CODE),
            ExportColumn("cycle", "the value cycle", rules="REFERENCES codes (id)"),
            ExportColumn("summary", "what happened, in the words of who put it together"),
            ExportColumn(
                "after", "the step that led to it; empty: none is said to", rules="REFERENCES story_steps (id)"
            ),
            ExportColumn("link", "explicit: the participant says that it led to it; inferred: the coder does"),
            ExportColumn("narrative", "account, or aspiration for a hope or a plan"),
            ExportColumn("did_not_come", "1 where all its words tell of value expected that did not come", "INTEGER"),
        ),
    ),
    ExportTable(
        "step_excerpts",
        "the codings a step rests on",
        (_STEP, ExportColumn("coding", "the coding’s id", rules=CODING)),
        key=("step", "coding"),
    ),
    ExportTable(
        "step_indicators",
        "the indicators that bear a step out",
        (_STEP, ExportColumn("indicator", "I01", rules="NOT NULL REFERENCES indicators (id)")),
        key=("step", "indicator"),
    ),
    ExportTable(
        "step_loops",
        "what a step was carried back to",
        (
            _STEP,
            ExportColumn("code", "the value cycle, or the loop of the codebook, it leads back to", rules=CODE),
            ExportColumn("note", "in a line"),
        ),
    ),
    ExportTable(
        "story_sources",
        "what other sources say of a story",
        (
            _STORY,
            ExportColumn("supports", "yes, partly or no"),
            ExportColumn("document", "D12; empty where it is outside the project", rules="REFERENCES documents (id)"),
            ExportColumn("source", "what it is called, where it is outside the project"),
            ExportColumn("note", "in a line"),
        ),
    ),
)
"""Each after those it points to."""
