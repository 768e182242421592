import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_reports_material import CODINGS, study

from qualcode.errors import QualcodeError
from qualcode.model import Evidence, Theme
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.figures import answered
from qualcode.reports.answers.material import Material
from qualcode.reports.content.markdown import escape, one_line, unescape
from qualcode.reports.content.markers import ask, read_markers, write_marker
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.verify import failed, verify_report

COMMENT = re.compile(r"<!--.*?-->")


def visible(material: Material) -> str:
    return COMMENT.sub("", render_themes(material))


def section(report: str, heading: str) -> str:
    return report.split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]


def test_the_same_study_gives_the_same_bytes_whatever_the_order_of_its_codings() -> None:
    material = study()
    assert render_themes(material) == render_themes(replace(material, codings=material.codings[::-1]))


def test_the_report_says_how_many_interviews_are_coded_so_far_right_under_the_title() -> None:
    assert "4 of 5 interviews coded so far." in visible(study()).splitlines()[6]


def test_a_finished_study_says_that_all_is_coded() -> None:
    material = study()
    done = tuple(replace(one, finished_by=("ana",), lead="ana") for one in material.documents)
    assert "5 interviews, all coded." in visible(replace(material, documents=done))


def test_a_theme_counts_the_lead_coders_participants_of_those_coded() -> None:
    report = visible(study())
    assert '| 1. One card \\| "ours" | 3 of 4 | 2 of 3 | examined: bounded |' in report
    assert (
        "**Who raised it:** 3 of 4 participants interviewed; who was asked is not recorded. Schools: 2 of 3." in report
    )


def test_every_count_of_participants_is_followed_by_what_it_does_not_say() -> None:
    blocks = visible(study()).split("\n\n")
    counts = [place for place, block in enumerate(blocks) if block.startswith(("|", "**By role")) and " of " in block]
    assert len(counts) == 7
    assert all("who raised it, not who would agree if asked" in "".join(blocks[at + 1 : at + 3]) for at in counts)


def test_a_theme_counts_by_role_and_blanks_say_why() -> None:
    material = study()
    unasked = tuple(replace(one, asked=frozenset({"vc.applied"})) for one in material.documents)
    table = section(visible(replace(material, documents=unasked)), "## Themes by role")
    assert "| A good lunch | 2 of 2 | not asked | not asked |" in table


def test_a_group_nobody_coded_yet_is_not_called_silent() -> None:
    material = study()
    documents = tuple(replace(one, lead=None, finished_by=()) if one.id == "D02" else one for one in material.documents)
    table = section(visible(replace(material, documents=documents)), "## Themes by role")
    assert table.count("not coded yet") == 2


def test_quotes_come_from_different_people_word_for_word_with_who_said_them() -> None:
    quotes = re.findall(
        r"^> (.+)\n>\n> — (P\d\d)", section(visible(study()), '## 1. One card \\| "ours"'), re.MULTILINE
    )
    assert [who for _, who in quotes[:-1]] == ["P02", "P04", "P01"]
    assert all(unescape(words) in {row[1] for row in CODINGS} for words, _ in quotes)


def test_a_quote_shows_role_interview_turn_and_time_and_a_hope_is_called_one() -> None:
    assert "> — P04, teacher leader; D04, turn 2, 2:00 (a hope or plan)" in visible(study())


def test_the_question_before_a_quote_is_shown_as_it_was_asked() -> None:
    assert "Asked: “What did the meetings give you?”" in visible(study())
    assert "Mhm." not in visible(study())


def test_what_a_person_put_to_a_theme_is_quoted_first() -> None:
    material = study()
    put = replace(material.themes[1], evidence=(Evidence("c3"),))
    report = visible(replace(material, themes=(put,)))
    assert re.search(r"^> (.+)$", report, re.MULTILINE)[1].startswith("My teachers")  # type: ignore[index]


def test_a_coding_put_against_a_theme_is_shown_against_it_and_no_longer_counts_for_it() -> None:
    material = study()
    card = replace(material.themes[0], evidence=(Evidence("c4", "against"),))
    report = visible(replace(material, themes=(card,)))
    assert "2 of 4 participants interviewed" in report
    assert "classrooms" in section(report, "### What speaks against it")


def test_an_unchallenged_theme_is_marked_not_yet_examined() -> None:
    report = visible(study())
    assert "| 2. A good lunch | 2 of 4 | 2 of 3 | not yet examined |" in report
    assert "**Not yet examined:**" in section(report, "## 2. A good lunch")


def test_the_cycles_are_said_to_be_no_steps_and_hopes_stand_apart() -> None:
    table = section(visible(study()), "## Value cycles")
    assert "| Applied value | 3 of 4 | 1 | 1 | 0 | 0 | 1 | 1 |" in table
    assert "The cycles are not steps or grades." in table


