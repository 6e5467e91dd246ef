"""The program as it is started again and again, without loading it anew each time: a server forks a process for each command line.

`python -m tests.forking SOCKET` serves. `python forking.py SOCKET ARGUMENT...` is the command: it hands over its arguments, folder, environment
and open files, and leaves with the exit status that it is told.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import sys
from pathlib import Path

_MOST = 1_000_000
_OFTEN = ("altair", "docx", "lxml.etree", "openpyxl", "rapidfuzz.fuzz", "regex", "rich.console", "rich.table", "snowballstemmer", "yaml")
"""Libraries that commands load when they need them."""


def command() -> int:
    """Hand the command line over, and wait for the exit status."""
    asked = {"arguments": sys.argv[2:], "folder": str(Path.cwd()), "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(sys.argv[1])
        socket.send_fds(server, [json.dumps(asked).encode()], [0, 1, 2])
        server.shutdown(socket.SHUT_WR)
        return int(server.recv(10) or b"1")


def serve() -> None:
    """Serve until it is terminated."""
    from qualcode.cli.app import COMMANDS

    for name in (*_OFTEN, *(f"qualcode.cli.{entry.module}" for entry in COMMANDS.values())):
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(sys.argv[1])
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            caller, _ = listening.accept()
            if os.fork():
                caller.close()
            else:
                listening.close()
                _run(caller)


def _run(caller: socket.socket) -> None:
    """Run one command line in this process, tell its exit status, and end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, files, _, _ = socket.recv_fds(caller, _MOST, 3)
    while more := caller.recv(_MOST):
        said += more
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    asked = json.loads(said)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    from qualcode.cli.app import run

    status = 1
    try:
        status = run(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        caller.sendall(str(status).encode())
        os._exit(status)


if __name__ == "__main__":
    if __package__:
        serve()
    else:
        sys.exit(command())
