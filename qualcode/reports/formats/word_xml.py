"""Elements of Word’s own XML."""

import re
from functools import cache
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@cache
def name(local: str) -> str:
    """A name in Word’s namespace: `name("p")` is that of a paragraph."""
    return f"{{{W}}}{local}"


def inside(parent: Any, local: str, **settings: str) -> Any:
    """A new last child of an element, with settings of Word’s namespace."""
    from lxml import etree

    child = etree.SubElement(parent, name(local))
    for setting, value in settings.items():
        child.set(name(setting), value)
    return child


def element(local: str, **settings: str) -> Any:
    """An element that stands nowhere yet."""
    from lxml import etree

    new = etree.Element(name(local), nsmap={"w": W})
    for setting, value in settings.items():
        new.set(name(setting), value)
    return new


def pieces(xml: str) -> list[Any]:
    """The elements of a piece of XML that calls Word’s namespace `w`."""
    from lxml import etree

    return list(etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>'))


def legible(text: str) -> str:
    r"""A text whose characters XML knows; each that it has no way to hold becomes U+FFFD.

    >>> legible("bell\x07 ]]>")
    'bell� ]]>'
    """
    return _ILLEGAL.sub("\ufffd", text)