def test_a_study_without_themes_codings_or_interviews_still_makes_a_report() -> None:
    empty = replace(study(), documents=(), participants=(), codings=(), themes=(), speakers=(), turns={}, texts={})
    report = visible(empty)
    assert "No theme has been named yet." in report
    assert "No interviews yet." in report
    assert "0 of 0" not in report


def test_a_theme_without_words_says_so() -> None:
    empty = Theme("x", "Trust", "People trust one another.")
    assert "No words yet." in visible(replace(study(), themes=(empty,)))


def test_two_themes_of_one_name_keep_their_own_figures() -> None:
    material = study()
    twins = tuple(replace(theme, name="Twin") for theme in material.themes)
    report = visible(replace(material, themes=twins))
    assert "| 1. Twin | 3 of 4 |" in report
    assert "| 2. Twin (2) | 2 of 4 |" in report


def test_no_database_id_shows_in_a_report() -> None:
    assert not re.search(r"\b(3d0c|77ab|c\d)\b", render_themes(study()))


def test_a_report_for_an_audience_there_is_not_is_refused_in_a_plain_sentence() -> None:
    with pytest.raises(QualcodeError, match="no audience “press”"):
        render_themes(study(), audience="press")


def shown(markdown: str) -> str:
    parsed = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    return "".join(
        part.content if part.type in {"text", "text_special"} else f"<{part.type}>"
        for token in parsed
        for part in token.children or []
    )


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("*_`[]<>!|~#-+=1.)&\\\"'$:\n"))


@given(WORDS)
def test_escaped_words_are_shown_exactly_and_read_back_exactly(words: str) -> None:
    quote = f"> {escape(words)}<!-- quote -->"
    line = one_line(words)
    assert unescape(escape(words)) == line
    assert line == "" or one_line(shown(quote).replace("<html_inline>", "")) == line


@given(WORDS, st.text())
def test_a_marker_gives_back_its_question_and_cannot_end_early(theme: str, role: str) -> None:
    question = ask("count", "participants", theme=theme, role=role)
    marker = write_marker(question)
    assert [found.question for found in read_markers(f"x{marker}y")] == [question]
    assert marker.count("-->") == 1
    assert "\n" not in marker


def test_excerpts_put_to_a_theme_that_nobody_counts_are_told_and_proved() -> None:
    material = study()
    put = tuple(Evidence(one) for one in ("c2", "c5", "c9", "c4"))
    themes = (replace(material.themes[1], evidence=put), replace(material.themes[0], codes=(), evidence=put[1:2]))
    material = replace(material, themes=themes)
    report = visible(material)
    assert (
        report.count("1 excerpt put to this theme is not counted: its coder’s codings do not count in that interview.")
        == 2
    )
    assert report.count("1 excerpt put to this theme is not counted: its interview is not coded once through.") == 1
    written = render_themes(material)
    assert not failed(verify_report(written, material))
    for what in ("uncounted", "unfinished"):
        assert failed(verify_report(written.replace(f"1<!-- number {what}", f"2<!-- number {what}", 1), material))
    alone = replace(material, codings=tuple(replace(one, coder="ben") for one in material.codings))
    assert "3 excerpts put to this theme are not counted: their coders’ codings" in visible(alone)


def test_a_coding_put_against_a_theme_counts_as_against_it_only() -> None:
    material = study()
    against = replace(material.themes[0], evidence=(Evidence("c4", "against"),))
    asked = ask("count", "participants", theme=against.name)
    assert answered(Answers(material), asked) == "3 of 4"
    assert answered(Answers(replace(material, themes=(against,))), asked) == "2 of 4"
    assert "counts as against it only" in visible(material)


@pytest.mark.parametrize("policy", ["after_document", "open"])
def test_the_legend_tells_todays_rule_for_suggestions_and_claims_nothing_of_the_past(policy: str) -> None:
    legend = section(visible(replace(study(), suggestions_policy=policy)), "## How to read this report")
    (line,) = [line for line in legend.splitlines() if line.startswith("- **Suggestions.**")]
    assert "The rule of this project now: " in line
    assert " saw " not in line


def respond(material: Material, *documents: str, source: str = "survey") -> Material:
    changed = (replace(one, source=source) if one.id in documents else one for one in material.documents)
    return replace(material, documents=tuple(changed))


