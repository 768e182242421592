"""Edits of codebook files as people really write them: whatever the style, nothing else may change.

Each file is generated with marks around the words an edit is about, and the marks are taken out before it is read.
So the text expected after the edit is known without asking the code that makes it.
"""

import re
from dataclasses import dataclass
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import Codebook
from qualcode.codebook.read import read_codebook
from qualcode.codebook.splicing import CannotSplice, with_code_added, with_ids_changed, with_label, without_code

IDS = ["trust", "trust.peers", "ça", "信頼.同僚", "🙂 smile", "re\u0301sume\u0301", "a'b", "x y", "Ωmega.1"]
WORDS = ["Said aloud", "it's said", "ça va", "同僚への信頼", "🙂, truly", "a #1 worry: none", 'say "no"']
COMMENTS = ["# note", "#", "# - id: x", "# label: no", "# “ça” -> trust 🙂"]
LABEL, LABEL_END, ID, ID_END = "\ue000", "\ue001", "\ue002", "\ue003"

words = st.sampled_from(WORDS)
quotes = st.sampled_from(["", "'", '"'])
comments = st.sampled_from(COMMENTS)
new_labels = st.one_of(
    words,
    st.sampled_from(["no", "5", "a: b", "- a", "'", '"', "\\", "a\nb", "  a", "#", "[", "", "x" * 200, "w " * 90]),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
)


@dataclass(frozen=True)
class Written:
    """A generated file with its marks: the codes in order, each with the comments above it and what follows."""

    ids: list[str]
    codes: list[list[str]]
    above: list[list[str]]
    gaps: list[list[str]]
    eol: str
    start: str
    """A byte order mark, or nothing."""
    end: list[str]

    def lines(self, *, without: int | None = None) -> list[str]:
        parts = zip(self.above, self.codes, self.gaps, strict=True)
        kept = [
            line
            for at, (above, code, gap) in enumerate(parts)
            for line in [*(() if at == without else (*above, *code)), *gap]
        ]
        return ["# What it is", "title: ça", '"codes":  # ours', "", *kept, *self.end]

    def text(self, ids: list[str] | None = None) -> str:
        """What stands in the file, with these ids in place of its own."""
        marked = self.eol.join(self.lines())
        return self.start + _with_ids(marked, ids or self.ids).replace(LABEL, "").replace(LABEL_END, "")

    def around_label(self, at: int) -> tuple[str, str]:
        """Everything before and after the label of one code, as it is written."""
        marked = _with_ids(self.eol.join(self.lines()), self.ids)
        before, after = marked.split(LABEL)[: at + 1], marked.split(LABEL_END)[at + 1 :]
        return self.start + "".join(before).replace(LABEL_END, ""), "".join(after).replace(LABEL, "")


def _with_ids(marked: str, ids: list[str]) -> str:
    def written(found: re.Match[str]) -> str:
        code_id = ids[int(found[1])]
        return code_id.replace("'", "''") if found[2] == "'" else code_id

    return re.sub(f"{ID}(\\d)(['\"]?){ID_END}", written, marked)


def in_quotes(text: str, how: str) -> str:
    if how == "'":
        return "'" + text.replace("'", "''") + "'"
    if how == '"' or ": " in text:
        return '"' + text.replace('"', '\\"') + '"'
    return text


def id_in_quotes(at: int, how: str) -> str:
    return f"{how}{ID}{at}{how}{ID_END}{how}"


@st.composite
def labels(draw: st.DrawFn, pad: str) -> list[str]:
    text, how = draw(words), draw(st.sampled_from(["", "'", '"', ">-", "|", ">+", "over lines"]))
    comment = draw(st.sampled_from(["", "  # why", " #"]))
    before = f"{pad}label: " + draw(st.sampled_from(["", "&unused ", "!!str "]))
    deeper = pad + draw(st.sampled_from([" ", "   "]))
    if how in (">-", "|", ">+"):
        return [f"{before}{LABEL}{how}{comment}", f"{deeper}{text}", "", f"{deeper}# no comment{LABEL_END}"]
    if how == "over lines":
        return [f"{before}{LABEL}Words that", f"{deeper}go on{LABEL_END}{comment}"]
    return [f"{before}{LABEL}{in_quotes(text, how)}{LABEL_END}{comment}"]


@st.composite
def other_fields(draw: st.DrawFn, pad: str, at: int, count: int) -> list[list[str]]:
    item = pad + draw(st.sampled_from(["", "  ", "     "]))
    how, quoted = draw(quotes), in_quotes(draw(words), "'")
    target = draw(st.integers(0, count - 1))
    inside = f"{how}so it is -> {ID}{target}{how}{ID_END}{how}"
    fields = [
        [f"{pad}brief: &anchor{at} {in_quotes(draw(words), draw(quotes))}"],
        [f"{pad}full: |+", f"{pad}  Words", "", f"{pad}  # no comment", ""],
        [f"{pad}key_question: >", f"{pad}    label: no", f"{pad}    - id: no"],
        [f'{pad}"when": [a, "b, c", {quoted}]'],
        [f"{pad}when_not:", f"{item}- {inside}", f'{item}- "label: no"', f"{item}# - last"],
        [f"{pad}counter_examples: [{{text: so, code_as: {id_in_quotes(target, how)}}}, {inside}]  # why"],
        [f"{pad}counter_examples:", f"{item}- text: so", f"{item}  code_as: {id_in_quotes(target, how)}  # why"],
        [f"{pad}examples:", f"{item}-", f"{item}    a plain", f"{item}    one"],
        [f"{pad}source:"],
    ]
    return draw(st.lists(st.sampled_from(fields), max_size=4, unique_by=lambda lines: lines[0].split(":")[0]))


