"""The audit of a study whose every decision the tests remember, held against counts made by hand."""

import json
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from audited_study import CODES, ROLES, SCHOOLS, Deeds, audited_study
from conftest import Clock
from studies import THIRD, Said, qualcode, small_study

from qualcode.analysis.influence import Look, influence
from qualcode.analysis.intervals import clopper_pearson, wilson
from qualcode.analysis.recall import recall
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.soundness import check_project
from qualcode.project.suggestions import NewSuggestion
from qualcode.scope import Scope
from qualcode.study.suggesting.audit_told import recall_told
from qualcode.study.suggesting.auditing import Audit, audit
from qualcode.study.suggesting.marked_passages import marked_passages
from qualcode.study.suggesting.sampling import draw_sample

DECIDED = ("accepted", "changed", "rejected", "none of these")


@pytest.fixture(scope="module", params=[1, *(pytest.param(seed, marks=pytest.mark.storm) for seed in range(2, 8))])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Deeds]:
    folder = tmp_path_factory.mktemp("audited") / "study"
    return folder, audited_study(folder, request.param)


@pytest.fixture(scope="module")
def found(study: tuple[Path, Deeds]) -> Audit:
    with open_project(study[0]) as project:
        return audit(project, "ana", "ana")


def of_arm(deeds: Deeds, arm: str, code: str = "", *, decided: bool = True) -> list[str]:
    return [
        one
        for one in deeds.arms
        if deeds.arms[one] == arm
        and (not code or deeds.code[one] == code)
        and (not decided or deeds.status[one] != "open")
    ]


def shown(deeds: Deeds, code: str = "") -> list[str]:
    """What the ledger counts: decoys only while they wait, since nobody may know them yet."""
    waiting = [one for one in of_arm(deeds, "decoy", code, decided=False) if deeds.status[one] == "open"]
    return [*of_arm(deeds, "offered", code, decided=False), *waiting]


def given(deeds: Deeds, some: Iterable[str]) -> int:
    return sum(deeds.gave_its_code[one] for one in some)


def test_the_ledger_counts_what_was_done(study: tuple[Path, Deeds], found: Audit) -> None:
    deeds = study[1]

    assert {one.code for one in found.entries} == {"", *(deeds.code[one] for one in shown(deeds))}
    for entry in found.entries:
        mine = shown(deeds, entry.code)
        became = [deeds.status[one] for one in mine]
        assert entry.shown == len(mine)
        assert [entry.accepted, entry.changed, entry.rejected, entry.none_of_these] == [
            became.count(status) for status in DECIDED
        ]
        assert entry.open == became.count("open")
        assert entry.cannot_say == sum(deeds.band[one] == "cannot say" for one in mine)
        times = [deeds.seconds[one] for one in mine if one in deeds.seconds]
        assert (entry.timed, entry.seconds) == (len(times), median(times) if times else None)


def test_every_coding_is_blind_or_suggested_or_made_by_hand_later(study: tuple[Path, Deeds], found: Audit) -> None:
    deeds = study[1]
    made = [one for one in deeds.arms if deeds.arms[one] == "offered" and deeds.status[one] in ("accepted", "changed")]

    assert found.origins[0].blind == len(deeds.blind)
    changed_decoys = sum(deeds.status[one] == "changed" for one in of_arm(deeds, "decoy"))
    assert found.origins[0].suggested == len(made) + changed_decoys
    assert {one.code: one.blind for one in found.origins if one.code} == {
        one.code: deeds.blind.count(one.code) for one in found.origins if one.code
    }
    assert all(one.codings == one.blind + one.suggested + one.later for one in found.origins)
    for part in ("codings", "blind", "suggested", "later"):
        assert getattr(found.origins[0], part) == sum(getattr(one, part) for one in found.origins[1:])


@pytest.mark.parametrize("last", [1, 5, 50])
def test_precision_is_of_the_last_so_many(study: tuple[Path, Deeds], last: int) -> None:
    folder, deeds = study
    with open_project(folder) as project:
        rows = audit(project, "ana", "ana", last=last).precision

    for row in rows:
        mine = of_arm(deeds, "offered", row.code)
        latest = [one for one in deeds.order if one in mine][-last:]
        assert (row.accepted, row.decided) == (given(deeds, latest), len(latest))
        assert row.interval == clopper_pearson(row.accepted, row.decided)
    assert {row.code for row in rows} == {"", *(deeds.code[one] for one in of_arm(deeds, "offered"))}


