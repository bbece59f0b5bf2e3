"""matrix, gaps, targets: the figures of the small city, and targets that make gaps."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ask, alliance, read_json


def test_matrix_as_json_and_its_cell(ask: Ask) -> None:
    answer = ask("matrix", "--json").json
    i, j = answer["groups"].index("机械装备"), answer["groups"].index("能源化工")
    assert (answer["layer"], answer["grouping"], answer["counts"][i][j], answer["expected"][i][j]) == ("cooperation", "groups", 1, 0.25)
    cell = ask("matrix", "--cell", "化工", "装备", "--json").json
    assert cell["ties"][0]["kind"] == "SIGNED_AGREEMENT_WITH"
    assert "2026-03-15" in ask("matrix", "--cell", "化工", "装备").out
    assert ask("matrix", "--layer", "planned").code == 2
    unknown = ask("matrix", "--cell", "天文", "装备")
    assert unknown.code == 1
    assert "机械装备" in unknown.err


def test_targets_make_gaps(generated_copy: Path, tmp_path: Path) -> None:
    kept = read_json(generated_copy, "targets", "set", "装备", "化工", "--wanted", "20", "--year", "2026")
    (gap,) = read_json(generated_copy, "gaps")["rows"]
    assert (gap["wanted"], gap["missing"], gap["basis"]) == (20, 20 - gap["pairs"], "target")
    assert gap["workshops_a"] and gap["workshops_b"]
    table = tmp_path / "t.csv"
    assert alliance("targets", "template", "--out", str(table), store=generated_copy).code == 0
    assert read_json(generated_copy, "targets", "load", str(table))["ids"] == kept["ids"]
    read_json(generated_copy, "targets", "remove", *kept["ids"])
    assert read_json(generated_copy, "targets")["rows"] == []


def test_a_target_for_an_unknown_industry_is_not_found(generated: Path) -> None:
    assert alliance("targets", "set", "天文", "化工", store=generated).code == 1
