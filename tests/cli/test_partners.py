"""partners, why, answer: reasons in words, and a decision that is kept, listed and respected."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ask, alliance
from tests.worlds.small_city import NAMES


def test_partners_have_reasons_in_words(ask: Ask) -> None:
    answer = ask("partners", "w01", "--json").json
    assert answer["for"] == {"id": "w01", "kind": "Workshop", "name": NAMES["w01"]}
    assert set(answer) >= {"for", "near", "bridge"}
    for row in [*answer["near"], *answer["bridge"]]:
        assert {"id", "kind", "name", "score", "rank", "reasons"} <= set(row)
        assert all({"criterion", "code", "contribution", "text", "facts", "evidence"} <= set(reason) for reason in row["reasons"])
    assert ask("partners", "w01", "--list", "x").code == 2


def test_an_answer_is_kept_listed_and_respected(generated_copy: Path) -> None:
    first = alliance("partners", "w-001-0007", "--top", "1", "--json", store=generated_copy).json
    candidate = [*first["near"], *first["bridge"]][0]["id"]
    given = alliance("answer", "w-001-0007", candidate, "accepted", "--owner", "区总工会", "--due", "2026-06-01", "--json", store=generated_copy)
    assert given.code == 0, given
    assert [row["candidate"]["id"] for row in alliance("answers", "w-001-0007", "--json", store=generated_copy).json["rows"]] == [candidate]
    again = alliance("partners", "w-001-0007", "--top", "50", "--json", store=generated_copy).json
    assert candidate not in [row["id"] for row in [*again["near"], *again["bridge"]]]
    (due,) = [row for row in alliance("overview", "--json", store=generated_copy).json["next"] if row["kind"] == "answer"]
    assert (due["kind"], due["overdue"], due["owner"]) == ("answer", 29, "区总工会")
    assert alliance("why", "w-001-0007", candidate, store=generated_copy).out.strip()
    assert alliance("undo", given.json["batch"], "--yes", store=generated_copy).code == 0
    assert alliance("answer", "w-001-0007", candidate, "maybe", store=generated_copy).code == 2
