"""What the columns of a codebook kept as a table mean, by their headings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.codebook.codes import Code

HEADINGS_WITHIN = 15
"""Rows among which the headings are looked for; programs write their name and the date above them."""

_NAMES: Mapping[str, str] = {
    "key": "id; code id; codeid; guid; identifier; uuid",
    "name": "name; code; codes; code name; codename; node; node name; label; title; code label; code title; kode;"
    " bezeichnung; codename; código; codigo; nombre; nom; libellé; nome; naam; imię; コード; 代码; код; codice",
    "brief": "brief; brief definition; short definition; short description; summary; in short; kurzdefinition; kurz",
    "full": "full; full definition; definition; description; code definition; code description; meaning; comment;"
    " comments; code comment; memo; code memo; long definition; detailed definition; beschreibung; bedeutung;"
    " definición; definicion; descripción; descripcion; définition; definição; descrição; definitie; omschrijving;"
    " definizione; descrizione; 定義; 定义; определение; kommentar; commentaire; comentario",
    "parent": "parent; parent code; parent name; parent id; parent node; parent code name; belongs to; under;"
    " oberkategorie; obercode; übergeordneter code; elterncode; code padre; padre; code parent; ouder; родитель",
    "path": "path; code path; full name; full path; full code; hierarchical name; hierarchy; hierarchical code name;"
    " pfad; ruta; chemin",
    "depth": "depth; indent; level; ebene; nivel; niveau",
    "examples": "example; examples; example quote; example quotes; example quotation; quote; quotes; typical example;"
    " typical exemplar; exemplar; exemplars; illustration; ankerbeispiel; ankerbeispiele; beispiel; beispiele;"
    " ejemplo; ejemplos; exemple; exemples; exemplo; exemplos; voorbeeld; voorbeelden; esempio; esempi; 例",
    "when": "when; when to use; use when; use it when; use for; inclusion; inclusion criteria; inclusion criterion;"
    " include; includes; include when; einschluss; einschlusskriterien; criterios de inclusión; critères d inclusion",
    "when_not": "when not; when not to use; do not use when; not when; exclusion; exclusion criteria; excludes;"
    " exclusion criterion; exclude; exclude when; ausschluss; ausschlusskriterien; criterios de exclusión;"
    " critères d exclusion",
    "counter_examples": "counter example; counter examples; counterexample; counterexamples; near miss; near misses;"
    " atypical example; atypical exemplar; close but no; non example; non examples; gegenbeispiel; gegenbeispiele",
    "key_question": "key question; question; ask; leitfrage",
    "indicators": "indicator; indicators; signs; indikatoren",
    "rules": "rule; rules; decision rule; decision rules; coding rule; coding rules; kodierregel; kodierregeln",
    "source": "source; origin; literature; derived from; quelle; herkunft",
    "kind": "kind; code kind",
    "scale": "scale; levels; ordered levels; skala; ausprägungen",
    "exclusive_group": "exclusive group; mutually exclusive group",
    "color": "color; colour; code color; code colour; farbe; couleur; cor; kleur; colore",
    "status": "status",
    "ignored": "codebook",
}
_LABELS = frozenset(("label", "title", "code label", "code title"))
_CODES = frozenset(("code", "codes"))
_LEVEL = re.compile(r"(?:code |theme |category )?(?:level|ebene|nivel|niveau|tier|stufe) ?(\d+)")
_UPPER = (
    ("theme", "themes", "thema", "tema", "thème", "domain", "dimension"),
    (
        "category",
        "categories",
        "kategorie",
        "categoría",
        "categoria",
        "catégorie",
        "code category",
        "family",
        "cluster",
    ),
    ("subcategory", "sub category", "subtheme", "sub theme", "subkategorie", "subcategoría"),
    ("code", "codes", "code name", "name", "parent code", "main code"),
    ("subcode", "sub code", "child code", "subcodes", "sub codes", "subnode"),
    ("subsubcode", "sub sub code", "sub subcode", "grandchild code"),
)
"""Columns that stand for levels of their own, from the top down."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table says what, by column counted from 0."""

    row: int
    """The row of the headings, by its place among the rows."""
    heads: tuple[str, ...]
    by_role: Mapping[str, tuple[int, ...]]
    """The columns for each field of a code, and for key, name, parent, path and depth."""
    levels: tuple[int, ...] = ()
    """Columns that each hold the names of one level."""
    left_out: tuple[str, ...] = field(default=())
    """Headings nobody can make anything of."""

    def first(self, role: str) -> int | None:
        """The first column of a role; None where there is none."""
        return next(iter(self.by_role.get(role, ())), None)

    def head(self, column: int) -> str:
        """What a column is called; its number where it has no heading."""
        name = self.heads[column].strip() if column < len(self.heads) else ""
        return name or str(column + 1)


