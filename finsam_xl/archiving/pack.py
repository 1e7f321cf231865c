"""The pack itself: members by name, their checksums, and a ZIP file without any clock in it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

CHECKSUMS = "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NEVER_RUN = 0o644 << 16


def checksums(members: Mapping[str, bytes]) -> bytes:
    """One line for each member, as `sha256sum --check` reads them.

    >>> checksums({"a.txt": b""}).decode().split()[1]
    'a.txt'
    """
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n"
                   for name, content in members.items()).encode()


def packed(members: Mapping[str, bytes]) -> bytes:
    """The members and their checksums as one ZIP file; the same members give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {**members, CHECKSUMS: checksums(members)}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            info.external_attr = _NEVER_RUN
            archive.writestr(info, content)
    return target.getvalue()
