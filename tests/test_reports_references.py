import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from qualcode.reports.writing.references import references
from qualcode.reports.writing.skeleton import PARTS, skeleton


@pytest.mark.parametrize(
    ("typed", "kind", "given_", "about"),
    [
        ("{{ count theme:connection }}", "count", (), (("theme", "connection"),)),
        (
            '{{count theme:"Time is moved" role:principal}}',
            "count",
            (),
            (("theme", "Time is moved"), ("role", "principal")),
        ),
        ("{{ count theme:“Time is moved” }}", "count", (), (("theme", "Time is moved"),)),
        ("{{ quote c168a60a }}", "quote", ("c168a60a",), ()),
        ("{{ Table theme role }}", "table", ("theme", "role"), ()),
        ("{{ }}", "", (), ()),
    ],
)
def test_a_reference_says_what_it_wants_by_its_first_word(
    typed: str, kind: str, given_: tuple[str, ...], about: tuple[tuple[str, str], ...]
) -> None:
    (found,) = references(f"Said by {typed}.")
    assert (found.kind, found.given, found.about, found.alone) == (kind, given_, about, False)


def test_whole_tables_come_only_where_a_reference_has_its_line_to_itself() -> None:
    found = [*references("{{ matrix }}\n\nSee {{ matrix }}.\n  {{ flows }}  ")]
    assert [(one.kind, one.alone, one.line) for one in found] == [
        ("matrix", True, 1),
        ("matrix", False, 3),
        ("flows", True, 4),
    ]


def test_what_is_shown_as_typed_and_what_nobody_sees_is_no_reference() -> None:
    assert not [*references("Type `{{ count }}`.\n\n```\n{{ count }}\n```\n\n<!-- {{ count }} -->\n")]


@given(some.text(alphabet='{}"“” :abc\n`<!->', max_size=60))
@settings(max_examples=150)
def test_whatever_is_typed_references_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for one in references(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].startswith("{{")
        assert text[one.start : one.end].endswith("}}")
        end = one.end


def test_the_skeleton_asks_under_each_heading_and_its_references_are_known() -> None:
    texts = skeleton("de")
    assert [*texts] == sorted(texts)
    for part in PARTS:
        text = texts[part.file]
        assert text.startswith("# ")
        assert f"<!-- {part.prompt} -->" in text
        assert all(one.alone for one in references(text)), text
