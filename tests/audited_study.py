"""A study whose suggestions and sample were decided by a rule that tests know: what an audit has to find again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from conftest import Clock

from qualcode.model import Passage, Suggestion
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.suggesting.marked_passages import marked_passages
from qualcode.study.suggesting.sampling import draw_sample

CODES = ("vc.immediate", "vc.potential.social", "vc.applied", "vc.realized")
ROLES = ("principal", "principal", "principal", "teacher", "teacher", "teacher", "mentor", "principal")
SCHOOLS = ("Alder", "Alder", "Birch", "Birch", "Alder", "Cedar", "Birch", "Alder")
BANDS = {0.9: "strong", 0.7: "strong", 0.5: "some", 0.2: "weak"}
_LINES = (
    "We met on Monday and talked about the card until it was late, as we had said we would.",
    "Nobody asked me to come back, and I came back every week because of those people there.",
    "The referrals did not go down this year, whatever was written about them in the spring.",
    "I took her letter home with me and sent it to the parents of my own school the day after.",
)


@dataclass
class Deeds:
    """What was done in the study, as the tests remember it."""

    arms: dict[str, str] = field(default_factory=dict)
    """By suggestion."""
    status: dict[str, str] = field(default_factory=dict)
    code: dict[str, str] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    band: dict[str, str] = field(default_factory=dict)
    probability: dict[str, float | None] = field(default_factory=dict)
    gave_its_code: dict[str, bool] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    """Suggestions in the order of decision."""
    seconds: dict[str, int] = field(default_factory=dict)
    blind: list[str] = field(default_factory=list)
    """The codes of the codings made before anything was shown."""
    marked: dict[tuple[str, int], str] = field(default_factory=dict)
    """The passages marked then, as (participant, start), with their code."""
    unmarked: dict[str, int] = field(default_factory=dict)
    """By participant."""
    read: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Of the sample: whose passage, and the codes given."""


def audited_study(folder: Path, seed: int, *, turns: int = 12, decoys: bool = True, share: float = 1.0) -> Deeds:
    """Eight interviews coded, finished, suggested for, decided on and sampled by chance; `share` of the sample read."""
    chance, deeds, clock = Random(seed), Deeds(), Clock()
    _write(folder, chance, turns)
    with set_up(folder, codebook="value-creation", coder="ana", title="Audited"):
        pass
    with open_project(folder, clock=clock) as project:
        add_coder(project, "ana", "ben")
        files = folder.parent / f"{folder.name}-files"
        who = read_who_is_who(files / "participants.csv")
        import_files(project, "ana", sorted(files.glob("*.txt")), who=who)
        left = _code(project, chance, deeds)
        _offer(project, chance, deeds, left, decoys=decoys)
        _decide(project, chance, deeds, clock)
        _sample(project, chance, deeds, share)
    return deeds


def _write(folder: Path, chance: Random, turns: int) -> None:
    files = folder.parent / f"{folder.name}-files"
    files.mkdir(parents=True)
    rows = ["file,label,participant,role,school"]
    for number, (role, school) in enumerate(zip(ROLES, SCHOOLS, strict=True), start=1):
        said = (
            f"Q: What then, {turn}?\nS{number}: {chance.choice(_LINES)} That was number {turn} of {number}."
            for turn in range(turns + number)
        )
        (files / f"{number}.txt").write_text("\n".join(said), encoding="utf-8")
        rows += [f"{number}.txt,Q,,interviewer,", f"{number}.txt,S{number},P{number:02d},{role},{school}"]
    (files / "participants.csv").write_text("\n".join(rows), encoding="utf-8")


def _code(project: Project, chance: Random, deeds: Deeds) -> list[Passage]:
    left = []
    documents = project.documents.ids()
    for one in marked_passages(project, documents, ()):
        passage, person = one.passage, one.participant or ""
        if chance.random() < 0.35:
            code = chance.choice(CODES[:3])
            project.codings.add(NewCoding(passage.document, passage.start, passage.end, code, "ana"))
            deeds.marked[person, passage.start] = code
            deeds.blind.append(code)
        else:
            left.append(passage)
            deeds.unmarked[person] = deeds.unmarked.get(person, 0) + 1
    for document in documents:
        project.finishes.finish("ana", document)
    return left


