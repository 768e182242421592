"""What an edit did to a codebook, told with the codings it touches."""

import csv
import io
from pathlib import Path

import pytest
from studies import Said, example_study, qualcode, small_study

FILE = "codebooks/value-creation.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_study(tmp_path_factory.mktemp("made") / "study")


@pytest.fixture
def study(made: Path) -> Path:
    """The shipped example, its codebook as it was applied."""
    qualcode(made, "codebook", "update", "--discard")
    for path in (made / "codebooks").iterdir():
        if path.name != "value-creation.yaml":
            path.unlink()
    return made


def edit(study: Path, *changes: tuple[str, str]) -> None:
    path = study / FILE
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def coded(study: Path, code: str) -> int:
    said = qualcode(study, "codings", "--coder", "all", "--format", "json")
    return sum(row["code"] == code for row in said.rows)


def rows(study: Path, *words: object) -> list[dict[str, object]]:
    said = qualcode(study, "codebook", "diff", *words, "--format", "json")
    assert said.code == 0
    return said.rows


def test_before_any_edit_nothing_differs(study: Path) -> None:
    said = qualcode(study, "codebook", "diff")

    assert (said.code, said.out, said.err) == (0, "", "Nothing differs.\n")


def test_a_reworded_code_tells_its_words_and_the_codings_it_has(study: Path) -> None:
    edit(study, ("brief: Ties, trust and people", "brief: Bonds, trust and people"))

    (row,) = rows(study)

    assert (row["code"], row["change"]) == ("vc.potential.social", "reworded")
    assert row["detail"] == "brief: [−Ties,] [+Bonds,] trust and people to turn to that last"
    assert row["codings"] == coded(study, "vc.potential.social") > 0


def test_a_renamed_branch_counts_the_codings_of_all_its_codes(study: Path) -> None:
    edit(study, ("vc.potential", "vc.assets"))

    (renamed,) = [row for row in rows(study) if row["change"] == "renamed"]

    assert renamed["detail"] == "now vc.assets, with the 5 codes below it"
    below = ("human", "social", "tangible", "reputational", "learning")
    assert renamed["codings"] == coded(study, "vc.potential") + sum(
        coded(study, f"vc.potential.{one}") for one in below
    )


def test_codes_that_only_name_a_renamed_one_are_told_in_a_line(study: Path) -> None:
    edit(study, ("vc.potential", "vc.assets"))

    (row,) = [row for row in rows(study) if row["code"] == "vc.applied"]

    assert (row["change"], row["detail"]) == ("reworded", "names other codes by their new ids")


def test_a_guess_says_perhaps_and_how_much_went_on(study: Path) -> None:
    edit(study, ("vc.potential.social", "vc.potential.bonds"), ("Ties, trust and people", "Bonds, trust and people"))

    (row,) = [row for row in rows(study) if "renamed" in str(row["change"])]

    assert row["change"] == "perhaps renamed"
    assert str(row["detail"]).splitlines()[0].startswith("now vc.potential.bonds (9")


def test_a_lost_value_of_a_modifier_counts_the_codings_that_carry_it(study: Path) -> None:
    edit(study, ("values: [positive, negative, mixed, absent]", "values: [positive, negative, mixed, missing]"))

    (row,) = rows(study)

    carrying = qualcode(study, "codings", "--coder", "all", "-m", "valence=absent", "--format", "json").rows
    assert row["codings"] == len(carrying) > 0
    assert "− absent (perhaps “missing” now)" in str(row["detail"])


def test_a_new_file_tells_its_codes_and_what_comes_with_it(study: Path) -> None:
    text = "include: [value-creation-2020]\ntitle: Mine\ncodes:\n  - trust: People say awkward things\n"
    (study / "codebooks/mine.yaml").write_text(text, encoding="utf-8")

    included, added = rows(study)

    assert str(included["detail"]).startswith("value-creation-2020.yaml, which is included: ")
    assert (added["code"], added["change"], added["codings"]) == ("trust", "added", 0)


