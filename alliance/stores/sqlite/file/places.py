"""Folders in which a store is in danger: shared over a network, or copied about by a cloud program."""

from __future__ import annotations

import sys
from pathlib import Path

_CLOUDS = (
    "onedrive",
    "dropbox",
    "icloud",
    "google drive",
    "googledrive",
    "nutstore",
    "坚果云",
    "百度网盘",
    "baidunetdisk",
    "wps云盘",
    "wpsdrive",
    "微云",
    "weiyun",
)
_NETWORKS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.rclone")


def danger(path: Path) -> str:
    """Return ``network`` or ``cloud`` for a folder where SQLite's side files are not safe, empty for any other."""
    whole = path.resolve()
    if any(cloud in part.casefold() for part in whole.parts for cloud in _CLOUDS):
        return "cloud"
    if sys.platform == "win32":
        return "network" if str(whole).startswith("\\\\") else ""
    return "network" if _file_system(whole) in _NETWORKS else ""


def _file_system(path: Path) -> str:
    try:
        mounts = [line.split(" ")[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    fitting = [(len(point), kind) for point, kind in mounts if path.is_relative_to(point.replace("\\040", " "))]
    return max(fitting, default=(0, ""))[1]
