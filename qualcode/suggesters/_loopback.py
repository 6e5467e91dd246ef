"""Talks to a server on this machine and no other: no name is looked up, no redirection followed, no proxy asked; with limits."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from qualcode.errors import QualcodeError

_BYTES = 1024 * 1024
"""The most that an answer may hold."""

_HINT = "Give one on this machine, as in: --set server=http://127.0.0.1:11434"


class Server:
    """A server on the loopback address. `seconds` is how long one answer may take in all."""

    def __init__(self, url: str, seconds: float = 120.0) -> None:
        """Raises QualcodeError for an address that is not this machine's own."""
        self._host, self._port, self._path = _place(url)
        self._url, self._seconds = url, seconds

    def post(self, path: str, content: object) -> Any:
        """The JSON that the server answers with. Raises QualcodeError when it does not answer, not in time, too much, or something else."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)
        try:
            connection.sock = self._connected()
        except OSError as error:
            raise QualcodeError(f"No server answers at {self._url}.", "Start it first, or give another address after server=.") from error
        # Bytes that come one by one would never run into the time limit of the connection: at the end of its time it is shut.
        over = threading.Event()
        clock = threading.Timer(self._seconds, self._shut, (connection.sock, over))
        clock.daemon = True
        clock.start()
        try:
            body = json.dumps(content).encode()
            connection.request("POST", self._path + path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            data = answer.read(_BYTES + 1)
            status = answer.status
        except (OSError, http.client.HTTPException) as error:
            if over.is_set() or isinstance(error, TimeoutError):
                raise self._late() from error
            raise QualcodeError(f"The server at {self._url} broke off.", "See what it says itself, and try again.") from error
        finally:
            clock.cancel()
            connection.close()
        if over.is_set():
            raise self._late()
        return self._read(status, data)

    def _read(self, status: int, data: bytes) -> Any:
        if 300 <= status < 400:
            raise QualcodeError(f"The server at {self._url} sends elsewhere: that is not followed.", _HINT)
        if status != 200:
            raise QualcodeError(f"The server at {self._url} answers with error {status}.", "Check that it has the model after model=.")
        if len(data) > _BYTES:
            raise QualcodeError(
                f"The server at {self._url} answers with more than 1 MB.", "That is no answer to the question; check what runs there."
            )
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise QualcodeError(f"The server at {self._url} answers with something that is not JSON.", "Check what runs there.") from error

    def _connected(self) -> socket.socket:
        """A connection to the address itself: nothing is looked up."""
        made = socket.socket(socket.AF_INET6 if ":" in self._host else socket.AF_INET, socket.SOCK_STREAM)
        made.settimeout(self._seconds)
        try:
            made.connect((self._host, self._port))
        except OSError:
            made.close()
            raise
        return made

    def _late(self) -> QualcodeError:
        return QualcodeError(
            f"The server at {self._url} took more than {self._seconds:g} seconds.", "Take a smaller model, or fewer turns."
        )

    @staticmethod
    def _shut(connection: socket.socket, over: threading.Event) -> None:
        over.set()
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _place(url: str) -> tuple[str, int, str]:
    """Address, port and path. `localhost` is 127.0.0.1 without being looked up; other names are not looked up at all."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
    except ValueError as error:
        raise QualcodeError(f"This is no address of a server: {url}", _HINT) from error
    if parts.scheme != "http" or parts.username is not None or parts.query or parts.fragment:
        raise QualcodeError(f"This is no address of a server on this machine: {url}", _HINT)
    if host == "localhost":
        host = "127.0.0.1"
    try:
        own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own:
        raise QualcodeError(f"{host or url} is not this machine: nothing is ever sent to another one.", _HINT)
    return host, port, parts.path.rstrip("/").removesuffix("/v1")
