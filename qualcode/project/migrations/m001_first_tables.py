"""The first tables: what people decided, and the log of it."""

from qualcode.project.migrations.turns import TURNS

STATEMENTS = (
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
    *TURNS,
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
