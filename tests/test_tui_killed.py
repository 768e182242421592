"""A screen that is killed between any two keys, and what the next one finds."""

import os
from pathlib import Path

import pytest
from screen_player import make_template, storm

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills a program the way POSIX systems do")


def test_nothing_the_screen_has_shown_is_lost_when_it_is_killed(tmp_path: Path):
    aftermaths = storm(make_template(tmp_path / "template"), tmp_path, range(10), longest=30)
    assert [(seed, one) for seed, one in aftermaths if not one.sound] == []
    assert sum(one.keys for _, one in aftermaths) > 80