def test_who_filled_in_a_survey_is_a_respondent_and_not_interviewed() -> None:
    report = render_themes(respond(study(), "D03", "D04"))
    head = COMMENT.sub("", report).splitlines()[6]
    assert head.endswith("Participants interviewed: 3 from 3 schools. Survey respondents: 2.")
    assert "3 of 4 participants interviewed or surveyed; who was asked is not recorded" in COMMENT.sub("", report)
    assert {line.status for line in verify_report(report, respond(study(), "D03", "D04"))} == {"ok"}


def test_who_was_interviewed_and_surveyed_is_told_to_be_both() -> None:
    material = respond(study(), "D04")
    both = tuple(replace(one, participants=("P01", "P04")) if one.id == "D04" else one for one in material.documents)
    report = visible(replace(material, documents=both))
    assert "Participants interviewed: 4 from 3 schools. Survey respondents: 2, of whom interviewed too: 1." in report


def test_a_program_record_interviews_nobody() -> None:
    head = visible(respond(study(), "D03", source="program record")).splitlines()[6]
    assert head.endswith("1 program record, all coded. Participants interviewed: 4 from 3 schools.")


ASKED = "Did anything you drafted together with the others reach a classroom?"


def with_a_question_coded(stance: str | None = None) -> Material:
    """The study in which ana also coded what the interviewer of D02 asked."""
    material = study()
    start = material.texts["D02"].index(ASKED)
    asked = replace(material.codings[3], id="q1", participant=None, turn=1, start=start, end=start + len(ASKED),
                    words=ASKED)  # fmt: skip
    evidence = (Evidence("q1", stance),) if stance else ()
    themes = (replace(material.themes[0], evidence=evidence), material.themes[1])
    return replace(material, codings=(*material.codings, asked), themes=themes)


@pytest.mark.parametrize("stance", [None, "for", "against"])
def test_an_interviewers_words_are_neither_quoted_nor_counted_and_the_report_says_so(stance: str | None) -> None:
    material = with_a_question_coded(stance)
    report = visible(material)
    theme = section(report, '## 1. One card \\| "ours"')
    assert f"> {ASKED}" not in report
    assert "— interviewer" not in report
    assert "1 excerpt was said by an interviewer: neither counted nor quoted." in theme
    before = answered(Answers(study()), ask("number", "excerpts", code="vc.applied"))
    assert answered(Answers(material), ask("number", "excerpts", code="vc.applied")) == before
    written = render_themes(material)
    assert {line.status for line in verify_report(written, material)} == {"ok"}
    assert failed(verify_report(written.replace("1<!-- number asking", "2<!-- number asking", 1), material))


@pytest.mark.parametrize(("source", "who"), [("program record", "program record"), ("interview", "speaker not named")])
def test_words_of_a_record_without_speakers_are_the_records_own(source: str, who: str) -> None:
    material = respond(study(), "D03", source=source)
    turns = {**material.turns, "D03": tuple(replace(turn, label=None) for turn in material.turns["D03"])}
    codings = tuple(replace(one, participant=None) if one.document == "D03" else one for one in material.codings)
    material = replace(material, turns=turns, codings=codings)
    assert f"— {who}; D03, turn 2" in visible(material)
    assert not failed(verify_report(render_themes(material), material))


def test_what_coders_noted_on_a_quote_is_told_unless_a_reader_takes_it_for_granted() -> None:
    material = study()
    noted = {"narrative": "account", "attribution": "other_program", "level": "in_part"}
    codings = tuple(replace(one, modifiers=noted) if one.id == "c4" else one for one in material.codings)
    report = visible(replace(material, codings=codings))
    assert "(credited to another program, level: in part)" in report


def test_the_table_of_codes_says_how_much_of_it_is_hope_and_the_check_counts_it_again() -> None:
    report = visible(study())
    line = "Excerpts among these that tell of a hope or a plan, not of what has happened: 1; participants: 1."
    assert line in section(report, "## Codes")
    told = tuple(replace(one, modifiers={}) for one in study().codings)
    assert "hope or a plan, not" not in visible(replace(study(), codings=told))


def test_a_theme_does_not_pass_a_hope_for_value_of_a_cycle() -> None:
    fed = section(visible(study()), '## 1. One card \\| "ours"')
    assert "Applied value 3 (as a hope or plan 1)" in fed
    assert "Immediate value 1 (as" not in fed


def test_the_counts_of_hopes_are_verified_like_any_other() -> None:
    wrong = render_themes(study()).replace("(as a hope or plan 1<", "(as a hope or plan 2<")
    assert {line.status for line in verify_report(render_themes(study()), study())} == {"ok"}
    assert "changed" in {line.status for line in verify_report(wrong, study())}


def test_a_retired_code_is_called_retired_where_it_is_counted() -> None:
    report = visible(replace(study(), retired=frozenset({"vc.applied.school"})))
    assert report.count("| Applied in the whole school (retired) |") == 2
