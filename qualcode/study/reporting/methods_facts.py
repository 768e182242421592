"""How a study was done, gathered from its log for a methods appendix."""

from collections.abc import Iterable, Mapping

from qualcode import __version__
from qualcode.analysis.ledger import Entry, Offered, ledger
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.log_counts import (
    Step,
    acts,
    blind_by_claim,
    brought_in,
    corrected_documents,
    encoders_used,
    finishes,
    span_of_events,
    steps_of,
    texts_read,
)
from qualcode.reports.answers.log_facts import Applied, CodeStep, Finish, LogFacts, Note, ReadAgain, Texts, ThemeAct
from qualcode.reports.kinds.methods_sentences import WORDS_ONLY
from qualcode.study.suggesting.offered import offered

_GRAPH = " graph="
"""Stands in fingerprints of the quick engine, which runs no other model."""
_SHORT = 12
"""Letters of a hash that tell versions apart."""


def log_facts(project: Project) -> LogFacts:
    """What the log tells of how the study was done, as it stands now."""
    store, coders = project.store, tuple(project.coders.names())
    count, began, latest = span_of_events(store)
    suggestions = {coder: project.suggestions.ledger(coder) for coder in coders}
    decided = [one for coder in coders for one in offered(project, coder, suggestions[coder])]
    encoders = tuple(encoders_used(store))
    made_from = (one for some in suggestions.values() for one in some if one.arm != "withheld")
    return LogFacts(
        began=began,
        latest=latest,
        events=count,
        coders=coders,
        brought_in=brought_in(store),
        finishes=tuple(Finish(*row) for row in finishes(store)),
        ledger=_totals(decided),
        decoys=sum(one.arm == "decoy" and one.is_decided for one in decided),
        rereads=sum(one.arm == "withheld" and one.is_decided for one in decided),
        from_suggestions=frozenset(one.coding for one in made_from if one.coding),
        blind_by_claim=blind_by_claim(store),
        code_steps=tuple(_code_steps(project)),
        applied=tuple(_applied(project)),
        rule_changes=_rule_changes(steps_of(store, "settings")),
        read_again=tuple(one for coder in coders for one in _read_again(project, coder)),
        theme_acts=tuple(ThemeAct(*act) for act in acts(store, "themes")),
        notes=_notes(project),
        guide=len(project.questions.all()),
        texts=tuple(Texts(*row) for row in texts_read(store)),
        corrected=corrected_documents(store),
        encoders=encoders,
        packaged=frozenset(filter(_is_packaged, encoders)),
        software=__version__,
    )


def _is_packaged(fingerprint: str) -> bool:
    """Whether a fingerprint is that of the language model that comes with qualcode."""
    if _GRAPH in fingerprint or " " not in fingerprint or fingerprint == WORDS_ONLY:
        return _GRAPH in fingerprint
    from qualcode.encoders.sentence_model import PackagedModel

    try:
        return fingerprint.startswith(f"{PackagedModel().content_hash()} ")
    except QualcodeError:  # not installed here, though somebody may have used it elsewhere
        return False


def _totals(decided: Iterable[Offered]) -> tuple[Entry, ...]:
    return tuple(one for one in ledger(decided) if not one.code)


def _code_steps(project: Project) -> Iterable[CodeStep]:
    for step in steps_of(project.store, "codes"):
        row, before, after = step.after or step.before or {}, step.before or {}, step.after or {}
        what = what_became(before, after)
        if what:
            yield CodeStep(
                key=step.object,
                code=str(row["name"]),
                made=step.made,
                coder=step.coder,
                what=what,
                before=str(before.get("definition", "")),
                after=str(after.get("definition", "")),
            )


def what_became(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """What a change made of a code: added, removed, merged, retired, renamed or reworded; empty where of no matter."""
    if not before or not after:
        return "added" if after else "removed"
    if after.get("became") and not before.get("became"):
        return "merged"
    if before.get("in_file", 1) and not after.get("in_file", 1):
        return "retired"
    if before["name"] != after["name"]:
        return "renamed"
    return "reworded" if before["definition"] != after["definition"] else ""


def _applied(project: Project) -> Iterable[Applied]:
    books = {book.file for book in project.codes.codebooks()}
    last: dict[str, str] = {}
    for step in steps_of(project.store, "files"):
        version = str((step.after or {}).get("sha256", ""))[:_SHORT]
        if step.object in books and version and last.get(step.object) != version:
            last[step.object] = version
            yield Applied(step.object, version, step.made, step.coder)


def _rule_changes(settings: Iterable[Step]) -> int:
    pairs = ((step.before, step.after) for step in settings)
    return sum(bool(old and new and old.get("suggestions") != new.get("suggestions")) for old, new in pairs)


def _read_again(project: Project, coder: str) -> Iterable[ReadAgain]:
    passages = [one for sample in project.samples.of(coder) for one in sample.passages]
    if passages:
        read = [one for one in passages if one.read]
        yield ReadAgain(coder, len(passages), len(read), sum(bool(one.added) for one in read))


def _notes(project: Project) -> tuple[Note, ...]:
    memos = project.memos.all()
    on_codings = any(one.about == "coding" for one in memos)
    document_of = {one.id: one.document for one in project.codings.everywhere()} if on_codings else {}

    def document(about: str, thing: str) -> str | None:
        return thing if about == "document" else document_of.get(thing)

    return tuple(Note(one.about, document(one.about, one.object), one.coder, one.made) for one in memos)