def test_a_code_that_goes_over_to_another_file_keeps_its_codings(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    mine, other = study / "codebooks/mine.yaml", study / "codebooks/other.yaml"
    mine.write_text("trust: People say awkward things\ncandor: Bad news is told early\n", encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0
    assert qualcode(study, "coding", "add", "-d", "D01", "-c", "candor", "--words", "We drafted the card").code == 0
    mine.write_text("trust: People say awkward things\n", encoding="utf-8")
    other.write_text("candor: Bad news is told early\n", encoding="utf-8")

    assert rows(study) == [
        {"code": "candor", "change": "moved", "detail": "from mine.yaml to other.yaml", "codings": 1}
    ]


def test_codes_that_trade_their_names_count_each_its_own_codings_and_update_takes_them_along(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    mine = study / "codebooks/mine.yaml"
    mine.write_text("trust: People say awkward things\ncandor: Bad news is told early\n", encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0
    assert qualcode(study, "coding", "add", "-d", "D01", "-c", "candor", "--words", "We drafted the card").code == 0
    mine.write_text("trust: Bad news is told early\ncandor: People say awkward things\n", encoding="utf-8")

    found = {row["code"]: (row["change"], row["codings"]) for row in rows(study) if row["code"]}
    updated = qualcode(study, "codebook", "update")

    assert found == {"trust": ("renamed", 0), "candor": ("renamed", 1)}
    assert (updated.code, coded(study, "trust"), coded(study, "candor")) == (0, 1, 0)


def test_comments_alone_change_no_code(study: Path) -> None:
    edit(study, ("title: Value", "# A remark.\ntitle: Value"))

    (row,) = rows(study)

    assert row["change"] == "other words"
    assert row["codings"] == 0


def test_one_file_is_compared_with_the_one_of_its_name_in_force(study: Path, tmp_path: Path) -> None:
    draft = tmp_path / "value-creation.yaml"
    text = (study / FILE).read_text(encoding="utf-8")
    draft.write_text(text.replace("brief: Ties, trust", "brief: Bonds, trust"), encoding="utf-8")
    (study / "codebooks/mine.yaml").write_text("trust: People say awkward things\n", encoding="utf-8")

    (row,) = rows(study, draft)

    assert row["code"] == "vc.potential.social"
    assert rows(study, "value-creation") == []
    assert [row["code"] for row in rows(study, "mine")] == ["trust"]


def test_a_file_of_another_name_has_nothing_to_be_compared_with(study: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.yaml").write_text("trust: People say awkward things\n", encoding="utf-8")

    said = qualcode(study, "codebook", "diff", tmp_path / "draft.yaml")

    assert said.code == 1
    assert "has no codebook draft.yaml to compare" in said.err
    assert "It has: value-creation.yaml." in said.err


def two_files(folder: Path) -> Said:
    (folder / "base.yaml").write_text("base: What all build on\n", encoding="utf-8")
    (folder / "one.yaml").write_text("include: [base]\ncodes:\n- trust: Awkward things get said\n", encoding="utf-8")
    new = (
        "include: [base]\nnote: Short.\ncodes:\n- trust: Awkward things get told\n- id: new\n  when_not: [x -> base]\n"
    )
    (folder / "two.yaml").write_text(new, encoding="utf-8")
    return qualcode(folder, "codebook", "diff", "one.yaml", "two.yaml", "--format", "csv")


def test_two_files_need_no_project_and_have_no_codings_then(tmp_path: Path) -> None:
    said = two_files(tmp_path)

    found = list(csv.DictReader(io.StringIO(said.out)))
    assert (said.code, said.err) == (0, "")
    assert [(row["code"], row["change"], row["codings"]) for row in found] == [
        ("", "reworded", ""),
        ("trust", "reworded", ""),
        ("new", "added", ""),
    ]
    assert found[1]["detail"] == "brief: Awkward things get [−said] [+told]"


def test_two_files_count_the_codings_of_the_project_they_are_compared_in(study: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text((study / FILE).read_text(encoding="utf-8"), encoding="utf-8")
    edit(study, ("brief: Ties, trust", "brief: Bonds, trust"))

    (row,) = rows(study, old, FILE)

    assert row["codings"] == coded(study, "vc.potential.social")


def test_people_read_it_in_eighty_columns_and_no_sign_is_a_color(study: Path) -> None:
    edit(study, ("vc.potential", "vc.assets"), ("a tie is described as available", "a bond is called available"))

    said = qualcode(study, "codebook", "diff")

    assert max(map(len, said.out.splitlines())) <= 80
    assert "    when: a [−tie] [+bond] is [−described as] [+called] available" in said.out
    assert "\x1b" not in said.out
    assert "To apply edited codebooks: qualcode codebook update" in said.err


def test_markdown_keeps_each_change_on_one_line(study: Path) -> None:
    edit(study, ("vc.potential", "vc.assets"))

    said = qualcode(study, "codebook", "diff", "--format", "md")

    assert all(line.startswith("| ") and line.endswith(" |") for line in said.out.splitlines())


def test_what_cannot_be_read_is_told_with_its_place_and_nothing_is_compared(study: Path) -> None:
    edit(study, ("    brief: Ties, trust", "    breif: Ties, trust"))

    said = qualcode(study, "codebook", "diff")

    assert (said.code, said.out) == (1, "")
    assert "did you mean “brief”?" in said.err


def test_a_file_that_is_gone_is_named_with_the_way_back(study: Path) -> None:
    (study / FILE).unlink()

    said = qualcode(study, "codebook", "diff")

    assert said.code == 1
    assert "qualcode codebook update --discard" in said.err
