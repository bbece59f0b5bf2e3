"""A fact that is typed is exact: a rough number is refused with its property, not an unforeseen error."""

from __future__ import annotations

import pytest

from alliance.errors import InvalidValue
from tests.builders import workspace


def test_a_rough_number_that_is_typed_is_refused() -> None:
    with workspace() as net:
        net.confirm(net.check([("工作室.csv", "编号,名称,成员数\nw1,甲创新工作室,9\n".encode())]).batch)
        with pytest.raises(InvalidValue):
            net.correct_facts("w1", {"team_size": "12人左右"}, source="来电", confirm=True)
        net.correct_facts("w1", {"team_size": "12人"}, source="来电", confirm=True)
        assert net.store.nodes(["w1"])["w1"].props["team_size"] == 12
