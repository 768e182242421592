"""The tables of a project file, as numbered migrations that explain themselves."""

from collections.abc import Callable, Mapping
from textwrap import dedent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA_VERSION = 7
"""Stands in the file as user_version, so that a command can see at once whether it may read it."""

DECISIONS: tuple[str, ...] = (
    "settings",
    "files",
    "coders",
    "participants",
    "cases",
    "case_values",
    "memberships",
    "documents",
    "versions",
    "speakers",
    "codebooks",
    "codes",
    "questions",
    "askings",
    "exposures",
    "finishes",
    "codings",
    "memos",
    "charted",
    "suggestions",
    "samples",
    "sampled",
    "clusterings",
    "themes",
    "theme_codes",
    "theme_clusters",
    "evidence",
    "challenges",
    "finds",
)
"""Tables that replaying all events rebuilds, parents before children."""

KEPT_BY_UNDO: frozenset[str] = frozenset({"exposures", "coders"})
"""What was shown stays shown, and who took part stays known, whatever is taken back."""

ADDED_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "settings": {"attributes": "{}", "decoys": 0, "withheld": 0.0},
    "codes": {"in_file": 1, "became": None},
    "documents": {"date": None, "wave": None, "media": None},
    "versions": {"part": None, "sections": "[]", "made": None, "corrected_by": None},
    "codings": {"starred": 0},
    "suggestions": {"arm": "offered", "because": "{}", "opened": None, "told": None},
    "themes": {"map": "main", "parent": None, "status": "draft"},
    "challenges": {"searched": None},
}
"""What a row of an event holds in columns that its table did not have yet when the event was written."""

_TURNS = (
    """
    CREATE TABLE turns ( -- Derived from versions.turns, for questions about places.
        n INTEGER PRIMARY KEY, -- the turn's row in turn_words
        version TEXT NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        number INTEGER NOT NULL, -- the same for stretches that a repeated label or a time stamp sets apart
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        label TEXT,
        begins REAL,
        ends REAL,
        marks TEXT NOT NULL, -- JSON: [position, seconds] each
        UNIQUE (version, start)
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE turn_words USING fts5( -- Derived: full-text index of every turn.
        words, tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER turn_words_go_with_their_turn AFTER DELETE ON turns
    BEGIN DELETE FROM turn_words WHERE rowid = old.n; END
    """,
)