@st.composite
def codes(draw: st.DrawFn, at: int, count: int, column: int, in_list: bool) -> list[str]:
    blanks = draw(st.integers(1, 4))
    pad = " " * (column + blanks + in_list)
    comment = draw(st.sampled_from(["", "   # id: no"]))
    name = id_in_quotes(at, draw(quotes))
    parts = [draw(labels(pad)), *draw(other_fields(pad, at, count))]
    parts = draw(st.permutations([*parts, [f"{pad}id: {name}{comment}"]] if in_list else parts))
    lines = [] if in_list else [f"{' ' * column}{name}:{comment}"]
    for part in parts:
        lines += part
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", f"{pad}{draw(comments)}"])))
    if in_list:
        lines[0] = " " * column + "-" + lines[0][column + 1 :]
    while not lines[-1].strip():
        lines.pop()
    return lines


@st.composite
def files(draw: st.DrawFn) -> Written:
    ids = draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True))
    in_list = draw(st.booleans())
    column = draw(st.integers(0 if in_list else 1, 4))
    heading = " " * column + "# --- heading ---"
    gaps = st.sampled_from([[], [""], ["", heading, ""], ["", ""]])
    ends = [["note: the end", ""], [], [""], ["", "# the end"]]
    return Written(
        ids,
        [draw(codes(at, len(ids), column, in_list)) for at in range(len(ids))],
        [[" " * column + one for one in draw(st.lists(comments, max_size=2))] for _ in ids],
        [*(draw(gaps) for _ in ids[1:]), []],
        draw(st.sampled_from(["\n", "\r\n"])),
        draw(st.sampled_from(["", "\ufeff"])),
        draw(st.sampled_from(ends)),
    )


def read(text: str) -> Codebook:
    return read_codebook(text.encode(), "study")


@settings(deadline=None, max_examples=50)
@given(files(), st.integers(0, 3), new_labels)
def test_changing_one_label_changes_exactly_that_labels_bytes(written: Written, at: int, label: str):
    at %= len(written.ids)
    text = written.text()
    before, after = written.around_label(at)
    changed = with_label(text, "study", written.ids[at], label)
    assert len(changed) >= len(before) + len(after)
    assert changed.startswith(before)
    assert changed.endswith(after)
    codes = list(read(text).codes)
    codes[at] = codes[at].model_copy(update={"label": label.strip()})
    assert read(changed) == read(text).model_copy(update={"codes": tuple(codes)})


@settings(deadline=None, max_examples=50)
@given(files(), st.data())
def test_renaming_codes_changes_their_ids_and_nothing_else(written: Written, data: st.DataObject):
    count = len(written.ids)
    fresh = data.draw(st.permutations(["new", "新しい.コード", "new words", "éa", *written.ids]))[:count]
    renamed = [data.draw(st.sampled_from([old, new])) for old, new in zip(written.ids, fresh, strict=True)]
    if len(set(renamed)) < count:
        renamed = fresh
    ids = dict(zip(written.ids, renamed, strict=True))
    expected = written.text([_as_kept(*pair) for pair in ids.items()])
    assert with_ids_changed(written.text(), "study", ids) == expected


def _as_kept(old: str, new: str) -> str:
    """An id that changes is written in composed characters; one that stays is not touched."""
    return old if old == new else normalize("NFC", new)


@settings(deadline=None, max_examples=50)
@given(files(), st.integers(0, 3))
def test_removing_a_code_removes_its_lines_and_blank_ones_beside_them(written: Written, at: int):
    at %= len(written.ids)
    text = written.text()
    after = without_code(text, "study", written.ids[at])
    kept = written.start + _with_ids(written.eol.join(written.lines(without=at)), written.ids)
    kept = kept.replace(LABEL, "").replace(LABEL_END, "")
    assert _filled(after) == _filled(kept)
    assert after.count(written.eol) == after.count("\n")
    assert text.startswith(_common_start(text, after))


def _filled(text: str) -> list[str]:
    return [line for line in re.split(r"\r?\n", text) if line.strip()]


def _common_start(one: str, other: str) -> str:
    return one[: next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))]


@settings(deadline=None, max_examples=25)
@given(files(), st.integers(0, 3), words)
def test_a_code_added_and_taken_out_again_leaves_the_file_as_it_was(written: Written, at: int, brief: str):
    text, after = written.text(), written.ids[at % len(written.ids)]
    record = {"id": "new.one", "brief": brief, "status": "provisional", "when": [brief, "- so"]}
    added = with_code_added(text, "study", record, after=after)
    ids = [code.id for code in read(added).codes]
    assert ids.index("new.one") == [code.id for code in read(text).codes].index(read(text).code(after).id) + 1
    assert read(added).code("new.one").brief == brief
    assert _filled(without_code(added, "study", "new.one")) == _filled(text)


@settings(deadline=None, max_examples=20)
@given(files(), new_labels)
def test_a_text_that_others_repeat_is_never_changed_for_them(written: Written, label: str):
    eol = written.eol
    anchored = f'"codes":{eol}- id: one{eol}  label: &l Said{eol}- id: two{eol}  label: *l  # same{eol}'
    assert with_label(anchored, "study", "two", "Neu") == anchored.replace("*l", "Neu")
    with pytest.raises(CannotSplice):
        with_label(anchored, "study", "one", f"{label} neu")
