"""What an event did, in plain words."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qualcode.project.changes import Change, Row
from qualcode.project.code_sentences import CODE_SENTENCES
from qualcode.project.story_sentences import STORY_SENTENCES
from qualcode.project.theme_sentences import THEME_SENTENCES

_NAMING = {
    "documents": "label",
    "codes": "name",
    "coders": "name",
    "participants": "label",
    "cases": "label",
    "themes": "name",
    "files": "id",
    "questions": "label",
    "value_stories": "label",
    "story_steps": "story",
    "indicators": "label",
}
NAMED = tuple(_NAMING)
"""Tables whose objects people call by a name."""
_LONGEST = 60
_MOST_NAMED = 8


class Names:
    """What people call the objects that events speak of, also those that are gone."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._document_of: dict[str, str] = {}

    def learn(self, change: Change) -> None:
        """Remember the names in a change."""
        row = change.after or change.before or {}
        column = _NAMING.get(change.relation)
        if column:
            self._names[change.object] = str(row[column])
        if change.relation == "versions":
            self._document_of[change.object] = str(row["document"])

    def of(self, object_id: object) -> str:
        """The name of an object, or a dash where it has none."""
        return self._names.get(str(object_id), "–")

    def document_of_version(self, version: object) -> str:
        """The document that a version belongs to."""
        return self.of(self._document_of.get(str(version), ""))


def sentence(action: str, changes: Sequence[Change] | None, names: Names) -> str:
    """One sentence without its subject: “coded D03 “we drafted the card” with vc.applied”."""
    if changes is None:
        return f"{action} (its words have been erased)"
    if action in CODE_SENTENCES:
        return CODE_SENTENCES[action](changes)
    if action in THEME_SENTENCES:
        return THEME_SENTENCES[action](changes, names)
    if action in STORY_SENTENCES:
        return STORY_SENTENCES[action](changes, names)
    teller = _TELLERS.get(action)
    return teller(changes, names) if teller else _counted(action, changes)


def shortened(words: str) -> str:
    """Words in quotation marks, cut to a line."""
    flat = " ".join(words.split())
    return f"“{flat}”" if len(flat) <= _LONGEST else f"“{flat[: _LONGEST - 1].rstrip()}…”"


def _row(changes: Sequence[Change], relation: str) -> Row:
    for change in changes:
        if change.relation == relation:
            return change.after or change.before or {}
    return {}


def _coding(verb: str, changes: Sequence[Change], names: Names) -> str:
    row = _row(changes, "codings")
    place, code = names.document_of_version(row.get("version")), names.of(row.get("code"))
    return f"{verb} {place} {shortened(row.get('words', ''))} with {code}{_modifiers(row)}"


def _modifiers(row: Row) -> str:
    modifiers: Mapping[str, str] = json.loads(row.get("modifiers", "{}"))
    return f" ({', '.join(f'{name} {value}' for name, value in sorted(modifiers.items()))})" if modifiers else ""


def _coding_edit(changes: Sequence[Change], names: Names) -> str:
    change = next(change for change in changes if change.relation == "codings")
    before, after = change.before or {}, change.after or {}
    told = []
    if before.get("words") != after.get("words") or before.get("start") != after.get("start"):
        told.append(f"words to {shortened(after.get('words', ''))}")
    if before.get("code") != after.get("code"):
        told.append(f"code from {names.of(before.get('code'))} to {names.of(after.get('code'))}")
    if before.get("modifiers") != after.get("modifiers"):
        told.append(f"modifiers to{_modifiers(after) or ' none'}")
    if before.get("starred") != after.get("starred"):
        told.append("starred" if after.get("starred") else "no longer starred")
    return f"changed a coding of {names.document_of_version(after.get('version'))}: {', '.join(told)}"


def _star(changes: Sequence[Change], names: Names) -> str:
    verb = "starred" if _row(changes, "codings").get("starred") else "took the star off"
    return _coding(f"{verb} the coding of", changes, names)


def _memo(verb: str, changes: Sequence[Change], names: Names) -> str:
    row = _row(changes, "memos")
    about = row.get("about", "")
    named = f" {names.of(row['object'])}" if about in {"document", "code", "theme"} else ""
    return f"{verb} on the {about}{named}: {shortened(row.get('text', ''))}"


def _imported(changes: Sequence[Change], names: Names) -> str:
    documents = [change for change in changes if change.relation == "documents" and change.before is None]
    if not documents:
        return _counted("changed who is who", changes)
    ids = [names.of(change.object) for change in documents]
    if len(ids) > _MOST_NAMED:
        return f"imported {len(ids)} documents, {ids[0]} to {ids[-1]}"
    return f"imported {', '.join(ids)}"


