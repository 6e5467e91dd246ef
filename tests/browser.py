"""A page in a headless browser: what it shows, and what comes of clicking in it. The browser is spoken to by its own pipes."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_START = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
"""The browser reads commands from its file 3 and answers on 4."""

_PATIENCE = 60


class Page:
    """A page that is open."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._number = 0
        self._rest = b""
        self._session = ""
        self.told: list[str] = []
        """What the browser has to say of the page: errors of scripts, and what its policy forbids."""

    def _call(self, method: str, **values: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values} | ({"sessionId": self._session} if self._session else {})
        os.write(self._writes, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._hear(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._reads], [], [], _PATIENCE)[0], "the browser says nothing"
            chunk = os.read(self._reads, 1 << 20)
            assert chunk, "the browser has gone"
            self._rest += chunk
        text, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(text)
        return found

    def _hear(self, message: dict[str, Any]) -> None:
        if message.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
            self.told.append(json.dumps(message["params"]))

    def open(self, address: str) -> None:
        """Shows the page at this address, with all that it does by itself done."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._call(f"{domain}.enable")
        self._call("Page.navigate", url=address)
        while (message := self._next()).get("method") != "Page.loadEventFired":
            self._hear(message)

    def value(self, expression: str) -> Any:
        """What an expression in the page comes to."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")


@contextmanager
def browsing(chromium: str, path: Path, profile: Path, fragment: str = "") -> Iterator[Page]:
    """A file in a browser without a network; `fragment` is what stands behind the # of its address."""
    (ours_in, theirs_out), (theirs_in, ours_out) = os.pipe(), os.pipe()
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--remote-debugging-pipe")
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(theirs_in), str(theirs_out), chromium, *options],
        pass_fds=(theirs_in, theirs_out),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        page = Page(ours_in, ours_out)
        page.open(path.as_uri() + (f"#{fragment}" if fragment else ""))
        yield page
    finally:
        process.terminate()
        process.wait(30)
        os.close(ours_in)
        os.close(ours_out)