def _offer(project: Project, chance: Random, deeds: Deeds, left: Sequence[Passage], *, decoys: bool) -> None:
    offers = []
    for rank, passage in enumerate(chance.sample(list(left), len(left) * 2 // 3), start=1):
        arm = chance.choices(("offered", "withheld", "decoy" if decoys else "offered"), (70, 20, 10))[0]
        probability = chance.choice([*BANDS, None])
        band = BANDS[probability] if probability else "cannot say"
        new = NewSuggestion(
            passage.document,
            passage.start,
            passage.end,
            passage.words,
            chance.choice(CODES),
            band,
            probability,
            rank,
            None,
            arm=arm,
        )
        offers.append(new)
    project.suggestions.offer("ana", offers, "none")
    project.suggestions.mark_shown("ana", project.suggestions.of("ana"))
    for one in project.suggestions.ledger("ana"):
        deeds.arms[one.id], deeds.code[one.id] = one.arm, one.code
        deeds.person[one.id] = one.participant or ""
        deeds.band[one.id], deeds.probability[one.id] = one.band, one.probability
        deeds.status[one.id], deeds.gave_its_code[one.id] = "open", False


def _decide(project: Project, chance: Random, deeds: Deeds, clock: Clock) -> None:
    every = {one.id: one for one in project.suggestions.of("ana")}
    for one in chance.sample(sorted(every.values(), key=lambda one: one.id), len(every) - 4):
        if chance.random() < 0.9:
            project.suggestions.mark_opened("ana", one)
            started = clock.now
        else:
            started = None
        _decide_one(project, chance, deeds, one)
        if started is not None:
            decided = next(again for again in project.suggestions.ledger("ana") if again.id == one.id)
            deeds.seconds[one.id] = _at(decided.decided) - round(started.timestamp())
        deeds.order.append(one.id)


def _decide_one(project: Project, chance: Random, deeds: Deeds, one: Suggestion) -> None:
    own, suggestions = deeds.code[one.id], project.suggestions
    other = next(code for code in CODES if code != own)
    if deeds.arms[one.id] == "withheld":
        given: Sequence[str] = chance.choice([(own,), (other,), (own, other), (), ()])
        suggestions.reread("ana", one, given)
        deeds.status[one.id] = "accepted" if own in given else "changed" if given else "none of these"
        deeds.gave_its_code[one.id] = own in given
        return
    became = chance.choice(["accepted", "accepted", "other words", "other code", "rejected", "none of these"])
    if became == "accepted":
        suggestions.accept("ana", one)
    elif became == "other words":
        suggestions.accept("ana", one, place=(one.start, one.end - 4))
    elif became == "other code":
        suggestions.accept("ana", one, code=other)
    else:
        suggestions.refuse("ana", [one], status=became, reason="not relevant" if became == "rejected" else None)
    deeds.status[one.id] = "changed" if became.startswith("other") else became
    deeds.gave_its_code[one.id] = became in ("accepted", "other words")


def _sample(project: Project, chance: Random, deeds: Deeds, share: float) -> None:
    project.suggestions.void_decoys("ana")
    drawn = draw_sample(project, "ana", size=30).sample
    for one in drawn.passages[: round(share * len(drawn.passages))]:
        codes = _given(chance)
        project.samples.decide("ana", one, codes)
        deeds.read.append((one.participant or "", codes))


def _given(chance: Random) -> tuple[str, ...]:
    return tuple(sorted(chance.sample(CODES, chance.choice([0, 0, 0, 0, 1, 2]))))


def _at(moment: str | None) -> int:
    from datetime import datetime

    return round(datetime.fromisoformat(moment or "").timestamp())
