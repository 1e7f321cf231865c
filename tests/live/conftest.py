"""One LibreOffice for all tests of a worker that need an open book."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from finsam_xl.live.hosts import Host, host_for
from tests.office.soffice import soffice_or_skip, uno_or_skip


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    soffice_or_skip()
    uno_or_skip()
    host = host_for(tmp_path_factory.mktemp("office") / "none.xlsx", hidden=True)
    yield host
    host.end()
