"""Whether a word that could be a name also stands in a text as an ordinary one."""

import re
from collections.abc import Callable
from functools import cache
from itertools import islice

_MOST_SEARCHES = 200
"""Words looked for in one text, at most; the others count as common."""


def common_in(text: str) -> Callable[[str], bool]:
    """A question to a text: does it have this word in small letters, or again where a script has none?"""
    asked = 0

    @cache
    def is_common(word: str) -> bool:
        nonlocal asked
        asked += 1
        if asked > _MOST_SEARCHES:
            return True
        found = re.finditer(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text)
        return any(islice(found, int(word.lower() == word.upper()), None))

    return is_common
