"""Tables across groups of people, counted a second time, naively, from rows made at random."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.counting import counted
from qualcode.analysis.cross_table import table_by_groups, table_by_wave
from qualcode.analysis.cross_waves import changes, in_wave, waves_of
from qualcode.analysis.crosstab import code_subjects, crosstab, theme_subjects
from qualcode.analysis.groups_of_people import Groups
from qualcode.analysis.masking import withheld
from qualcode.model import Coding, Document, Evidence, Theme

PEOPLE = ("P01", "P02", "P03", "P04", "P05", "P06")
CODES = ("vc.immediate", "vc.potential", "vc.potential.human", "vc.applied")
ROWS = ("vc.immediate", "vc.potential", "vc.potential.human", "vc.applied")
BLANKS = ("nothing_said", "not_recorded", "not_asked", "not_coded", "no_interview")
some_people = st.sets(st.sampled_from(PEOPLE), max_size=6)


def under(code: str, above: str) -> bool:
    return code == above or code.startswith(above + ".")


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[Document], list[Coding], Theme]:
    documents = [
        Document(
            id=f"D{n:02}",
            title="",
            source=draw(st.sampled_from(["interview", "interview", "program record"])),
            participants=tuple(sorted(draw(st.sets(st.sampled_from(PEOPLE[:5]), min_size=1, max_size=2)))),
            finished_by=draw(st.sampled_from([(), ("ana",), ("ana",)])),
            lead=None,
            asked=draw(st.none() | st.frozensets(st.sampled_from(CODES), max_size=2)),
            wave=draw(st.sampled_from([None, "1", "2", "10"])),
        )
        for n in range(1, draw(st.integers(1, 6)) + 1)
    ]
    codings = []
    for n in range(draw(st.integers(0, 12))):
        document, start = draw(st.sampled_from(documents)), draw(st.integers(0, 5))
        who = draw(st.sampled_from([None, *document.participants]))
        place = (document.id, who, 1, start, start + 3, "")
        codings.append(Coding(f"c{n}", *place, draw(st.sampled_from(CODES)), "ana"))
    evidence = tuple(
        Evidence(one.id, draw(st.sampled_from(["for", "against"]))) for one in codings if draw(st.booleans())
    )
    theme = Theme("1", "A theme", "", codes=tuple(draw(st.sets(st.sampled_from(CODES), max_size=1))), evidence=evidence)
    return documents, codings, theme


def asked_about(documents: list[Document], codes: set[str]) -> str:
    guides = [one.asked for one in documents if one.asked is not None or one.source == "interview"]
    for asked in guides:
        if asked is not None and (not codes or any(under(a, c) or under(c, a) for a in asked for c in codes)):
            return "nothing_said"
    return "not_recorded" if None in guides else "not_asked"


def state_of(person: str, documents: list[Document], raised: list[Coding], codes: set[str]) -> str:
    if any(one.participant == person for one in raised):
        return "said"
    mine = [one for one in documents if person in one.participants]
    done = [one for one in mine if one.finished_by]
    if not mine:
        return "no_interview"
    return asked_about(done, codes) if done else "not_coded"


def cell_by_hand(
    people: set[str],
    units: dict[str, set[str]] | None,
    documents: list[Document],
    raised: list[Coding],
    codes: set[str],
) -> dict[str, int]:
    done = {one.id for one in documents if one.finished_by}
    raised = [one for one in raised if one.document in done]
    states = {person: state_of(person, documents, raised, codes) for person in people}
    found = dict.fromkeys(("said", "one_voice", *BLANKS), 0)
    for members in [{person} for person in people] if units is None else units.values():
        here = [states[person] for person in members & people]
        if not here:
            continue
        voices = here.count("said")
        if units is not None and voices == 1:
            found["one_voice"] += 1
        elif voices:
            found["said"] += 1
        else:
            found[next(blank for blank in BLANKS if blank in here)] += 1
    return found | {"excerpts": len({(o.document, o.start, o.end) for o in raised if o.participant in people})}


@settings(max_examples=80, deadline=None)
@given(studies(), some_people, some_people, st.none() | st.tuples(some_people, some_people))
def test_every_cell_is_what_naive_counting_gives(study, one_group, other_group, parts):
    documents, codings, theme = study
    count = counted(codings, documents)
    groups = {"one": one_group, "other": other_group, "all": set(PEOPLE)}
    units = None if parts is None else {"north": parts[0], "south": parts[1]}
    subjects = (*code_subjects(count, ROWS), *theme_subjects(count, {theme.name: theme}))
    cells = {(cell.row, cell.group): cell for cell in crosstab(subjects, count, groups, units)}
    stance = {one.coding: one.stance for one in theme.evidence}
    belongs = [
        one
        for one in codings
        if stance.get(one.id) == "for" or (one.id not in stance and any(under(one.code, c) for c in theme.codes))
    ]
    done = {one.id for one in documents if one.finished_by}
    wanted = {code: ({code}, [one for one in codings if under(one.code, code)]) for code in ROWS}
    wanted[theme.name] = ({*theme.codes, *(one.code for one in belongs if one.document in done)}, belongs)
    assert len(cells) == len(wanted) * len(groups)
    for row, (codes, raised) in wanted.items():
        for group, people in groups.items():
            cell, by_hand = cells[row, group], cell_by_hand(people, units, documents, raised, codes)
            assert {name: getattr(cell, name) for name in by_hand} == by_hand
            assert cell.people == len(people)
            assert cell.of == cell.said + cell.one_voice + cell.nothing_said + cell.not_recorded
            assert (cell.state == "said") == (cell.said > 0)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_waves_and_what_changed_between_them_are_what_naive_counting_gives(study):
    documents, codings, _ = study
    count = counted(codings, documents)
    waves = waves_of(documents)
    assert list(waves) == [wave for wave in ("1", "2", "10") if any(one.wave == wave for one in documents)]
    subjects = code_subjects(count, ROWS)
    table = table_by_wave(subjects, count, PEOPLE, fewest=1)
    found = {(one.row, one.earlier, one.later): one for one in table.changes}
    assert len(found) == len(ROWS) * max(0, len(waves) - 1)
    assert found == {(o.row, o.earlier, o.later): o for o in changes(subjects, count, waves, PEOPLE)}
    for (row, *pair), change in found.items():
        tally = {"new": 0, "persists": 0, "dropped": 0, "neither": 0, "not_asked": 0}
        for person in PEOPLE:
            mine = [[o for o in documents if o.wave == wave and person in o.participants] for wave in pair]
            if not all(some and all(one.finished_by for one in some) for some in mine):
                continue
            states = [
                state_of(
                    person,
                    some,
                    [o for o in codings if under(o.code, row) and o.document in {d.id for d in some}],
                    {row},
                )
                for some in mine
            ]
            said = tuple(state == "said" for state in states)
            kinds = {
                (False, True): "new",
                (True, True): "persists",
                (True, False): "dropped",
                (False, False): "neither",
            }
            tally["not_asked" if "not_asked" in states else kinds[said]] += 1
        assert {name: getattr(change, name) for name in tally} == tally
        assert change.of == change.new + change.persists + change.dropped + change.neither
    for cell in table.cells:
        shelf = [one for one in documents if one.wave == cell.group]
        met = {person for one in shelf for person in one.participants}
        here = [one for one in codings if under(one.code, cell.row) and one.document in {d.id for d in shelf}]
        by_hand = cell_by_hand(met, None, shelf, here, {cell.row})
        assert {name: getattr(cell, name) for name in by_hand} == by_hand
        assert in_wave(count, cell.group).codings == tuple(
            o for o in count.codings if o.document in {d.id for d in shelf}
        )


def computable(shown: list[set[str]], target: set[str]) -> bool:
    """Whether a sum over some people follows from sums over the shown groups, by whatever adding and taking away."""
    if not shown:
        return False
    matrix = np.array([[person in group for person in PEOPLE] for group in shown], dtype=float)
    wanted = np.vstack([matrix, [person in target for person in PEOPLE]])
    return bool(np.linalg.matrix_rank(wanted) == np.linalg.matrix_rank(matrix))


@settings(max_examples=80, deadline=None)
@given(st.lists(some_people, max_size=5), st.integers(2, 4), st.booleans())
def test_what_few_people_said_follows_from_no_shown_groups(groups, fewest, total):
    named = {str(number): people for number, people in enumerate(groups)}
    everybody = set().union(*groups)
    always = [everybody] if total and len(everybody) >= fewest else []
    hidden = withheld(named, fewest, always)
    shown = [people for name, people in named.items() if name not in hidden] + always
    for many in range(1, fewest):
        for few in combinations(PEOPLE, many):
            assert not computable(shown, set(few))
    assert all(named[name] for name in hidden)


@settings(max_examples=60, deadline=None)
@given(studies(), st.lists(some_people, min_size=1, max_size=4), st.booleans(), st.integers(2, 3))
def test_no_masked_cell_follows_from_a_table_and_its_totals(study, groups, ordered, fewest):
    documents, codings, _ = study
    count = counted(codings, documents)
    named = {str(number): tuple(sorted(people)) for number, people in enumerate(groups)}
    table = table_by_groups(code_subjects(count, ROWS), count, Groups(named, ordered), fewest)
    coded = {person for one in documents if one.finished_by for person in one.participants}
    shown = []
    for column in table.columns:
        members = {person for name in column.together or (column.name,) for person in named[name]}
        told = [cell for cell in table.cells if cell.group == column.name]
        assert bool(told) == column.shown
        assert all(cell.people == len(members) for cell in told)
        shown += [members & coded] if column.shown else []
    shown += [set().union(*groups) & coded] if table.totals else []
    for many in range(1, fewest):
        for few in combinations(sorted(coded), many):
            assert not computable(shown, set(few))
