"""The tree of errors in the words of its module is the tree of its classes; every error survives a process border."""

from __future__ import annotations

import pickle
import re

import pytest

from alliance import errors
from alliance.errors import AllianceError

CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, AllianceError)]
LINE = re.compile(r"^( *)\* (\w+) +\S.*?(?: \((\d)\))?$", re.MULTILINE)


def told() -> list[tuple[str, str, int]]:
    """Name, name of the class above, exit code: as the docstring of the module says."""
    above: list[tuple[str, int]] = []
    found = []
    for indent, name, code in LINE.findall(errors.__doc__ or ""):
        above = above[: len(indent) // 2]
        parent, inherited = above[-1] if above else ("Exception", 1)
        above.append((name, int(code or inherited)))
        found.append((name, parent, int(code or inherited)))
    return found


def test_the_tree_in_words_is_that_of_the_classes() -> None:
    assert told() == [(each.__name__, each.__bases__[0].__name__, each.exit_code) for each in _in_order(AllianceError)]
    assert len(told()) == len(CLASSES) > 25


def _in_order(top: type[AllianceError]) -> list[type[AllianceError]]:
    below = [each for each in CLASSES if each.__bases__ == (top,)]
    return [top, *(deeper for each in below for deeper in _in_order(each))]


def test_every_code_stands_once() -> None:
    assert len({each.code for each in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("each", CLASSES)
def test_an_error_comes_whole_out_of_another_process(each: type[AllianceError]) -> None:
    back = pickle.loads(pickle.dumps(each(reason="why", near=["甲"])))
    assert (type(back), back.facts, str(back)) == (each, {"reason": "why", "near": ["甲"]}, f"{each.code}: reason='why', near=['甲']")
