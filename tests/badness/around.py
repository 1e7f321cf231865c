"""What may be the matter around a file: somebody has it open, or nobody may write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn
from unittest import mock

from tests.badness.case import Situation


def _denied(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


def locked_by(pattern: str, content: bytes) -> Situation:
    """A lock file beside the book, as Excel or LibreOffice lays it."""

    @contextmanager
    def around(file: Path) -> Iterator[None]:
        lock = file.with_name(pattern.format(file.name))
        lock.write_bytes(content)
        try:
            yield
        finally:
            assert lock.read_bytes() == content
            lock.unlink()

    return around


def beside(name: str, content: bytes) -> Situation:
    """Another file in the same folder."""

    @contextmanager
    def around(file: Path) -> Iterator[None]:
        other = file.with_name(name)
        other.write_bytes(content)
        try:
            yield
        finally:
            other.unlink()

    return around


def read_only(file: Path) -> AbstractContextManager[object]:
    """A file that may be read and not written, whoever runs the test."""
    may = os.access

    def access(path: str | os.PathLike[str], mode: int) -> bool:
        return may(path, mode) and not (mode == os.W_OK and Path(path) == file.resolve())

    return mock.patch.object(os, "access", access)


def unreadable(file: Path) -> AbstractContextManager[object]:
    """A file that another program holds, as Windows does."""
    read = Path.read_bytes

    def reading(path: Path) -> bytes:
        return _denied() if path == file else read(path)

    return mock.patch.object(Path, "read_bytes", reading)


def read_only_folder(_: Path) -> AbstractContextManager[object]:
    """A folder in which nothing new may be written."""
    may = os.open

    def opening(path: str | os.PathLike[str], flags: int, *more: int, **named: int) -> int:
        return _denied() if flags & os.O_CREAT else may(path, flags, *more, **named)

    return mock.patch.object(os, "open", opening)


def held_at_the_last_moment(_: Path) -> AbstractContextManager[object]:
    """A file that another program takes just before it is replaced."""
    return mock.patch.object(Path, "replace", _denied)


@contextmanager
def no_file(file: Path) -> Iterator[None]:
    """A file that is not there."""
    content = file.read_bytes()
    file.unlink()
    try:
        yield
    finally:
        assert not file.exists()
        file.write_bytes(content)


@contextmanager
def a_folder(file: Path) -> Iterator[None]:
    """A folder that is called as a workbook is."""
    content = file.read_bytes()
    file.unlink()
    file.mkdir()
    try:
        yield
    finally:
        file.rmdir()
        file.write_bytes(content)


@contextmanager
def behind_a_link(file: Path) -> Iterator[None]:
    """A book that is reached through a symlink, which stays one."""
    real = file.with_name("verklig.xlsx")
    file.rename(real)
    file.symlink_to(real.name)
    yield
    assert file.is_symlink()
    assert file.resolve() == real
