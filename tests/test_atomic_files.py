"""A file is there whole or as it was, whatever stops the writing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from alliance.atomic_files import open_atomic, replace_file


def test_a_file_appears_whole_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "新文件夹" / "名册.csv"
    with open_atomic(path) as file:
        file.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failure_leaves_what_was_there_and_no_part(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "plan[1].xlsx"
    path.write_bytes(b"old")

    def write() -> None:
        with replace_file(path) as part:
            part.write_bytes(b"half")
            part.with_name(f"{part.name}-wal").write_bytes(b"side file")
            raise error

    with pytest.raises(error):
        write()
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, b"old")]


def test_side_files_of_the_part_go_and_those_of_others_stay(tmp_path: Path) -> None:
    path, other = tmp_path / "a.alliance", tmp_path / "a.alliance-wal"
    other.write_bytes(b"x")
    with replace_file(path) as part:
        part.write_bytes(b"new")
        part.with_name(f"{part.name}-snapshot-1").write_bytes(b"side file")
    assert sorted(tmp_path.iterdir()) == [path, other]


def test_two_threads_do_not_write_into_one_part(tmp_path: Path) -> None:
    path, meet, parts = tmp_path / "one", threading.Barrier(2, timeout=10), []

    def write(content: bytes) -> None:
        with replace_file(path) as part:
            part.write_bytes(content)
            meet.wait()
            parts.append((part, part.read_bytes()))
            meet.wait()

    threads = [threading.Thread(target=write, args=(content,)) for content in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({part for part, _ in parts}) == 2
    assert sorted(content for _, content in parts) == [b"a", b"b"]
    assert [each.name for each in tmp_path.iterdir()] == ["one"]
