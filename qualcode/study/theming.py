"""Themes in and out of themes.yaml, and naming them."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.analysis.counting import leading
from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.model import Coding, Evidence, Theme
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.project.themes import NewTheme
from qualcode.study.code_words import code_and_besides, named_with_status
from qualcode.study.keeping_back import hidden_from, note_what_is_shown, refuse_what_is_hidden
from qualcode.themes.exchange import ExcerptDraft, ThemeDraft, read_themes, write_themes
from qualcode.transcripts.finding import find_words


def import_themes(project: Project, coder: str, path: Path) -> tuple[Theme, ...]:
    """Make the project's themes those of a file; ProblemsInFile with all excerpts that nobody coded."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    drafts = read_themes(data, path.name)
    problems: list[str] = []
    codings = project.codings.everywhere()
    new = [_new_theme(project, draft, codings, problems) for draft in drafts]
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="Mend these; nothing was imported.")
    project.themes.replace_all(coder, new)
    return tuple(project.themes.all())


def export_themes(project: Project, viewer: str | None = None) -> str:
    """The project's themes as themes.yaml; QualcodeError while it would show what the viewer may not see yet."""
    themes = project.themes.all()
    evidence = {one.coding for theme in themes for one in theme.evidence}
    refuse_what_is_hidden(project, viewer, [one for one in project.codings.everywhere() if one.id in evidence])
    return write_themes([_draft(project, theme) for theme in themes])


def name_theme(
    project: Project, coder: str, name: str, idea: str, boundary: str, codes: Sequence[str], codings: Sequence[str]
) -> Theme:
    """Keep a theme that a person named, with codes and single codings that belong to it."""
    if not name.strip() or not idea.strip():
        raise QualcodeError("A theme needs a name and a central idea.", hint='qualcode themes name "…" --idea "…"')
    names = tuple(project.codes.named(code).name for code in codes)
    evidence = tuple(Evidence(project.codings.get(coding).id) for coding in codings)
    return project.themes.name_new(coder, NewTheme(name.strip(), idea.strip(), boundary.strip(), names, evidence))


def _new_theme(project: Project, draft: ThemeDraft, codings: Sequence[Coding], problems: list[str]) -> NewTheme:
    codes, evidence = [], []
    for code in draft.codes:
        try:
            codes.append(project.codes.named(code).name)
        except QualcodeError as error:
            problems.append(f"“{draft.name}”: {error.message}")
    for excerpt in draft.excerpts:
        try:
            evidence.append(Evidence(_coding_of(project, excerpt, codings), excerpt.stance))
        except QualcodeError as error:
            problems.append(f"“{draft.name}”: {error.message}")
    return NewTheme(draft.name, draft.idea, draft.boundary, tuple(codes), tuple(evidence), tuple(draft.challenges))


def _coding_of(project: Project, excerpt: ExcerptDraft, codings: Sequence[Coding]) -> str:
    """The coding an excerpt of the file means: the same words under the same code, the lead coder's before others'."""
    document, code = project.documents.current(excerpt.document).document, project.codes.named(excerpt.code).name
    fitting = [
        one
        for one in codings
        if (one.document, one.code) == (document, code)
        and find_words(one.words, excerpt.words) == [(0, len(one.words))]
    ]
    if not fitting:
        raise QualcodeError(f"nobody coded “{excerpt.words[:60]}” in {document} with {code}.")
    speaks = next(leading(one) for one in project.documents.all() if one.id == document)
    return min(fitting, key=lambda one: (one.coder != speaks, one.coder)).id


def _draft(project: Project, theme: Theme) -> ThemeDraft:
    codings = {one.id: one for one in project.codings.everywhere()}
    return ThemeDraft(
        name=theme.name,
        idea=theme.idea,
        boundary=theme.boundary,
        codes=theme.codes,
        excerpts=tuple(
            ExcerptDraft(codings[one.coding].document, codings[one.coding].code, codings[one.coding].words, one.stance)
            for one in theme.evidence
        ),
        challenges=theme.challenges,
    )


def theme_sheet(project: Project, name: str, viewer: str | None) -> tuple[str, tuple[str, ...]]:
    """A theme to read: what it claims, what belongs to it, what speaks against it; and interviews seen newly by it."""
    theme = project.themes.named(name)
    shown = visible(project.codings.within(), hidden_from(project, viewer), viewer or "")
    codings = {one.id: one for one in shown}
    evidence = [one for one in theme.evidence if one.coding in codings]
    lines = [theme.name, f"  {theme.idea}"]
    if theme.boundary:
        lines.append(f"  It is not: {theme.boundary}")
    statuses = {code.name: code.status for code in project.codes.all()}
    if theme.codes:
        codes = (named_with_status(code, statuses.get(code, "retired")) for code in theme.codes)
        lines.append(f"  All excerpts of: {', '.join(codes)}")
    for heading, stance in (("Excerpts", "for"), ("What speaks against it", "against")):
        found = [codings[one.coding] for one in evidence if one.stance == stance]
        if found:
            lines.append(f"  {heading}:")
            lines += [
                f"    {one.participant or '–'}, {one.document} turn {one.turn},"
                f" {code_and_besides(one, statuses.get(one.code, 'retired'))}: “{' '.join(one.words.split())}”"
                for one in found
            ]
    left = {one.id for one in project.codings.left_behind()} & {one.coding for one in theme.evidence}
    if left:
        lines.append(f"  Left behind by a corrected transcript: {len(left)} of its excerpts (codings --left-behind).")
    if len(evidence) < len(theme.evidence) - len(left):
        kept_back = len(theme.evidence) - len(left) - len(evidence)
        lines.append(f"  Kept back: {kept_back} excerpts of interviews you are still coding.")
    for one in theme.challenges:
        lines.append(
            f"  Challenged: {one.query} ({one.examined} passages examined): {one.verdict}. {one.note}".rstrip()
        )
    if not theme.challenges:
        lines.append("  Not yet examined: nobody has looked for what speaks against it.")
    return "\n".join(lines), note_what_is_shown(project, viewer, [codings[one.coding] for one in evidence])
