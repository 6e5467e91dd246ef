"""What every test stands on: no network, the repository's own files, and the programs that some tests look at results with."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# `pytest --hypothesis-profile thorough` tries a thousand examples of each.
_SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=30)
settings.register_profile("shared machine", _SHARED)
settings.register_profile("thorough", _SHARED, max_examples=1000)
settings.load_profile("shared machine")


_let_through: set[str] = set()


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Fails whatever test opens a connection or asks for an address; sockets within this machine's file system are left alone.

    A test that runs a server itself may connect to it, and to nothing else, by asking for `loopback`.
    """

    def connect(self: socket.socket, address: Any) -> None:
        if self.family == getattr(socket, "AF_UNIX", None) or address[0] in _let_through:
            return before(self, address)
        pytest.fail(f"this opens a connection to {address}")

    def resolve(host: Any, *_: Any, **__: Any) -> None:
        pytest.fail(f"this asks for the address of {host}")

    before = socket.socket.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect)
        patch.setattr(socket.socket, "sendto", lambda _self, *said: pytest.fail(f"this sends to {said[-1]}"))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, resolve)
        yield


@pytest.fixture
def loopback() -> Iterator[None]:
    """Lets one test connect to this machine's own address."""
    _let_through.add("127.0.0.1")
    yield
    _let_through.clear()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that the tests lie in: the repository, which is a project folder too."""
    return Path(__file__).parent.parent


def _program(*names: str) -> str:
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.skip(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser that shows a page as people see it."""
    return _program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The office program that opens a document as people do."""
    return _program("soffice", "libreoffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Reads the text of a page of a PDF."""
    return _program("pdftotext")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Draws a page of a PDF as a picture."""
    return _program("pdftoppm")