def test_what_was_stated_stands_beside_what_was_accepted(study: tuple[Path, Deeds], found: Audit) -> None:
    deeds = study[1]
    decided = of_arm(deeds, "offered")

    assert [one.stated for one in found.bands] == [
        band for band in ("strong", "some", "weak", "cannot say") if band in {deeds.band[one] for one in decided}
    ]
    for row in found.bands:
        mine = [one for one in decided if deeds.band[one] == row.stated]
        assert (row.accepted, row.decided) == (given(deeds, mine), len(mine))
    for row in found.tenths:
        low = float(row.stated[:3])
        mine = [one for one in decided if low <= (deeds.probability[one] or -1) < low + 0.1]
        assert (row.accepted, row.decided) == (given(deeds, mine), len(mine))
        assert row.interval == wilson(row.accepted, row.decided)
    assert sum(row.decided for row in found.tenths) == sum(deeds.probability[one] is not None for one in decided)


def test_decoys_and_plain_rereads_are_told_apart(study: tuple[Path, Deeds], found: Audit) -> None:
    deeds = study[1]
    decoys = of_arm(deeds, "decoy")

    assert found.decoys is not None
    assert (found.decoys.accepted, found.decoys.decided) == (given(deeds, decoys), len(decoys))
    assert {row.code for row in found.influence} >= {""}
    for row in found.influence:
        sides = [(arm, of_arm(deeds, arm, row.code)) for arm in ("offered", "withheld")]
        looks = [
            Look(deeds.person[one], arm == "offered", deeds.gave_its_code[one]) for arm, some in sides for one in some
        ]
        assert row.found == influence(looks)


def test_recall_is_that_of_the_coding_before_the_sample(study: tuple[Path, Deeds], found: Audit) -> None:
    folder, deeds = study
    with open_project(folder) as project:
        sample = project.samples.of("ana")[-1]
        before = [one for one in project.codings.within() if one.made <= sample.made]
        passages = marked_passages(project, project.documents.ids(), before)
    assert found.recall is not None
    assert (found.recall.drawn, found.recall.read) == (len(deeds.read), len(deeds.read))
    for row in found.recall.codes:
        wanted = {row.code} if row.code else set(CODES)
        marked = sum(bool(wanted & one.codes) for one in passages)
        missed = sum(bool(wanted & set(codes)) for _, codes in deeds.read)
        left = sum(not one.codes for one in passages)
        assert left == sample.unmarked == sum(sample.by_document.values())
        assert row.found == recall(marked, left, len(deeds.read), missed)
    # What suggestions added before the draw is marked too; nothing that was marked blind is lost.
    places = {(one.participant, one.passage.start): one.codes for one in passages}
    assert all(code in places[place] for place, code in deeds.marked.items())


def test_unmarked_passages_no_code_was_suggested_for_are_counted(study: tuple[Path, Deeds], found: Audit) -> None:
    with open_project(study[0]) as project:
        passages = marked_passages(project, project.documents.ids(), project.codings.within())
        tried = {(one.document, one.start) for one in project.suggestions.ledger("ana")}
    left = [one.passage for one in passages if not one.codes]

    assert found.unmarked == len(left)
    assert found.without_suggestion == sum((one.document, one.start) not in tried for one in left)


def test_groups_are_shown_apart_only_where_enough_people_are_in_them(study: tuple[Path, Deeds], found: Audit) -> None:
    deeds, people = study[1], [f"P{n:02d}" for n in range(1, 9)]
    assert found.recall is not None
    assert found.recall.too_small == ("role", "school")
    rows = {(one.attribute, one.group): one for one in found.recall.groups}
    expected = {}
    for attribute, values in (("role", ROLES), ("school", SCHOOLS)):
        for value in sorted(set(values)):
            members = {name for name, own in zip(people, values, strict=True) if own == value}
            if len(members) >= 3:
                mine = [codes for name, codes in deeds.read if name in members]
                expected[attribute, value] = (len(members), len(mine), sum(map(bool, mine)))
    assert {name: (one.people, one.found.read, one.found.missed) for name, one in rows.items()} == expected
    assert ("role", "mentor") not in rows


