"""Which reader reads which file: by content first, then by name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath

from qualcode.errors import QualcodeError
from qualcode.transcripts.captions import looks_like_cues, read_captions
from qualcode.transcripts.decoding import LARGEST_FILE, decoded
from qualcode.transcripts.docx import is_docx
from qualcode.transcripts.plain import read_plain
from qualcode.transcripts.reading import Content, Known, LabelFound, Reading, Source, folded
from qualcode.transcripts.speakers import role
from qualcode.transcripts.word import read_docx

_MUCH_BEFORE = 150
"""Words before the first label that are worth a warning."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of reading transcripts. A newer version never changes what was imported with an older one."""

    name: str
    version: int
    formats: Mapping[str, tuple[str, ...]]
    """What it tells apart, each with the suffixes such files have; each also serves as a name for --read-as."""
    read: Callable[[Source], Content]


_TEXT = (".txt", ".text", ".md", ".markdown")

READERS = (
    Reader("text", 1, {"text": _TEXT, "otter text": _TEXT}, read_plain),
    Reader(
        "captions",
        1,
        {"zoom vtt": (".vtt",), "teams vtt": (".vtt",), "vtt": (".vtt",), "srt": (".srt",), "teams text": (".txt",)},
        read_captions,
    ),
    Reader("docx", 1, {"docx": (".docx",)}, read_docx),
)

_OTHER_FORMATS = {
    ".doc": "old Word", ".pdf": "PDF", ".rtf": "RTF", ".odt": "OpenDocument", ".csv": "CSV", ".tsv": "CSV",
    ".xlsx": "Excel", ".json": "JSON", ".cha": "CHAT", ".eaf": "ELAN", ".html": "HTML", ".htm": "HTML", ".xml": "XML",
    ".yaml": "YAML", ".yml": "YAML",
}  # fmt: skip


def read_transcript(
    data: bytes,
    name: str,
    *,
    read_as: str | None = None,
    encoding: str | None = None,
    speakers: Sequence[str] = (),
    interviewers: Sequence[str] = (),
) -> Reading:
    """A transcript's text, turns and labels, and what was doubtful about it.

    `name` is shown in messages and its suffix is a hint. `speakers` and `interviewers` are labels known to be in it.
    Raises QualcodeError, naming the file, for whatever is no transcript.
    """
    known = Known.of(speakers, interviewers)
    source = Source(data, name, encoding, known)
    reader = _reader_named(read_as) if read_as else _recognised(source)
    if reader.read is read_docx:
        _refuse_unless_docx(source)
    content = reader.read(source)
    _refuse_unusable(content, name)
    labels = _labels_found(content)
    warnings = [] if read_as else list(_suffix_warning(reader, content, name))
    warnings += [*content.warnings, *_doubts(content, labels, [*speakers, *interviewers])]
    return Reading(
        content.format,
        reader.name,
        reader.version,
        content.encoding,
        content.text,
        content.turns,
        content.front,
        labels,
        content.rejected,
        tuple(warnings),
        content.duration,
    )


def _reader_named(read_as: str) -> Reader:
    for reader in READERS:
        if read_as.casefold() in {reader.name, *reader.formats}:
            return reader
    names = sorted({name for reader in READERS for name in (reader.name, *reader.formats)})
    near = get_close_matches(read_as.casefold(), names, 1)
    raise QualcodeError(
        f"qualcode has no reader called “{read_as}”.",
        hint=f"Did you mean --read-as “{near[0]}”?" if near else f"Give one of: {', '.join(names)}.",
    )


def _recognised(source: Source) -> Reader:
    """The reader for a file's content; its suffix decides only where the content leaves it open."""
    if is_docx(source.data):
        return _reader_named("docx")
    text, _, _ = decoded(source.data, source.name, source.encoding)
    if looks_like_cues(text):
        return _reader_named("captions")
    suffix = PurePath(source.name).suffix.lower()
    if suffix in _OTHER_FORMATS:
        raise QualcodeError(
            f"“{source.name}” is a {_OTHER_FORMATS[suffix]} file, which qualcode does not read.",
            hint="Save it as .docx or .txt, or read it as it stands with --read-as text.",
        )
    return _reader_named("text")


def _refuse_unless_docx(source: Source) -> None:
    if not source.data.startswith(b"PK"):
        decoded(source.data, source.name, source.encoding)
        raise QualcodeError(f"“{source.name}” is not a Word document.", hint="Leave out --read-as.")
    if len(source.data) > LARGEST_FILE:
        raise QualcodeError(f"“{source.name}” is larger than 100 MB.", hint="Import one interview to a file.")


def _refuse_unusable(content: Content, name: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in content.text):
        raise QualcodeError(
            f"“{name}” holds halves of characters (lone surrogates).", hint="Export the transcript again as UTF-8."
        )
    if not content.turns:
        raise QualcodeError(f"“{name}” holds no words anybody says.", hint="Open it and see what was exported.")


def _suffix_warning(reader: Reader, content: Content, name: str) -> Iterator[str]:
    if PurePath(name).suffix.lower() not in reader.formats[content.format]:
        yield f"“{name}” was read by its content, which is {content.format}, not by its name."


def _labels_found(content: Content) -> tuple[LabelFound, ...]:
    counts: dict[str, list[int]] = {}
    for turn in content.turns:
        if turn.label is not None:
            counts.setdefault(turn.label, []).append(len(content.text[turn.start : turn.end].split()))
    return tuple(
        LabelFound(label, len(words), sum(words), role(label, content.known)) for label, words in counts.items()
    )


def _doubts(content: Content, labels: Sequence[LabelFound], named: Sequence[str]) -> Iterator[str]:
    """What a person should look at before trusting the turns."""
    found = {folded(label.label) for label in labels}
    for label in named:
        if folded(label) not in found:
            yield f"Nobody in this file is labelled “{label}”."
    if not labels:
        yield "No speaker is named, so each paragraph stands alone; name the speakers with --speakers if there are any."
    for label in content.once:
        yield f"“{label}” speaks only once; is that a person?"
    for alike in sorted({folded(label.label) for label in labels}):
        forms = [label.label for label in labels if folded(label.label) == alike]
        if len(forms) > 1:
            yield f"These labels may be one person: {', '.join(f'“{form}”' for form in forms)}."
    before = len(content.text[: content.turns[0].start].split())
    if before > _MUCH_BEFORE:
        yield f"{before} words stand before the first speaker and belong to no turn."
