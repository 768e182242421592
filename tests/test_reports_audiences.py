"""What leaves the team tells nobody who said what, and can still be proved."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reports_codebook import BOOK
from test_reports_material import study

from qualcode.model import Coding, Document, Evidence, Participant, Speaker, Theme, Turn
from qualcode.reports.answers.answers import OTHERS, Answers
from qualcode.reports.answers.labels import label
from qualcode.reports.answers.log_facts import LogFacts
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quote_candidates import place_of
from qualcode.reports.answers.quoted_places import opaque, quoted_place
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markers import read_markers
from qualcode.reports.kinds.codebook_appendix import AppendixBook, render_codebook
from qualcode.reports.kinds.methods_sentences import software
from qualcode.reports.kinds.theme_brief import render_brief
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.verify import VerifiedLine, failed, verify_report

COMMENT = re.compile(r"<!--.*?-->")
ROLES = ("principal",) * 4 + ("mentor",) * 2 + ("coach",) + ("teacher leader",) * 5
CARD = "Something drawn up together is used"


def crowd(roles: tuple[str, ...] = ROLES, **more: object) -> Material:
    """A study of as many people as there are roles; the odd ones raise the theme, the last speaks against it."""
    people, documents, speakers, codings = [], [], [], []
    turns: dict[str, tuple[Turn, ...]] = {}
    texts: dict[str, str] = {}
    for number, role in enumerate(roles, 1):
        person, document, name = f"P{number:02}", f"D{number:02}", f"Zoë Quill{number}"
        attributes = {"role": role, "school": f"Larkhill {number % 4}"} if role else {"school": "Larkhill"}
        people.append(Participant(person, attributes))
        question = "Interviewer: What did you take home from there?\n\n"
        said = f"We kept the card and it was used in room {number * 7} every week."
        texts[document] = f"{question}{name}: {said}\n"
        start = len(question) + len(name) + 2
        turns[document] = (
            Turn(1, 13, len(question) - 2, "Interviewer", begins=1.0),
            Turn(2, start, start + len(said), name, begins=754.0),
        )
        documents.append(Document(document, f"Talk with {name}", "interview", (person,), ("ana",), "ana"))
        speakers += [
            Speaker(document, "Interviewer", "interviewer", None),
            Speaker(document, name, "participant", person),
        ]
        if number % 2 or number == len(roles):
            codings.append(Coding(f"k{number}", document, person, 2, start, start + len(said), said, "card", "ana", {}))
    last = codings[-1].id
    theme = Theme("t1", CARD, "It is theirs.", codes=("card",), evidence=(Evidence(last, "against"),))
    made = Material(
        title="A study",
        question="What stayed?",
        mode="codebook",
        documents=tuple(documents),
        participants=tuple(people),
        speakers=tuple(speakers),
        turns=turns,
        texts=texts,
        codings=tuple(codings),
        themes=(theme,),
        code_labels={"card": "The card"},
        project="1f0c",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def lines(text: str, material: Material, audience: str) -> list[VerifiedLine]:
    return [one for one in verify_report(text, material, fresh=fresh(material, audience)) if failed([one])]


def fresh(material: Material, audience: str) -> Draft:
    return Draft("themes", render_themes(material, audience=audience), audience)


def attributions(report: str) -> Counter[str]:
    return Counter(re.findall(r"(?m)^> — (.*)$", report))


@pytest.mark.parametrize("audience", ["sponsor", "public"])
@pytest.mark.parametrize("render", [render_themes, render_brief])
def test_outside_the_team_neither_text_nor_marker_tells_a_person_school_interview_turn_or_time(audience, render):
    report = render(crowd(), audience=audience)
    assert "Written for the " + audience in report
    assert not re.search(r"\b[PD]\d\d\b|turn \d|12:34|Larkhill|Quill|mentor|coach|\bat=|\bin=|1f0c", report)
    assert "We kept the card" in report


def test_a_sponsor_reads_a_role_that_enough_people_hold_and_the_public_none():
    assert set(attributions(render_themes(crowd(), audience="sponsor"))) <= {
        "principal",
        "teacher leader",
        "a participant",
    }
    assert set(attributions(render_themes(crowd(), audience="public"))) == {"a participant"}
    alone = Answers(crowd(("principal",) * 5 + ("coach",) * 3))
    place = (alone.material.codings[-1].document, alone.material.codings[-1].start, alone.material.codings[-1].end)
    assert label(alone, place, (), "sponsor") == "coach"
    assert label(alone, place, (), "public") == "a participant"
    assert label(alone, place) == "P08, coach; D08, turn 2, 12:34"


def test_a_role_is_counted_by_who_is_heard_not_by_who_is_listed():
    material = crowd()
    listed = tuple(Participant(f"P{number}", {"role": "mentor"}) for number in (41, 42, 43))
    answers = Answers(replace(material, participants=(*material.participants, *listed)))
    assert "mentor" not in answers.groups_outside


@given(st.lists(st.sampled_from(["a", "b", "c", "d", ""]), min_size=2, max_size=14), st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_no_group_told_apart_has_few_people_and_all_groups_together_are_everybody(roles, fewest):
    answers = Answers(crowd(tuple(roles), k_anonymity=fewest))
    groups = answers.groups_outside
    assert all(len(some) >= fewest for some in groups.values())
    assert sum(map(len, groups.values())) in (0, len(roles))
    kept_back = [one for one in answers.people.values() if (one.attributes.get("role") or "not given") not in groups]
    assert not groups or len(kept_back) == len(groups.get(OTHERS, ()))


def test_roles_that_few_hold_are_one_column_and_the_total_of_a_theme_is_never_hidden():
    for_team, for_sponsor = (COMMENT.sub("", render_themes(crowd(), audience=one)) for one in ("team", "sponsor"))
    assert "| Theme | coach | mentor | principal | teacher leader |" in for_team
    assert "| Theme | principal | teacher leader | other roles |" in for_sponsor
    assert f"| {CARD} | 2 of 4 | 2 of 5 | 2 of 3 |" in for_sponsor
    total = "**Who raised it:** 6 of 12 participants interviewed"
    assert total in for_team
    assert total in for_sponsor


def test_where_too_few_people_are_left_roles_are_not_told_apart_at_all():
    report = render_themes(crowd(("coach", "coach", "mentor")), audience="sponsor")
    assert "Roles are not told apart here: too few people hold them." in report
    assert "coach" not in report


def test_a_report_on_some_people_tells_no_roles_beside_which_the_rest_could_be_told():
    report = render_themes(replace(crowd(), of_some_people=True), audience="sponsor")
    assert "this report is of some of the people only" in report
    assert set(attributions(report)) == {"a participant"}


@pytest.mark.parametrize("audience", ["team", "sponsor", "public"])
def test_a_report_for_every_audience_is_true_and_a_change_of_it_is_noticed(audience):
    material = crowd()
    report = render_themes(material, audience=audience)
    assert {one.status for one in verify_report(report, material, fresh=fresh(material, audience))} == {"ok"}
    for true, false in (
        ("We kept the card", "We kept a card"),
        ("> — ", "> — the chair of the board, "),
        ("6 of 12<", "7 of 12<"),
        ('ref="', 'ref="0') if audience != "team" else ('at="', 'at="1'),
    ):
        assert true in report
        assert lines(report.replace(true, false, 1), material, audience)


def test_two_quotes_outside_the_team_may_not_change_their_marks():
    material = crowd()
    report = render_themes(material, audience="sponsor")
    one, two = re.findall(r'stance="for" ref="(\w+)"', report)[:2]
    swapped = report.replace(one, "\0").replace(two, one).replace("\0", two)
    assert any("not the words of the transcript" in fault.what for fault in lines(swapped, material, "sponsor"))


def test_neither_a_question_nor_its_mark_stands_above_two_quotes_of_one_person():
    material = crowd(("principal",) * 4)
    first, *others = material.codings
    cut = first.start + len("We kept the card")
    halves = [
        replace(
            first,
            id=f"{first.id}{start}",
            start=start,
            end=end,
            words=first.words[start - first.start :][: end - start],
        )
        for start, end in ((first.start, cut), (cut + 1, first.end))
    ]
    alone = replace(material, codings=(*(replace(one, starred=True) for one in halves), *others))
    report = render_themes(alone, audience="sponsor")
    refs = re.findall(r"Asked: “[^”]*”<!-- quote ref=\"(\w+)\"", report)
    assert len(refs) == len(set(refs)) == len({place[0] for place in map(place_of, alone.codings)})
    assert sum(f"> {one.words}<" in report for one in halves) == 2
    assert render_themes(alone).count("Asked: ") == len(refs) + 1
    assert {one.status for one in verify_report(report, alone, fresh=fresh(alone, "sponsor"))} == {"ok"}
    above = {opaque(alone, ("D01", 13, 40), beside=place_of(one)) for one in halves}
    assert len(above | {opaque(alone, ("D01", 13, 40))}) == 3


def test_which_language_model_it_was_to_the_byte_is_for_the_team():
    own, chosen = "b5c9 float32 onnxruntime=1.2 graph=3", "77aa float32 torch=2"
    log = LogFacts(encoders=(own, chosen, "words only"), packaged=frozenset({own}))
    answers = Answers(crowd(log=lambda: log))
    assert f"with the encoder {own}; {chosen}." in software(answers, "team").replace("\\", "")
    told = software(answers, "sponsor")
    assert "with the language model that comes with qualcode and a language model that the team chose." in told
    assert not re.search("onnx|float|b5c9|77aa", told)


def test_a_mark_leads_to_its_words_with_the_project_alone():
    material, other = crowd(), crowd(project="2e0d")
    for marker in read_markers(render_themes(material, audience="public")):
        if marker.question.kind == "quote":
            place = quoted_place(marker.question, Answers(material))
            assert place is not None
            if marker.question.get("theme") is not None:
                assert opaque(material, place) == marker.question["ref"]
            assert quoted_place(marker.question, Answers(other)) is None


def test_a_corrected_transcript_leaves_no_mark_that_still_holds():
    material = crowd()
    report = render_themes(material, audience="sponsor")
    mended = replace(material, texts={name: text.replace("week", "weak") for name, text in material.texts.items()})
    assert any("no such words any more" in one.what for one in lines(report, mended, "sponsor"))


@pytest.mark.parametrize("consent", ["paraphrase", "none"])
@pytest.mark.parametrize("audience", ["team", "sponsor", "public"])
def test_who_did_not_agree_to_be_quoted_is_counted_and_never_quoted(consent, audience):
    material = crowd()
    people = tuple(replace(one, attributes={**one.attributes, "consent": consent}) for one in material.participants)
    report = COMMENT.sub("", render_themes(replace(material, participants=people), audience=audience))
    assert "room" not in report
    assert "6 of 12" in report
    assert "did not agree to be quoted" in report


def test_an_unnamed_speaker_keeps_the_name_they_have_in_the_transcript_to_the_team():
    material = crowd()
    unnamed = replace(
        material,
        speakers=tuple(one for one in material.speakers if one.role == "interviewer"),
        codings=tuple(replace(one, participant=None) for one in material.codings),
    )
    assert "— “Zoë Quill" in render_themes(unnamed)
    assert set(attributions(render_themes(unnamed, audience="sponsor"))) == {"a speaker who is not named"}


def test_the_brief_has_a_quote_of_another_person_for_each_theme_and_what_speaks_against_it():
    report = COMMENT.sub("", render_brief(study()))
    assert report.count("\n> — ") == 2
    assert len(set(attributions(report))) == 2
    assert "Spoke against it: 1 of 4." in report
    assert "*Not yet examined.*" in report


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_every_heading_and_caption_is_in_the_language_of_the_study(language):
    material = replace(study(), language=language)
    report = COMMENT.sub("", render_themes(material))
    own = {f"{number}. {name}" for number, name in enumerate(('One card \\| "ours"', "A good lunch"), 1)}
    english = set(re.findall(r"(?m)^##+ (.*)$", COMMENT.sub("", render_themes(study())))) - own
    assert set(re.findall(r"(?m)^##+ (.*)$", report)) - own == {heading(one, language) for one in english}
    assert all(heading(one, language) != one or one == "Codes" for one in english)
    word = {"de": "Tabelle", "fr": "Tableau", "es": "Tabla"}[language]
    assert f"*{word} 1. " in report
    assert not re.search(r"\*Table \d", report)
    assert {one.status for one in verify_report(render_themes(material), material)} == {"ok"}
    moved = re.sub(r"(> A nice lunch\..*?\n>\n> — [^\n]*\n\n)", "", render_themes(material), count=1, flags=re.DOTALL)
    assert {one.status for one in verify_report(moved, material)} == {"ok", "missing"}


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_every_heading_of_the_codebook_report_is_in_the_language_of_the_study(language):
    books = [AppendixBook("codebooks/b.yaml", BOOK, "abc123", "2026-03-02")]
    parts = re.findall(r"(?m)^### (.*)$", render_codebook("Meetings", books))
    told = re.findall(r"(?m)^### (.*)$", render_codebook("Meetings", books, language=language))
    assert len(parts) == 5
    assert told == [heading(one, language) for one in parts]
    assert all(one == "Codes" or heading(one, language) != one for one in parts)
    assert render_codebook("Meetings", books, language=language).startswith(f"# {heading('Codebook', language)}: ")