_FIRST = (
    """
    CREATE TABLE events ( -- One change each; never altered, never deleted.
        seq INTEGER PRIMARY KEY, -- order of arrival in this copy of the file; never leaves it
        id TEXT NOT NULL UNIQUE, -- sha256 of parents, time, actor, action, undoes and payload
        time TEXT NOT NULL, -- UTC, ISO 8601
        actor TEXT NOT NULL, -- id of the coder who acted
        action TEXT NOT NULL, -- the command in two words: coding.add, codebook.update …
        undoes TEXT, -- the event that an undo or redo takes back, or that undo --to goes back to
        payload TEXT NOT NULL -- sha256 over the changes of the event
    ) STRICT
    """,
    """
    CREATE TABLE event_parents ( -- The heads of the log when an event was appended.
        event TEXT NOT NULL REFERENCES events(id),
        parent TEXT NOT NULL REFERENCES events(id),
        PRIMARY KEY (event, parent)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE heads ( -- Derived: the events that none follows yet; several after copies were merged.
        event TEXT PRIMARY KEY REFERENCES events(id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE changes ( -- What an event did, object by object; the body can be erased and the chain still holds.
        event TEXT NOT NULL REFERENCES events(id),
        n INTEGER NOT NULL, -- order inside the event
        relation TEXT NOT NULL, -- table of the object
        object TEXT NOT NULL, -- id of the object
        sha256 TEXT NOT NULL, -- of the body
        body TEXT, -- canonical JSON: complete row before and after; NULL once erased
        PRIMARY KEY (event, n)
    ) STRICT
    """,
    "CREATE INDEX changes_by_object ON changes(relation, object)",
    """
    CREATE TABLE texts ( -- A text once made never changes; documents point to it by its hash.
        sha256 TEXT PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE settings ( -- One row: project.yaml as applied.
        id TEXT PRIMARY KEY, -- id of the project
        title TEXT NOT NULL,
        question TEXT NOT NULL,
        mode TEXT NOT NULL, -- codebook, content or reflexive
        suggestions TEXT NOT NULL, -- after_document, after_question or open
        encoder TEXT, -- folder of a model; NULL: the packaged one
        k_anonymity INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE files ( -- YAML files as last applied.
        id TEXT PRIMARY KEY, -- path inside the project: codebooks/value-creation.yaml
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL -- of the bytes
    ) STRICT
    """,
    """
    CREATE TABLE file_writes ( -- A file that a command is about to replace; empty when nothing is under way.
        file TEXT PRIMARY KEY,
        old_sha256 TEXT -- what must still stand there; NULL: no file
    ) STRICT
    """,
    """
    CREATE TABLE coders ( -- Who codes.
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE participants ( -- People who were interviewed.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- P01, as people see it
        attributes TEXT NOT NULL -- JSON: role, school …
    ) STRICT
    """,
    """
    CREATE TABLE documents ( -- Transcripts, field notes, program records.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- D01, as people see it
        title TEXT NOT NULL,
        source TEXT NOT NULL, -- interview, focus group, field note, program record, survey
        lead TEXT REFERENCES coders(id), -- whose codings count; NULL: who finished first
        asked TEXT, -- JSON list of the codes the interview guide gave a chance for; NULL: not recorded
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE versions ( -- One immutable text of a document; the highest number is the current one.
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents(id),
        number INTEGER NOT NULL,
        original TEXT NOT NULL, -- file in transcripts/
        bytes_sha256 TEXT NOT NULL,
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        format TEXT NOT NULL,
        reader TEXT NOT NULL, -- name and version of what made the text; a newer one never makes it again
        encoding TEXT,
        turns TEXT NOT NULL, -- JSON: [start, end, label, begins, ends, [[position, seconds] …], number] each
        front TEXT NOT NULL, -- JSON: [start, end] of each stretch that is no turn
        UNIQUE (document, number)
    ) STRICT
    """,
    """
    CREATE TABLE speakers ( -- Whom a label in a document stands for.
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents(id),
        label TEXT NOT NULL,
        role TEXT NOT NULL, -- participant, interviewer, other
        participant TEXT REFERENCES participants(id),
        UNIQUE (document, label)
    ) STRICT
    """,
    """
    CREATE TABLE codebooks ( -- Codebooks as applied; the words stand in files.
        id TEXT PRIMARY KEY,
        file TEXT NOT NULL UNIQUE REFERENCES files(id),
        title TEXT NOT NULL,
        framework_version TEXT NOT NULL,
        cycles TEXT NOT NULL, -- JSON list of codes
        modifiers TEXT NOT NULL -- JSON: name, definition, values of each
    ) STRICT
    """,
    """
    CREATE TABLE codes ( -- Codes as applied.
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE, -- dotted path as written: vc.applied
        codebook TEXT NOT NULL REFERENCES codebooks(id),
        position INTEGER NOT NULL, -- order in the codebook
        record TEXT NOT NULL, -- JSON: the whole definition
        definition TEXT NOT NULL, -- sha256 of the record
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE exposures ( -- A coder was shown suggestions or others' codings of a document.
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL, -- no reference: stays when an import is undone and redone
        coder TEXT NOT NULL REFERENCES coders(id),
        kind TEXT NOT NULL, -- suggestions, codings
        made TEXT NOT NULL,
        UNIQUE (document, coder, kind)
    ) STRICT
    """,
    """
    CREATE TABLE finishes ( -- A coder has coded a document once through.
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents(id),
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL,
        UNIQUE (document, coder)
    ) STRICT
    """,
    """
    CREATE TABLE codings ( -- Claims that a code applies to an excerpt.
        id TEXT PRIMARY KEY,
        version TEXT NOT NULL REFERENCES versions(id),
        start INTEGER NOT NULL, -- code points, half open
        "end" INTEGER NOT NULL,
        words TEXT NOT NULL, -- exactly text[start:end]
        code TEXT NOT NULL REFERENCES codes(id),
        definition TEXT NOT NULL, -- sha256 of the code's record when the coding was made
        coder TEXT NOT NULL REFERENCES coders(id),
        modifiers TEXT NOT NULL, -- JSON
        blind INTEGER NOT NULL, -- 1: made before suggestions or others' codings of the document were shown
        blind_basis TEXT NOT NULL, -- observed here, or claimed by an imported file
        made TEXT NOT NULL,
        UNIQUE (version, start, "end", code, coder)
    ) STRICT
    """,
    "CREATE INDEX codings_by_code ON codings(code)",
    "CREATE INDEX codings_by_coder ON codings(coder)",
    """
    CREATE TABLE memos ( -- Notes.
        id TEXT PRIMARY KEY,
        about TEXT NOT NULL, -- project, document, code, coding, theme
        object TEXT NOT NULL, -- id of that object; of the project for project memos
        coder TEXT NOT NULL REFERENCES coders(id),
        text TEXT NOT NULL,
        made TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX memos_by_object ON memos(object)",
    """
    CREATE TABLE suggestions ( -- What the machine offered, to whom, and what became of it; never a coding.
        id TEXT PRIMARY KEY,
        version TEXT NOT NULL REFERENCES versions(id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        words TEXT NOT NULL,
        code TEXT NOT NULL REFERENCES codes(id),
        coder TEXT NOT NULL REFERENCES coders(id),
        band TEXT NOT NULL, -- strong, some, weak, cannot say
        probability REAL, -- NULL while there are too few decisions to calibrate
        rank INTEGER NOT NULL,
        nearest TEXT, -- words of the coder's own most alike excerpt
        codebook TEXT NOT NULL, -- hash of the codes it was made under
        encoder TEXT NOT NULL, -- fingerprint
        status TEXT NOT NULL, -- open, accepted, changed, rejected, none of these
        reason TEXT,
        coding TEXT REFERENCES codings(id), -- what accepting it made
        made TEXT NOT NULL,
        shown TEXT, -- when it was first put before the coder
        decided TEXT,
        UNIQUE (version, start, "end", code, coder)
    ) STRICT
    """,
    """
    CREATE TABLE clusterings ( -- Clusters that were published, as they stood.
        id TEXT PRIMARY KEY,
        coder TEXT NOT NULL REFERENCES coders(id),
        detail TEXT NOT NULL, -- broad, fine
        seed INTEGER NOT NULL,
        encoder TEXT NOT NULL,
        redraws INTEGER NOT NULL,
        clusters TEXT NOT NULL, -- JSON
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE themes ( -- Patterns that a person named.
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL,
        idea TEXT NOT NULL,
        boundary TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE theme_codes ( -- Codes all of whose excerpts belong to a theme.
        id TEXT PRIMARY KEY,
        theme TEXT NOT NULL REFERENCES themes(id),
        code TEXT NOT NULL REFERENCES codes(id),
        UNIQUE (theme, code)
    ) STRICT
    """,
    """
    CREATE TABLE evidence ( -- Codings that speak for a theme or against it.
        id TEXT PRIMARY KEY,
        theme TEXT NOT NULL REFERENCES themes(id),
        coding TEXT NOT NULL REFERENCES codings(id),
        stance TEXT NOT NULL, -- for, against
        position INTEGER NOT NULL,
        UNIQUE (theme, coding)
    ) STRICT
    """,
    """
    CREATE TABLE challenges ( -- Searches for what speaks against a theme.
        id TEXT PRIMARY KEY,
        theme TEXT NOT NULL REFERENCES themes(id),
        query TEXT NOT NULL,
        examined INTEGER NOT NULL, -- passages looked at
        verdict TEXT NOT NULL, -- revised, bounded, rejected, nothing found
        note TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL
    ) STRICT
    """,
    *_TURNS,
    """
    CREATE TABLE passages ( -- Derived: the units that are embedded; one splitter's rows may be dropped and made again.
        version TEXT NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        splitter TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        PRIMARY KEY (version, splitter, start)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vectors ( -- Derived: packed half-precision vectors, up to 4,096 in a row.
        n INTEGER PRIMARY KEY,
        fingerprint TEXT NOT NULL, -- of what encoded them
        dimensions INTEGER NOT NULL,
        keys BLOB NOT NULL, -- sha256 of each text, 32 bytes each
        vectors BLOB NOT NULL -- float16, little endian
    ) STRICT
    """,
    "CREATE INDEX vectors_by_fingerprint ON vectors(fingerprint)",
)

_SECOND = (
    """
    CREATE TABLE written_files ( -- Reports and exports that qualcode wrote: any other file in their place was edited.
        sha256 TEXT PRIMARY KEY -- of the bytes
    ) STRICT
    """,
)

_THIRD = (
    """
    ALTER TABLE settings -- JSON: type of each declared attribute
    ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}'
    """,
    """
    ALTER TABLE documents -- ISO 8601; NULL: not recorded
    ADD COLUMN date TEXT
    """,
    """
    ALTER TABLE documents -- round of interviews; NULL: not recorded
    ADD COLUMN wave TEXT
    """,
    """
    ALTER TABLE documents -- recording, as the user names it; NULL: none
    ADD COLUMN media TEXT
    """,
    """
    ALTER TABLE versions -- which document of a file that holds several; NULL: the whole file
    ADD COLUMN part TEXT
    """,
    """
    ALTER TABLE versions -- JSON: [start, end, level] of each heading
    ADD COLUMN sections TEXT NOT NULL DEFAULT '[]'
    """,
    """
    ALTER TABLE versions -- when
    ADD COLUMN made TEXT
    """,
    """
    ALTER TABLE versions -- NULL: made from a file
    ADD COLUMN corrected_by TEXT REFERENCES coders(id)
    """,
    """
    CREATE TABLE cases ( -- What stands above people: schools, networks, organisations.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- S01, as people see it
        kind TEXT NOT NULL, -- school, network, organisation …
        name TEXT NOT NULL,
        parent TEXT REFERENCES cases(id)
    ) STRICT
    """,
    """
    CREATE TABLE case_values ( -- Attributes and indicators of a case, by year where they change.
        id TEXT PRIMARY KEY,
        "case" TEXT NOT NULL REFERENCES cases(id),
        year TEXT NOT NULL, -- 2026 or 2025/26; empty: holds always
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE ("case", year, name)
    ) STRICT
    """,
    """
    CREATE TABLE memberships ( -- Who belongs where; a person may belong to several cases.
        id TEXT PRIMARY KEY,
        participant TEXT NOT NULL REFERENCES participants(id),
        "case" TEXT NOT NULL REFERENCES cases(id),
        UNIQUE (participant, "case")
    ) STRICT
    """,
    """
    CREATE TABLE questions ( -- The questions of the interview guide.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- Q01, as people see it
        position INTEGER NOT NULL, -- in the guide
        words TEXT NOT NULL,
        codes TEXT NOT NULL -- JSON list of the ids of the codes it gives a chance for
    ) STRICT
    """,
    """
    CREATE TABLE askings ( -- Whether a question was asked in a document: said by the guide, or by a person.
        id TEXT PRIMARY KEY,
        question TEXT NOT NULL REFERENCES questions(id),
        version TEXT NOT NULL REFERENCES versions(id),
        asked INTEGER NOT NULL, -- 1: asked; 0: not asked
        said_by TEXT NOT NULL, -- guide: its asked_in says so; person: confirmed or denied
        start INTEGER, -- the words that asked it; NULL: nobody said where, or not asked
        "end" INTEGER,
        coder TEXT NOT NULL REFERENCES coders(id), -- who confirmed it, denied it or brought the guide in
        made TEXT NOT NULL,
        UNIQUE (question, version, start)
    ) STRICT
    """,
)

_FOURTH = (
    """
    ALTER TABLE codes -- 0: gone from its file, and kept for what rests on it
    ADD COLUMN in_file INTEGER NOT NULL DEFAULT 1
    """,
    """
    ALTER TABLE codes -- the code it was merged into; NULL: none
    ADD COLUMN became TEXT REFERENCES codes(id)
    """,
)

_FIFTH = (
    """
    ALTER TABLE codings -- 1: starred as quotable
    ADD COLUMN starred INTEGER NOT NULL DEFAULT 0
    """,
    """
    CREATE TABLE reading_places ( -- Where a coder was reading every few minutes; no decision, nobody else's to see.
        coder TEXT NOT NULL REFERENCES coders(id) ON DELETE CASCADE,
        document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
        made TEXT NOT NULL,
        place INTEGER NOT NULL, -- code points into the text that was current then
        PRIMARY KEY (coder, document, made)
    ) STRICT, WITHOUT ROWID
    """,
)

_SIXTH = (
    """
    ALTER TABLE settings -- 1: the coders agreed to decoys among what is offered
    ADD COLUMN decoys INTEGER NOT NULL DEFAULT 0
    """,
    """
    ALTER TABLE settings -- share of what is offered that comes as a plain reread, without its code
    ADD COLUMN withheld REAL NOT NULL DEFAULT 0
    """,
    """
    ALTER TABLE suggestions -- offered, decoy (known to fit badly) or withheld (a plain reread)
    ADD COLUMN arm TEXT NOT NULL DEFAULT 'offered'
    """,
    """
    ALTER TABLE suggestions -- JSON: clause of the definition, words for and against, excerpts; {}: not kept
    ADD COLUMN because TEXT NOT NULL DEFAULT '{}'
    """,
    """
    ALTER TABLE suggestions -- when it was in front of the coder who then decided; NULL: nobody knows
    ADD COLUMN opened TEXT
    """,
    """
    ALTER TABLE suggestions -- when its coder was told that it was a decoy; NULL: not yet, or it is none
    ADD COLUMN told TEXT
    """,
    "CREATE INDEX suggestions_by_coding ON suggestions(coding)",
    """
    CREATE TABLE samples ( -- Random samples of the passages a coder left unmarked, to tell how much was missed.
        id TEXT PRIMARY KEY,
        coder TEXT NOT NULL REFERENCES coders(id),
        seed INTEGER NOT NULL,
        unmarked TEXT NOT NULL, -- JSON: how many unmarked passages each document had, by its id
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE sampled ( -- The passages of a sample, and what reading each again came to.
        id TEXT PRIMARY KEY,
        sample TEXT NOT NULL REFERENCES samples(id),
        position INTEGER NOT NULL, -- order of reading
        version TEXT NOT NULL REFERENCES versions(id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        words TEXT NOT NULL,
        opened TEXT, -- when it was in front of the coder
        read TEXT, -- when it was decided; NULL: not yet
        added TEXT NOT NULL, -- JSON list of the ids of the codes the coder gave there then
        UNIQUE (sample, version, start, "end")
    ) STRICT
    """,
)

_SEVENTH = (
    """
    CREATE TABLE themes_anew ( -- Patterns that a person named.
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        map TEXT NOT NULL, -- the set of themes it stands in; main, or a rival one
        parent TEXT REFERENCES themes(id), -- the theme of the same map that it is a part of
        position INTEGER NOT NULL, -- order in its map
        idea TEXT NOT NULL,
        boundary TEXT NOT NULL,
        status TEXT NOT NULL, -- draft, reviewed, final, dropped
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL,
        UNIQUE (map, name)
    ) STRICT
    """,
    """
    INSERT INTO themes_anew (id, name, map, parent, position, idea, boundary, status, coder, made)
    SELECT id, name, 'main', NULL, position, idea, boundary, 'draft', coder, made FROM themes ORDER BY rowid
    """,
    "DROP TABLE themes",
    "ALTER TABLE themes_anew RENAME TO themes",
    """
    CREATE TABLE theme_clusters ( -- Clusters whose excerpts a person put to a theme.
        id TEXT PRIMARY KEY,
        theme TEXT NOT NULL REFERENCES themes(id),
        clustering TEXT NOT NULL REFERENCES clusterings(id),
        number INTEGER NOT NULL, -- of the cluster in that clustering
        UNIQUE (theme, clustering, number)
    ) STRICT
    """,
    """
    ALTER TABLE challenges -- passages gone through to find those that were looked at; NULL: not recorded
    ADD COLUMN searched INTEGER
    """,
    """
    CREATE TABLE finds ( -- Passages that a search for what speaks against a theme put before a coder.
        id TEXT PRIMARY KEY,
        challenge TEXT NOT NULL REFERENCES challenges(id),
        position INTEGER NOT NULL, -- order on the page
        version TEXT NOT NULL REFERENCES versions(id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        words TEXT NOT NULL,
        why TEXT NOT NULL, -- JSON list of what made it worth a look
        UNIQUE (challenge, version, start, "end")
    ) STRICT
    """,
    """
    CREATE TABLE charted ( -- The framework chart: what people wrote to sum up one participant under one code.
        id TEXT PRIMARY KEY,
        participant TEXT NOT NULL REFERENCES participants(id),
        code TEXT NOT NULL REFERENCES codes(id),
        coder TEXT NOT NULL REFERENCES coders(id), -- who wrote it; each coder has a cell of their own
        words TEXT NOT NULL,
        made TEXT NOT NULL, -- when it was last written
        UNIQUE (participant, code, coder)
    ) STRICT
    """,
    "CREATE INDEX charted_by_code ON charted(code)",
)
"""A challenge without a verdict is a search whose finds nobody has decided on yet."""

_TURNS_ANEW = ("DROP TABLE turns", "DROP TABLE turn_words", *_TURNS)
"""Turns came to be numbered so that several stretches can be one; what is derived is filled again afterwards."""


def statements() -> tuple[str, ...]:
    """Every statement that makes the tables of the newest schema, for the documentation."""
    migrations = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH)
    return tuple(dedent(statement).strip() for migration in migrations for statement in migration)


def migrate(path: str) -> None:
    """Bring a project file to the newest schema, each migration whole or not at all."""
    import sqlite3

    from sqlite_utils import Database, Migrations

    from qualcode.project.derived import refresh_derived

    steps = Migrations("qualcode")

    def step(number: int, statements: tuple[str, ...]) -> Callable[["Database"], None]:
        def carry_out(database: "Database") -> None:
            for statement in statements:
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {number}")

        return carry_out

    steps(name="m001_first_tables")(step(1, _FIRST))
    steps(name="m002_written_files")(step(2, _SECOND))
    steps(name="m003_cases_questions_and_versions")(step(3, (*_TURNS_ANEW, *_THIRD)))
    steps(name="m004_codes_that_left_their_file")(step(4, _FOURTH))
    steps(name="m005_stars_and_reading_places")(step(5, _FIFTH))
    steps(name="m006_arms_and_samples")(step(6, _SIXTH))
    steps(name="m007_theme_maps_and_finds")(step(7, _SEVENTH))
    connection = sqlite3.connect(path)
    try:
        steps.apply(Database(connection))
        connection.row_factory = sqlite3.Row
        refresh_derived(connection)
        connection.commit()
    finally:
        connection.close()