def test_a_filter_on_codes_leaves_the_figures_of_a_code_as_they_are(study: tuple[Path, Deeds], found: Audit) -> None:
    with open_project(study[0]) as project:
        one = audit(project, "ana", "ana", scope=Scope(codes=frozenset({"vc.potential"})))

    assert [row.code for row in one.entries] == ["", "vc.potential.social"]
    assert one.entries[1] in found.entries
    assert one.origins[1] in found.origins
    assert one.recall is not None
    assert found.recall is not None
    assert one.recall.codes[1] in found.recall.codes


def figures(said: Said, part: str) -> list[dict[str, Any]]:
    return [row for row in json.loads(said.out) if row["part"] == part]


def test_programs_get_every_figure_and_people_tables_that_fit(study: tuple[Path, Deeds], found: Audit) -> None:
    folder, deeds = study

    typed = qualcode(folder, "suggest", "audit", "--format", "json")
    table = qualcode(folder, "suggest", "audit")
    markdown = qualcode(folder, "suggest", "audit", "--format", "md", "--last", 5)

    assert (typed.code, table.code, markdown.code) == (0, 0, 0)
    accepted = next(row for row in figures(typed, "ledger") if not row["code"] and row["measure"] == "accepted")
    assert (accepted["count"], accepted["of"]) == (found.entries[0].accepted, found.entries[0].shown)
    value = next(row for row in figures(typed, "recall") if not row["code"] and row["measure"] == "recall")
    assert found.recall is not None
    assert (value["value"], value["low"]) == (
        found.recall.codes[0].found.value,
        found.recall.codes[0].found.interval.low,
    )
    assert max(map(len, table.out.splitlines())) <= 80
    assert "\n## What became of the suggestions\n\n| code | shown |" in markdown.out
    assert f"{len(deeds.read)} unmarked passages read again" in " ".join(table.out.split())
    assert "every code was given by ana, none by the machine" in " ".join(table.out.split()).casefold()
    assert "## Accepted of the last 5 decided" in markdown.out
    rows = qualcode(folder, "suggest", "audit", "--format", "csv", "--coder", "all")
    assert rows.out.splitlines()[0] == "coder,part,code,group,measure,count,of,value,low,high,note"