def _new_version(verb: str, changes: Sequence[Change], names: Names) -> str:
    row = next(change.after for change in changes if change.relation == "versions" and change.after)
    source = "" if row["corrected_by"] else f" by {row['original']}"
    return f"{verb} {names.of(row['document'])}{source} (version {row['number']})"


def _who_is_who(changes: Sequence[Change], names: Names) -> str:
    rows = [change.after or {} for change in changes if change.relation == "speakers"]
    ids = sorted({names.of(row.get("document")) for row in rows}, key=lambda label: (len(label), label))
    if len(ids) > _MOST_NAMED:
        return f"said who is who in {len(ids)} documents, {ids[0]} to {ids[-1]}"
    return f"said who is who in {', '.join(ids)}" if ids else "said who is who"


def _person(changes: Sequence[Change], names: Names) -> str:
    told = []
    for change in (one for one in changes if one.relation == "participants" and one.after):
        before = json.loads((change.before or {}).get("attributes", "{}"))
        after = json.loads((change.after or {}).get("attributes", "{}"))
        told += [
            f"{name} {after.get(name, 'taken away')}"
            for name in sorted({*before, *after})
            if before.get(name) != after.get(name)
        ]
    people = {names.of(one.object) for one in changes if one.relation == "participants"}
    people |= {
        names.of((one.after or one.before or {})["participant"]) for one in changes if one.relation == "memberships"
    }
    if any(one.relation == "memberships" for one in changes):
        told.append("cases")
    return f"changed {', '.join(sorted(people))}: {', '.join(told)}"


def _cases(changes: Sequence[Change], names: Names) -> str:
    new = sum(one.relation == "cases" and one.before is None for one in changes)
    values = sum(one.relation == "case_values" for one in changes)
    return f"imported cases: {new} new, {values} values"


def _document(changes: Sequence[Change], names: Names) -> str:
    told = []
    for change in (one for one in changes if one.relation == "documents" and one.before and one.after):
        before, after = change.before or {}, change.after or {}
        facts = [
            f"{fact} {shortened(after[fact] or '')}"
            for fact in ("title", "source", "date", "wave")
            if before[fact] != after[fact]
        ]
        told.append(f"{names.of(change.object)}: {', '.join(facts)}")
    return f"changed {'; '.join(told)}"


def _finish(verb: str, changes: Sequence[Change], names: Names) -> str:
    return f"{verb} {names.of(_row(changes, 'finishes').get('document'))}"


def _offer(changes: Sequence[Change], names: Names) -> str:
    made = sum(change.relation == "suggestions" and change.before is None for change in changes)
    return f"asked for suggestions: {made} new"


def _decided(verb: str, changes: Sequence[Change], names: Names) -> str:
    rows = [change.after for change in changes if change.relation == "suggestions" and change.after]
    if len(rows) == 1:
        row = rows[0]
        reason = f" ({row['reason']})" if row["reason"] else ""
        place, coded = names.document_of_version(row["version"]), _row(changes, "codings")
        told = f"the suggestion of {names.of(row['code'])} for {place} {shortened(row['words'])}"
        if row["status"] != "changed" or not coded:
            return f"{verb} {told}{reason}"
        to = [names.of(coded["code"])] if coded["code"] != row["code"] else []
        to += [f"the words {shortened(coded['words'])}"] if coded["words"] != row["words"] else []
        return f"changed {told} to {' and '.join(to) or 'the same words elsewhere'}{reason}"
    return f"{verb} {len(rows)} suggestions"


def _reread(changes: Sequence[Change], names: Names) -> str:
    """What a passage that came without a code was given; the code that was withheld is not told."""
    row = _row(changes, "sampled") or _row(changes, "suggestions")
    given = [names.of(one.after["code"]) for one in changes if one.relation == "codings" and one.after]
    told = f"read {names.document_of_version(row.get('version'))} {shortened(row.get('words', ''))} again"
    return f"{told} and coded it with {', '.join(given)}" if given else f"{told}: no code"


def _sample(changes: Sequence[Change], names: Names) -> str:
    drawn = sum(change.relation == "sampled" for change in changes)
    return f"drew {drawn} unmarked {'passage' if drawn == 1 else 'passages'} at random to read again"


