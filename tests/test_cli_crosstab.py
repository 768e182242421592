from dataclasses import replace
from pathlib import Path

import pytest
from studies import EXAMPLE, example_study, qualcode, small_study

from qualcode.project import open_project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.kinds.crosstab_section import crosstab_table
from qualcode.reports.verifying.verify import verify_report
from qualcode.study.reporting.report_material import material_of


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its themes, two networks that share a person, and two waves."""
    folder = example_study(tmp_path_factory.mktemp("crosstab") / "example")
    assert qualcode(folder, "themes", "import", EXAMPLE / "themes.yaml").code == 0
    (folder / "cases.csv").write_text("id,kind,name\nN1,network,North\nN2,network,South\n", encoding="utf-8")
    assert qualcode(folder, "import", "--cases", "cases.csv").code == 0
    lines = ["id,cases", *(f"P{n:02},{'N1' if n < 6 else 'N1; N2' if n == 6 else 'N2'}" for n in range(1, 13))]
    (folder / "who.csv").write_text("\n".join(lines), encoding="utf-8")
    with open_project(folder) as project, project.change("ana", "participants.import") as transaction:
        keys = {case: project.cases.key_of(case) for case in ("N1", "N2")}
        for line in lines[1:]:
            person, cases = line.split(",")
            mine = [keys[case] for case in cases.split("; ")]
            project.cases.set_members(transaction, project.participants.key_of(person), mine)
    return folder


def counts(folder: Path, *words: str) -> dict[tuple[str, str], tuple[int, int]]:
    rows = qualcode(folder, "crosstab", *words, "--format", "json").rows
    return {(row["row"], row["group"]): (row["said"], row["of"]) for row in rows}


def test_totals_are_what_frequencies_counts_and_a_role_is_what_it_counts_of_that_role(example: Path):
    found = counts(example)
    for row in qualcode(example, "frequencies", "--format", "json").rows:
        assert found[row["code"], "all"] == (row["participants"], row["of"])
    for row in qualcode(example, "frequencies", "--where", "role=principal", "--format", "json").rows:
        assert found[row["code"], "principal"] == (row["participants"], row["of"])


def test_themes_by_role_are_those_of_the_theme_table(example: Path):
    found = counts(example, "--themes", "--by", "role")
    for row in qualcode(example, "themes", "table", "--by", "role", "--format", "json").rows:
        assert found[row["theme"], row["group"]] == (row["participants"], row["of"])
    one = counts(example, "--theme", "borrowed tool", "--by", "role")
    assert {row for row, _ in one} == {"A borrowed tool begins to work once it has been cut to fit"}
    assert one.items() <= found.items()


@pytest.mark.parametrize(
    "words",
    [[], ["--by", "school", "--every"], ["--by", "participant", "--themes"], ["--by", "network", "--unit", "school"]],
    ids=" ".join,
)
def test_tables_fit_80_columns_and_name_the_rule(example: Path, words: list[str]):
    said = qualcode(example, "crosstab", *words)
    assert said.code == 0
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "In each finished interview the codings of its lead coder count" in said.err
    assert "A count says who raised it, not who would agree if asked." in said.err


def test_small_groups_are_put_together_numbers_in_their_order_unless_every_group_is_asked_for(example: Path):
    groups = list(dict.fromkeys(group for _, group in counts(example, "--by", "years_in_role")))
    assert groups == ["1 to 2", "3 to 4", "5 to 7", "9 to 19", "all"]
    apart = list(dict.fromkeys(group for _, group in counts(example, "--by", "years_in_role", "--every")))
    assert apart == ["1", "2", "3", "4", "5", "6", "7", "9", "11", "19", "all"]
    bands = list(dict.fromkeys(g for _, g in counts(example, "--by", "years_in_role", "--band", "5")))
    assert bands == ["below 5", "5 and more", "all"]
    said = qualcode(example, "crosstab", "--by", "years_in_role", "--format", "md")
    assert "Shown as one" in said.err
    assert said.out.startswith("| code | 1 to 2 | 3 to 4 |")


def test_bands_put_together_are_named_by_where_they_begin_and_end(example: Path):
    said = qualcode(example, "crosstab", "--by", "years_in_role", "--band", 3, "--band", 10, "--code", "applied")
    assert said.out.splitlines()[0].split() == ["code", "below", "3", "3", "and", "more", "all"]


def test_a_single_group_of_everybody_is_not_followed_by_the_same_figures_again(example: Path):
    said = qualcode(example, "crosstab", "--by", "school", "--code", "applied")
    assert said.out.splitlines()[0].split() == ["code", "6", "groups", "together"]
    assert said.out.count("12 of 12") == 1


def test_of_two_networks_that_share_one_person_one_is_masked(example: Path):
    said = qualcode(example, "crosstab", "--by", "network", "-c", "vc.applied")
    assert "…" in said.out
    assert "would give such a group away" in said.err
    rows = qualcode(example, "crosstab", "--by", "network", "-c", "vc.applied", "--format", "json").rows
    assert {row["group"] for row in rows} in ({"North", "all"}, {"South", "all"})
    apart = counts(example, "--by", "network", "-c", "vc.applied", "--every")
    assert (apart["vc.applied", "North"][1], apart["vc.applied", "South"][1]) == (6, 7)


def test_themes_are_told_by_networks_too_where_nobody_is_given_away(example: Path):
    rows = qualcode(example, "themes", "table", "--by", "Network", "--every-group", "--format", "json").rows
    assert {(row["group"], row["people"]) for row in rows} == {("North", 6), ("South", 7)}
    masked = qualcode(example, "themes", "table", "--by", "network")
    assert (masked.out, "Not shown" in masked.err) == ("", True), "who belongs to both would be told by adding up"


def test_roles_put_together_are_called_as_in_the_chapters_outside_the_team(example: Path):
    with open_project(example) as project:
        material = material_of(project)
    roles = {"P01": "coach", "P02": "mentor", "P03": "mentor"}
    people = [
        replace(one, attributes={**one.attributes, "role": roles.get(one.id, "principal")})
        for one in material.participants
    ]
    answers = Answers(replace(material, participants=tuple(people)))
    assert "other roles" in "".join(crosstab_table(answers, "theme", "role"))
    assert "coach" not in "".join(crosstab_table(answers, "theme", "role"))
    assert "coach" in "".join(crosstab_table(answers, "theme", "role", audience="team"))


def test_a_school_says_something_from_two_informants_on(example: Path):
    rows = qualcode(example, "crosstab", "--unit", "school", "--themes", "--format", "json").rows
    totals = [row for row in rows if row["group"] == "all"]
    assert all(row["of"] == 6 and row["said"] + row["one_voice"] <= 6 for row in totals)
    assert any(row["one_voice"] for row in totals)
    assert "one voice" in qualcode(example, "crosstab", "--unit", "school", "--themes").err


def test_a_modifier_narrows_who_said_it_and_not_who_could_have(example: Path):
    every, absent = counts(example, "-c", "vc.applied"), counts(example, "-c", "vc.applied", "-m", "valence=absent")
    assert absent["vc.applied", "all"][0] < every["vc.applied", "all"][0]
    assert absent["vc.applied", "all"][1] == every["vc.applied", "all"][1] == 12
    themes, absent = counts(example, "--themes"), counts(example, "--themes", "-m", "valence=absent")
    assert {place: of for place, (_, of) in absent.items()} == {place: of for place, (_, of) in themes.items()}
    assert sum(said for said, _ in absent.values()) < sum(said for said, _ in themes.values())


def test_by_wave_the_same_people_are_followed(tmp_path: Path):
    folder = small_study(tmp_path / "study")
    assert "No document says in which wave" in qualcode(folder, "crosstab", "--by", "wave").err
    for document, wave in (("D01", "1"), ("D02", "1"), ("D03", "2")):
        qualcode(folder, "documents", "edit", document, "--wave", wave)
        qualcode(folder, "finish", document)
    qualcode(folder, "coding", "add", "-d", "D01", "-t", "2", "-c", "applied")
    rows = qualcode(folder, "crosstab", "--by", "wave", "--every", "-c", "vc.applied", "--format", "json").rows
    assert [(row["group"], row["said"], row["of"]) for row in rows] == [("1", 1, 2), ("2", 0, 1)]
    said = qualcode(folder, "crosstab", "--by", "wave", "-c", "vc.applied")
    assert (said.code, "…" in said.out) == (0, True)
    said = qualcode(folder, "crosstab", "--by", "wave", "--every", "-c", "vc.applied")
    assert "1 → 2" in said.out
    rows = qualcode(folder, "crosstab", "--by", "wave", "--every", "--changes", "--format", "json").rows
    assert {(row["earlier"], row["later"], row["of"]) for row in rows} == {("1", "2", 0)}
    assert qualcode(folder, "crosstab", "--by", "role", "--changes").code == 1
    said = qualcode(folder, "crosstab", "--by", "wave", "--same", "--every")
    assert (said.code, said.out, said.err.count("\n")) == (0, "", 1)
    assert "Nobody is coded in every wave yet" in said.err
    assert qualcode(folder, "crosstab", "--same").code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--by", "zork"], "role, school"),
        (["--unit", "zork"], "participant, network"),
        (["--band", "few", "--by", "years_in_role"], "Bands begin at numbers"),
        (["--band", "3", "--by", "role"], "is no number"),
        (["--by", "participant", "--unit", "school"], "By participant there is no school"),
        (["--theme", "zork"], "zork"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_what_cannot_be_is_said_plainly(example: Path, words: list[str], told: str):
    said = qualcode(example, "crosstab", *words)
    assert (said.code, told in said.err, said.err.count("\n→ ")) == (1, True, 1)


def test_an_empty_study_has_an_empty_table(tmp_path: Path):
    folder = tmp_path / "new"
    folder.mkdir()
    assert qualcode(folder, "init", "--coder", "ana", "--codebook", "value-creation").code == 0
    for words in ([], ["--format", "md"], ["--format", "csv"], ["--by", "participant"]):
        said = qualcode(folder, "crosstab", *words)
        assert (said.code, said.err) == (0, "There is nobody to compare yet: qualcode participants\n")


def test_every_cell_in_a_report_is_proven_and_a_changed_one_is_found(example: Path):
    with open_project(example) as project:
        material = material_of(project)
    answers = Answers(material)
    blocks = crosstab_table(answers, "theme", "role")
    blocks += crosstab_table(answers, [("code", "vc.applied")], "network", "school", "team")
    blocks += crosstab_table(answers, "code", "years_in_role", audience="public")
    assert blocks[0] == "<!-- picture heat -->"
    text = "\n\n".join(blocks) + "\n"
    assert {line.status for line in verify_report(text, material)} <= {"ok", "not checked"}
    changed = text.replace("4 of 5<!--", "3 of 5<!--", 1)
    assert [line.status for line in verify_report(changed, material)].count("changed") == 1


def test_outside_the_team_no_school_and_no_network_and_no_single_person_is_named(example: Path):
    with open_project(example) as project:
        answers = Answers(material_of(project))
    assert "Thistledown" not in "".join(crosstab_table(answers, "theme", "school"))
    assert "Thistledown" in "".join(crosstab_table(answers, "theme", "school", audience="team"))
    assert "for the team" in "".join(crosstab_table(answers, "theme", "network"))
    assert "for the team" in "".join(crosstab_table(answers, "theme", "participant"))