def test_accepted_decoys_are_taken_back_and_told_before_anything_is_counted(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    with open_project(folder, clock=Clock()) as project:
        project.finishes.finish("ana", "D01")
        one = marked_passages(project, {"D01"}, ())[0].passage
        new = NewSuggestion("D01", one.start, one.end, one.words, "vc.applied", "some", 0.5, 1, None, arm="decoy")
        project.suggestions.offer("ana", [new], "none")
        project.suggestions.accept("ana", project.suggestions.of("ana")[0])

    said = qualcode(folder, "suggest", "audit", "--coder", "ana")

    assert said.err.startswith("This was a decoy, and vc.applied is taken back: D01 “We drafted the card")
    assert "qualcode coding add -d D01 --at " in said.err
    assert "Of 1 decoy, put in as a test, 1 accepted: 1.00, from 0.21 to 1.00." in said.out
    with open_project(folder) as project:
        assert project.codings.within() == []


def test_quick_decisions_are_asked_about_and_only_their_coder_is(
    study: tuple[Path, Deeds], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = [qualcode(study[0], "suggest", "audit", "--format", form) for form in ("json", "md", "table")]
    monkeypatch.setenv("QUALCODE_CODER", "ben")
    bens = qualcode(study[0], "suggest", "audit", "--coder", "ana")

    question = "Your last 20 decisions took about 2 seconds each. Was that time enough to read them?"
    assert all(question in said.err.splitlines() for said in own)
    assert question not in bens.err
    assert bens.out == own[2].out


def test_with_nothing_to_audit_it_is_said_what_to_type(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")

    said = qualcode(folder, "suggest", "audit")

    assert said.code == 0
    assert "No suggestion was shown to ana" in said.out
    assert "qualcode suggest sample" in said.out
    assert said.err.splitlines() == ["Nothing to tell of suggestions yet. Ask for some: qualcode suggest"]
    assert qualcode(folder, "suggest", "audit", "--format", "csv", "--coder", "all").code == 0


def test_others_codings_of_an_interview_still_coded_blind_are_left_out(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    with open_project(folder) as project:
        for document in ("D01", "D02"):
            one = marked_passages(project, {document}, ())[0].passage
            project.codings.add(NewCoding(document, one.start, one.end, "vc.applied", "ben"))
            project.finishes.finish("ben", document)
        two = marked_passages(project, {"D02"}, ())[0].passage
        project.codings.add(NewCoding("D02", two.start, two.end, "vc.applied", "ana"))

    said = qualcode(folder, "suggest", "audit", "--coder", "ben")

    assert "Left out until you have finished them: D02." in said.err
    assert "all codes         1      1" in said.out


def test_a_sample_is_planned_drawn_kept_and_not_drawn_twice(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    nothing = qualcode(folder, "suggest", "sample")
    with open_project(folder) as project:
        for document in ("D01", "D02", "D03"):
            project.finishes.finish("ana", document)
    unmarked = qualcode(folder, "suggest", "sample")
    with open_project(folder) as project:
        every = [one.passage for one in marked_passages(project, project.documents.ids(), ())]
        for one in every[:2]:
            project.codings.add(NewCoding(one.document, one.start, one.end, "vc.applied", "ana"))

    drawn = qualcode(folder, "suggest", "sample", "--n", 2, "--format", "json")
    again = qualcode(folder, "suggest", "sample")

    assert (nothing.code, unmarked.code, drawn.code, again.code) == (1, 1, 0, 1)
    assert nothing.err.startswith("A sample is drawn from interviews you have coded once through")
    assert unmarked.err.startswith("You have marked no passage")
    assert sum(row["drawn"] for row in drawn.rows) == 2
    assert sum(row["unmarked"] for row in drawn.rows) == len(every) - 2
    assert drawn.err.startswith("Drawn: 2 passages, as asked.")
    assert again.err.startswith("A sample is being read already: 2 passages are still to be read.")
    with open_project(folder) as project:
        assert all(row.result != "broken" for row in check_project(project))
        assert not {one.words for one in project.samples.waiting("ana")} & {one.words for one in every[:2]}
    assert qualcode(folder, "suggest", "sample", "--n", "few").err.startswith("“few” is no number of passages.")


@pytest.mark.storm
@pytest.mark.parametrize("seed", range(10, 16))
def test_a_sample_read_in_part_tells_what_is_read_so_far(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "study"
    deeds = audited_study(folder, seed, share=0.5)
    with open_project(folder) as project:
        found = audit(project, "ana", "ana").recall
    assert found is not None
    assert (found.read, found.codes[0].found.read) == (len(deeds.read), len(deeds.read))
    assert found.codes[0].found.missed == sum(bool(codes) for _, codes in deeds.read)


def rates(found: Audit) -> tuple[object, ...]:
    return found.precision, found.influence, found.decoys, found.bands, found.tenths


def test_what_became_of_codings_and_codes_since_leaves_the_decisions_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    audited_study(folder, 1, turns=5)
    with open_project(folder, clock=Clock("2026-05-02T09:00:00+00:00")) as project:
        before = audit(project, "ana", "ana")
        standing = {one.id: one for one in project.codings.within()}
        of_changed = [one.coding for one in project.suggestions.ledger("ana") if one.status == "changed"]
        changed = [standing[one] for one in of_changed if one in standing]
        for place, coding in enumerate(changed[2:]):
            if place % 2:
                project.codings.remove("ana", coding.id)
            else:
                other = next(code for code in CODES if code != coding.code)
                project.codings.edit("ana", coding.id, code=other)
        edited = audit(project, "ana", "ana")
    merged = qualcode(folder, "codebook", "merge", "vc.immediate", "--into", "vc.realized")
    with open_project(folder) as project:
        after = audit(project, "ana", "ana")

    assert len(changed) > 5
    assert rates(edited) == rates(before)
    assert merged.code == 0, merged.err
    assert rates(after) == rates(before)
    assert after.entries == before.entries


def test_a_decision_undone_counts_no_more_and_done_again_counts_as_it_is(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    with open_project(folder, clock=Clock()) as project:
        project.finishes.finish("ana", "D01")
        place = marked_passages(project, {"D01"}, ())[0].passage
        new = NewSuggestion("D01", place.start, place.end, place.words, "vc.applied", "some", 0.5, 1, None)
        project.suggestions.offer("ana", [new], "none")
        (one,) = project.suggestions.of("ana")

        project.suggestions.accept("ana", one, place=(place.start, place.end - 3))
        decided = audit(project, "ana", "ana").precision[0]
        project.history.undo("ana")
        undone = audit(project, "ana", "ana").precision
        project.history.redo("ana")
        again = audit(project, "ana", "ana").precision[0]
        project.history.undo("ana")
        project.suggestions.accept("ana", one, place=(place.start, place.end - 3), code="vc.realized")
        otherwise = audit(project, "ana", "ana").precision[0]

    assert (decided.accepted, decided.decided, undone, again) == (1, 1, (), decided)
    assert (otherwise.accepted, otherwise.decided) == (0, 1)


def test_of_a_code_alone_it_is_said_so_and_the_coder_is_asked_of_all_decisions(study: tuple[Path, Deeds]) -> None:
    folder, deeds = study
    some = len(shown(deeds, "vc.realized"))

    said = qualcode(folder, "suggest", "audit", "--code", "vc.realized")

    assert said.out.startswith(f"Of vc.realized alone: {some} suggestions shown to ana:")
    assert "these codes" in said.out
    assert "all codes" not in said.out
    assert "Your last 20 decisions took about 2 seconds each." in said.err


@pytest.mark.parametrize("arm", ["decoy", "withheld"])
def test_where_only_decoys_or_rereads_were_put_before_the_coder_it_is_said(tmp_path: Path, arm: str) -> None:
    folder = small_study(tmp_path / "study")
    with open_project(folder, clock=Clock()) as project:
        project.finishes.finish("ana", "D01")
        one = marked_passages(project, {"D01"}, ())[0].passage
        new = NewSuggestion("D01", one.start, one.end, one.words, "vc.applied", "some", 0.5, 1, None, arm=arm)
        project.suggestions.offer("ana", [new], "none")
        if arm == "decoy":
            project.suggestions.refuse("ana", project.suggestions.of("ana"))
        else:
            project.suggestions.reread("ana", project.suggestions.of("ana")[0], ())

    said = qualcode(folder, "suggest", "audit")

    what = {"decoy": "1 decoy", "withheld": "1 plain reread"}[arm]
    assert said.out.startswith(f"No suggestion was shown to ana but {what};")


def told_of(project: Project) -> str:
    found = audit(project, "ana", "ana").recall
    assert found is not None
    return recall_told(found, "ana")


def test_a_sample_read_whole_leaves_nothing_to_chance_and_says_no_bounds(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    audited_study(folder, 2, turns=8, share=0)
    with open_project(folder) as project:
        unread = told_of(project)
        for one in project.samples.waiting("ana"):
            project.samples.decide("ana", one, ())
        some = told_of(project)
        for one in draw_sample(project, "ana", size=10_000).sample.passages:
            project.samples.decide("ana", one, ())
        every = told_of(project)

    assert unread == "30 unmarked passages of a sample wait to be read again: qualcode review"
    assert "100 in 100 of the passages to be marked were marked: an estimate; 19 times in 20" in some
    assert every == (
        "By ana’s own second reading of every unmarked passage, 100 in 100 of the passages to be marked were marked."
    )


def test_a_sample_whose_interviews_are_all_corrected_since_is_to_be_drawn_anew(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    with open_project(folder, clock=Clock()) as project:
        one, *_ = (some.passage for some in marked_passages(project, {"D03"}, ()))
        project.codings.add(NewCoding("D03", one.start, one.end, "vc.applied", "ana"))
        project.finishes.finish("ana", "D03")
        draw_sample(project, "ana", size=1)
    path = tmp_path / "third.txt"
    path.write_text(
        THIRD.replace("The lunch was good.", "Supper, if you ask me, and then only once."), encoding="utf-8"
    )
    replaced = qualcode(folder, "import", "--replace", "D03", path)
    assert replaced.code == 0, replaced.err

    said = qualcode(folder, "suggest", "audit")

    assert "The interviews of the sample have changed since." in said.out


def test_before_anything_is_read_again_nothing_is_told_of_groups(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    with open_project(folder, clock=Clock()) as project:
        one = marked_passages(project, {"D01"}, ())[0].passage
        project.codings.add(NewCoding("D01", one.start, one.end, "vc.applied", "ana"))
        project.finishes.finish("ana", "D01")
        draw_sample(project, "ana", size=1)

    said = qualcode(folder, "suggest", "audit")

    assert "1 unmarked passage of a sample waits to be read again: qualcode review" in said.out
    assert "Whose words were missed" not in said.out
