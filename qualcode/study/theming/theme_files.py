"""Themes in and out of themes.yaml."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from qualcode.analysis.counting import leading
from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.model import Coding, Evidence, Theme
from qualcode.project import Project
from qualcode.project.themes import NewTheme
from qualcode.study.coding.locating import read_place
from qualcode.study.keeping_back import refuse_what_is_hidden
from qualcode.themes.exchange import ExcerptDraft, ThemeDraft, read_themes, write_themes
from qualcode.themes.renaming import called_otherwise
from qualcode.transcripts.finding import find_words


def import_themes(project: Project, coder: str, path: Path) -> tuple[Theme, ...]:
    """Make the project's themes those of a file; ProblemsInFile with all excerpts that nobody coded.

    A theme that the file only calls otherwise stays the same one, with its memos, its history and what searches found.
    """
    problems: list[str] = []
    new = _themes_of(project, path, problems)
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="Mend these; nothing was imported.")
    standing = project.themes.all()
    renamed = {
        standing[one].id: (new[other].map, new[other].name) for one, other in called_otherwise(standing, new).items()
    }
    project.themes.replace_all(coder, new, renamed)
    return tuple(project.themes.all())


def export_themes(project: Project, viewer: str | None = None) -> str:
    """The project's themes as themes.yaml; QualcodeError while it would show what the viewer may not see yet."""
    themes = project.themes.all()
    evidence = {one.coding for theme in themes for one in theme.evidence}
    refuse_what_is_hidden(project, viewer, [one for one in project.codings.everywhere() if one.id in evidence])
    codings = CodingsByWords(project)
    return write_themes([_draft(codings, theme) for theme in themes])


def says_the_same(project: Project, path: Path) -> bool:
    """Whether a themes file, in whatever words and with whatever comments, holds just the project's themes."""
    problems: list[str] = []
    try:
        found = _themes_of(project, path, problems)
    except QualcodeError:
        return False
    standing = [_as_new(one) for one in project.themes.all()]
    return not problems and found == standing


def _themes_of(project: Project, path: Path, problems: list[str]) -> list[NewTheme]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    codings = CodingsByWords(project)
    known = {one.casefold(): one for one in project.themes.maps()}
    drafts = [replace(one, map=known.get(one.map.casefold(), one.map)) for one in read_themes(data, path.name)]
    return [_new_theme(project, draft, codings, problems) for draft in drafts]


def _as_new(theme: Theme) -> NewTheme:
    return NewTheme(
        theme.name,
        theme.idea,
        theme.boundary,
        theme.codes,
        theme.evidence,
        tuple(replace(one, finds=()) for one in theme.challenges),
        theme.map,
        theme.status,
        theme.part_of,
        theme.clusters,
    )


def _new_theme(project: Project, draft: ThemeDraft, codings: "CodingsByWords", problems: list[str]) -> NewTheme:
    codes: list[str] = []
    evidence: dict[str, Evidence] = {}
    for code in draft.codes:
        try:
            codes.append(project.codes.named(code).name)
        except QualcodeError as error:
            problems.append(f"“{draft.name}”: {error.message}")
    for excerpt in draft.excerpts:
        try:
            coding = codings.meant(excerpt).id
            if evidence.setdefault(coding, Evidence(coding, excerpt.stance)).stance != excerpt.stance:
                problems.append(f"“{draft.name}”: “{excerpt.words[:60]}” stands for it and against it; keep one.")
        except QualcodeError as error:
            problems.append(f"“{draft.name}”: {error.message}")
    published = {one.published for one in draft.clusters}
    for moment in sorted(published - codings.clusterings):
        problems.append(f"“{draft.name}”: no clusters were published at {moment} here; take them out of the file.")
    return NewTheme(
        draft.name,
        draft.idea,
        draft.boundary,
        tuple(sorted(set(codes))),
        tuple(evidence.values()),
        draft.challenges,
        draft.map,
        draft.status,
        draft.part_of,
        draft.clusters,
    )


class CodingsByWords:
    """The codings of a project, as files name them: by document, code and words."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.by_id = {one.id: one for one in project.codings.everywhere()}
        self.clusterings = project.themes.clusterings()
        self._speaks = {one.id: leading(one) for one in project.documents.all()}
        self._by_code: dict[tuple[str, str], list[Coding]] = defaultdict(list)
        for one in self.by_id.values():
            self._by_code[one.document, one.code].append(one)

    def meant(self, excerpt: ExcerptDraft) -> Coding:
        """The coding an excerpt means: the lead coder's before others', the first place before later ones."""
        document = self._project.documents.current(excerpt.document).document
        code = self._project.codes.named(excerpt.code).name
        place = read_place(excerpt.at) if excerpt.at else None
        fitting = [
            one
            for one in self._by_code[document, code]
            if (not excerpt.coder or one.coder == excerpt.coder)
            and (place is None or (one.start, one.end) == place)
            and (one.words == excerpt.words or find_words(one.words, excerpt.words) == [(0, len(one.words))])
        ]
        if not fitting:
            besides = f" by {excerpt.coder}" if excerpt.coder else ""
            besides += f" at {excerpt.at}" if excerpt.at else ""
            raise QualcodeError(f"nobody coded “{excerpt.words[:60]}” in {document} with {code}{besides}.")
        speaks = self._speaks[document]
        return min(fitting, key=lambda one: (one.coder != speaks, one.coder, one.start, one.end))

    def draft(self, evidence: Evidence) -> ExcerptDraft:
        """An excerpt as a file names it: with its coder and place only where its words mean another coding."""
        coding = self.by_id[evidence.coding]
        plain = ExcerptDraft(coding.document, coding.code, coding.words, evidence.stance)
        with_coder = replace(plain, coder=coding.coder)
        whole = replace(with_coder, at=f"{coding.start}:{coding.end}")
        return next((one for one in (plain, with_coder) if self.meant(one).id == coding.id), whole)


def _draft(codings: CodingsByWords, theme: Theme) -> ThemeDraft:
    return ThemeDraft(
        name=theme.name,
        idea=theme.idea,
        boundary=theme.boundary,
        codes=theme.codes,
        excerpts=tuple(codings.draft(one) for one in theme.evidence),
        challenges=theme.challenges,
        status=theme.status,
        part_of=theme.part_of,
        map=theme.map,
        clusters=theme.clusters,
    )