def _void(changes: Sequence[Change], names: Names) -> str:
    taken = [one.before for one in changes if one.relation == "codings" and one.before and not one.after]
    kept = sum(one.relation == "suggestions" for one in changes) - len(taken)
    places = [f"{names.document_of_version(row['version'])} {shortened(row['words'])}" for row in taken]
    told = [f"the coding of {place} with {names.of(row['code'])}" for place, row in zip(places, taken, strict=True)]
    parts = [f"took back {'; '.join(told)}: {'a decoy' if len(told) == 1 else 'decoys'}"] if told else []
    return "; ".join([*parts, *([f"kept {kept} of what came of decoys"] if kept else [])])


def _shown(changes: Sequence[Change], names: Names) -> str:
    rows = [change.after for change in changes if change.relation == "exposures" and change.after]
    if not rows:
        shown = sum(change.relation == "suggestions" for change in changes)
        return f"was shown {shown} {'suggestion' if shown == 1 else 'suggestions'}"
    what = "suggestions" if rows[0]["kind"] == "suggestions" else "others’ codings"
    return f"was shown {what} of {', '.join(names.of(row['document']) for row in rows)}"


def _guide(changes: Sequence[Change], names: Names) -> str:
    kept = [change for change in changes if change.relation == "questions"]
    counts = Counter(
        "added" if change.before is None else "removed" if change.after is None else "changed" for change in kept
    )
    told = ", ".join(f"{n} {'question' if n == 1 else 'questions'} {what}" for what, n in sorted(counts.items()))
    return f"brought in the interview guide{f': {told}' if told else ''}"


def _asking(changes: Sequence[Change], names: Names) -> str:
    rows = [change.after for change in changes if change.relation == "askings" and change.after]
    told = [
        f"{names.of(row['question'])} was {'' if row['asked'] else 'not '}asked in"
        f" {names.document_of_version(row['version'])}"
        for row in rows
    ]
    return f"said that {told[0]}" if len(told) == 1 else f"said of {len(told)} askings whether they were"


def _coders(changes: Sequence[Change], names: Names) -> str:
    return f"let {', '.join(names.of(change.object) for change in changes if change.relation == 'coders')} take part"


def _counted(action: str, changes: Sequence[Change]) -> str:
    counts = Counter(change.relation for change in changes)
    told = ", ".join(f"{n} in {relation}" for relation, n in sorted(counts.items()))
    return f"{action.replace('.', ' ')} ({told})"


def _charted(verb: str, changes: Sequence[Change], names: Names) -> str:
    row = _row(changes, "charted")
    return (
        f"{verb} {names.of(row.get('participant'))} under {names.of(row.get('code'))} in the chart:"
        f" {shortened(row.get('words', ''))}"
    )


_TELLERS: dict[str, Callable[[Sequence[Change], Names], str]] = {
    "project.init": lambda changes, names: "made the project",
    "coder.add": _coders,
    "document.import": _imported,
    "participants.import": _who_is_who,
    "document.replace": lambda changes, names: _new_version("replaced", changes, names),
    "document.correct": lambda changes, names: _new_version("corrected", changes, names),
    "participants.edit": _person,
    "cases.import": _cases,
    "document.edit": _document,
    "document.finish": lambda changes, names: _finish("finished", changes, names),
    "document.reopen": lambda changes, names: _finish("took up again", changes, names),
    "document.lead": lambda changes, names: "chose whose codings count",
    "document.asked": lambda changes, names: "said who was asked what",
    "questions.import": _guide,
    "questions.confirm": _asking,
    "questions.deny": _asking,
    "coding.add": lambda changes, names: _coding("coded", changes, names),
    "coding.remove": lambda changes, names: _coding("removed the coding of", changes, names),
    "coding.edit": _coding_edit,
    "coding.star": _star,
    "codings.import": lambda changes, names: (
        f"imported {sum(change.relation == 'codings' for change in changes)} codings"
    ),
    "memo.add": lambda changes, names: _memo("wrote a memo", changes, names),
    "memo.edit": lambda changes, names: _memo("reworded a memo", changes, names),
    "memo.remove": lambda changes, names: _memo("removed a memo", changes, names),
    "chart.write": lambda changes, names: _charted("summed up", changes, names),
    "chart.edit": lambda changes, names: _charted("reworded the summary of", changes, names),
    "chart.remove": lambda changes, names: _charted("removed the summary of", changes, names),
    "suggest.offer": _offer,
    "shown.suggestions": _shown,
    "shown.codings": _shown,
    "shown.suggestion": _shown,
    "suggestion.accept": lambda changes, names: _decided("accepted", changes, names),
    "suggestion.reject": lambda changes, names: _decided("turned down", changes, names),
    "suggestion.reread": _reread,
    "suggestion.void": _void,
    "suggest.sample": _sample,
    "sample.read": _reread,
    "themes.discover": lambda changes, names: "looked for clusters",
}
