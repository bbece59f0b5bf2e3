"""The files of ``cypher/``: each header fits its text, and what follows from the vocabulary is as the vocabulary wants it."""

from __future__ import annotations

import importlib
import re
import textwrap
from collections.abc import Iterator

import pytest

from alliance import schema
from alliance.errors import InvalidValue, UnknownKind
from alliance.network.contacts import co_participation, contacts
from alliance.network.place.industries import ANY_ROLE
from alliance.schema import vocabularies
from alliance.stores import cypher_files
from alliance.stores.cypher_files import file_of, names, parse_query, query, statements
from alliance.stores.neo4j.read.snapshotting import TEXTS
from alliance.stores.neo4j.rows import NODE_OWN, TIE_OWN
from tests.conftest import ROOT

GOOD = "// name: one\n// about: One.\n// params: a\n// returns: one\n// access: reads\nRETURN $a AS one\n"
WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")


@pytest.mark.parametrize("name", names())
def test_every_header_fits(name: str) -> None:
    file = query(name)
    body = re.sub(r"//.*", "", file.text)
    assert bool(WRITING.search(body)) == file.writes
    if file.returns:
        last = re.split(r"(?m)(?:^|\) )RETURN", body)[-1]
        last = re.split(r"\b(?:ORDER BY|LIMIT|SKIP)\b", last)[0]
        for column in file.returns:
            assert re.search(rf"\b{column}\b", last), column
    if file.same_as != "-":
        _found(file.same_as)


def _found(dotted: str) -> object:
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            found = getattr(found, name)
        return found
    raise AssertionError(dotted)


@pytest.mark.parametrize("name", names())
def test_every_file_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for folder in ("alliance", "tests") for path in sorted((ROOT / folder).rglob("*.py")))
    assert f'"{name}"' in code


def test_no_cypher_stands_in_the_code() -> None:
    for path in (ROOT / "alliance").rglob("*.py"):
        if path.name != "cypher_files.py":
            assert not re.search(r"MATCH \(|\bUNWIND \$", path.read_text(encoding="utf-8")), path


def test_what_follows_from_the_vocabulary() -> None:
    assert file_of("constraints").read_text(encoding="utf-8") == cypher_files.constraints()
    assert file_of("ties").read_text(encoding="utf-8") == cypher_files.ties_by_id()
    assert len(statements(query("constraints"))) == len(schema.TIE_KINDS) + 16
    columns = {prop.name for kind in schema.NODE_KINDS for prop in kind.properties if prop.column in ("form", "rank", "system")}
    assert columns == set(TEXTS)
    listed = re.findall(r"n\.(\w+)", query("snapshot").text)
    assert listed == ["id", "key", "first_day", "last_day", "until_day", "how_many", "told_firsts", "told_lasts", *TEXTS]


PART = re.compile(r"(?m)^( *)// part: (.+)\n((?:.*\n)*?)\1// end$")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for _, name, body in PART.findall(text):
        yield name, textwrap.dedent(body)
        yield from _parts(body)


def test_what_several_files_share_reads_the_same_in_all() -> None:
    found: dict[str, set[str]] = {}
    for name in names():
        for part, text in _parts(query(name).text):
            found.setdefault(part, set()).add(text)
    assert sorted(found) == ["contacts of p", "industry of q", "place of q"]
    assert {part: len(texts) for part, texts in found.items()} == dict.fromkeys(found, 1)


def test_words_of_the_vocabulary_in_the_rules() -> None:
    text = query("reach").text
    for words in (vocabularies.HOST_GUEST_FORMS, vocabularies.SMALL_FORMS, schema.COOPERATION, contacts.GROUP_KINDS):
        assert f"IN [{', '.join(map(repr, words))}]" in text, words
    assert f"[t:{'|'.join((*schema.COOPERATION, *schema.EXCHANGE))}]" in text
    assert f"}} <= {co_participation.MOST_PARTIES}\n" in text
    assert f"{' OR '.join(f'q:{kind}' for kind in schema.ORGANISATIONS)} THEN" in text
    assert f"ELSE {list(ANY_ROLE)!r} END AS roles" in query("matrix").text


def test_own_properties_hide_none_of_the_vocabulary() -> None:
    names_ = {prop.name for kind in schema.NODE_KINDS for prop in kind.properties} | {prop.name for prop in schema.COMMON}
    assert names_ & set(NODE_OWN) <= {"id", "name"}
    assert not {prop.name for prop in schema.TIE_PROPERTIES} & set(TIE_OWN)


def test_another_kind_takes_the_place() -> None:
    assert "MERGE (a)-[t:HOSTED_BY {id" in query("upsert_ties", "HOSTED_BY").text
    assert "n:Person" in query("upsert_nodes", "Person").text
    with pytest.raises(UnknownKind):
        query("upsert_nodes", "Person) DETACH DELETE (n")
    with pytest.raises(UnknownKind):
        query("upsert_ties", "Workshop")
    with pytest.raises(InvalidValue):
        query("meta", "Person")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("// params: a", "// params: -"), "one.cypher:6"),
        (("// params: a", "// params: a, b"), "one.cypher:1"),
        (("// access: reads", "// access: looks"), "one.cypher:1"),
        (("// name: one", "// name: two"), "one.cypher:1"),
        (("// about: One.", "// just a word"), "one.cypher:2"),
        (("// returns: one\n", ""), "one.cypher:1"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(change: tuple[str, str], where: str) -> None:
    assert parse_query(GOOD, "one.cypher").params == ("a",)
    with pytest.raises(InvalidValue) as refused:
        parse_query(GOOD.replace(*change), "one.cypher")
    assert refused.value.facts["property"] == where


def test_no_two_files_have_one_name() -> None:
    assert len(names()) == len(set(names())) == len(list(cypher_files.FOLDER.rglob("*.cypher")))
