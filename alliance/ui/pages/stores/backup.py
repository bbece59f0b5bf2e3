"""备份: take a copy away, bring one back as a store of its own, export for other programs."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from alliance.services.data.exporting import left_behind, left_behind_text
from alliance.services.stores import local_stores
from alliance.services.stores.restoring import restore
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.stores.local_stores import store_title, turn_to
from alliance.ui.words import language, say

FORMATS = {"xlsx": "xlsx", "csv": "zip", "graphml": "graphml", "gexf": "gexf"}


def show(net: Workspace) -> None:
    """Show the three ways."""
    facts = net.store_facts()
    left, middle, right = st.columns(3, gap="medium")
    with left, cards.card("backup"):
        put(cards.section_head(say("backup.take")), tag("div", say("backup.take.about"), cls="muted"))
        name = f"{store_title(facts)}-{net.as_of()}{facts.backup_suffix}"
        download(say("backup.take.go"), lambda: backup_bytes(net), name, key="backup_get", primary=True)
    with middle, cards.card("restore"), guard_part():
        if local_stores.named_outside():
            put(cards.section_head(say("backup.back")), tag("div", say("backup.back.outside", location=facts.location), cls="muted"))
        else:
            _restore()
    with right, cards.card("export"), guard_part():
        _export(net, store_title(facts))


def backup_bytes(net: Workspace) -> bytes:
    """Return a consistent copy of the store."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "backup"
        net.backup(target)
        return target.read_bytes()


def _restore() -> None:
    put(cards.section_head(say("backup.back")), tag("div", say("backup.back.about"), cls="muted"))
    file = st.file_uploader(say("backup.file"), key=keys.BACKUP_FILE, label_visibility="collapsed")
    name = st.text_input(say("backup.name"), placeholder=say("backup.name.example"), key=keys.RESTORE_NAME)
    if st.button(say("backup.back.go"), width="stretch", key=keys.RESTORE_GO):
        if file is None or not name:
            notes.note(say("backup.missing"), kind="warn")
            return
        bring_back(file.getvalue(), name.strip())


def bring_back(content: bytes, name: str) -> None:
    """Make a store of the shelf from a backup; what is there already is left alone."""
    target = local_stores.path_of(name)
    if target.exists():
        notes.note(say("backup.taken", name=name), kind="warn")
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "upload"
        source.write_bytes(content)
        restore(source, target)
    turn_to(name)


def _export(net: Workspace, title: str) -> None:
    put(cards.section_head(say("export.title")), tag("div", say("export.about"), cls="muted"))
    put(tag("div", say("export.left", what=left_behind_text(left_behind(net), language())), cls="small muted"))
    chosen = st.selectbox(say("export.format"), list(FORMATS), format_func=lambda name: say(f"export.{name}"), key="export_format")
    download(say("export.go"), lambda: export_bytes(net, str(chosen)), f"{title}-{net.as_of()}.{FORMATS[str(chosen)]}", key="export_get")


def export_bytes(net: Workspace, format: str) -> bytes:
    """Return the export as one file; several files are put into a zip."""
    with tempfile.TemporaryDirectory() as folder:
        result = net.export(format, Path(folder) / ("tables" if format == "csv" else f"export.{format}"), lang=language())
        files = [Path(name) for name in result.files]
        if format != "csv" and len(files) == 1:
            return files[0].read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, file.name)
        return packed.getvalue()