def columns_of(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table; None where none of its first rows heads a column of names."""
    best: Columns | None = None
    for number, row in enumerate(rows[:HEADINGS_WITHIN]):
        found = _columns(number, tuple(row))
        if _names_codes(found) and (best is None or _known(found) > _known(best)):
            best = found
    return best


def words_of(heading: str) -> str:
    """A heading without case, signs and doubled blanks."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[^\W_]+", apart.casefold()))


_ROLES = {words_of(name): role for role, names in _NAMES.items() for name in names.split(";")}
_OWN_FIELDS = {words_of(name): name for name in Code.model_fields if name not in {"id", "label"}}


def _columns(number: int, heads: tuple[str, ...]) -> Columns:
    words = [words_of(head) for head in heads]
    levels = _levels(words)
    roles: dict[str, list[int]] = {}
    left_out: list[str] = []
    for column, said in enumerate(words):
        role = _OWN_FIELDS.get(said) or _ROLES.get(said)
        if column in levels:
            continue
        if role:
            roles.setdefault(role, []).append(column)
        elif said:
            left_out.append(heads[column].strip())
    _tell_codes_from_labels(roles, words)
    return Columns(number, heads, {role: tuple(found) for role, found in roles.items()}, levels, tuple(left_out))


def _tell_codes_from_labels(roles: dict[str, list[int]], words: Sequence[str]) -> None:
    """Beside a column of labels, a column “code” holds what codes are known by."""
    names = roles.get("name", [])
    labels = [column for column in names if words[column] in _LABELS]
    codes = [column for column in names if words[column] in _CODES]
    if labels and codes and "key" not in roles:
        roles["key"] = codes
        roles["name"] = [column for column in names if column not in codes]


def _levels(words: Sequence[str]) -> tuple[int, ...]:
    """Columns that stand for levels: numbered, or named from theme to subcode."""
    numbered = [(int(found[1]), column) for column, said in enumerate(words) if (found := _LEVEL.fullmatch(said))]
    if len(numbered) > 1:
        return tuple(column for _, column in sorted(numbered))
    named = [(rank, column) for column, said in enumerate(words) for rank, names in enumerate(_UPPER) if said in names]
    ranks = {rank for rank, _ in named}
    without_labels = not any(said in {"label", "title"} for said in words)
    if len(ranks) > 1 and len(ranks) == len(named) and (without_labels or 3 not in ranks):
        return tuple(column for _, column in sorted(named))
    return ()


def _names_codes(columns: Columns) -> bool:
    return bool(columns.levels or columns.by_role.get("name") or columns.by_role.get("path"))


def _known(columns: Columns) -> int:
    return len(columns.levels) + sum(map(len, columns.by_role.values()))


def unheaded_beside(columns: Columns, rows: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """The column of names and those without a heading right of it, where names are indented across columns."""
    at = columns.first("name")
    if at is None:
        return ()
    widest = max((len(row) for row in rows), default=0)
    found = [at]
    while found[-1] + 1 < widest and not (columns.heads[found[-1] + 1 : found[-1] + 2] or ("",))[0].strip():
        found.append(found[-1] + 1)
    return tuple(found)
