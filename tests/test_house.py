"""The house itself: what is shipped, what may not stand in any file, and that tests stay off the network."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import socket
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import qualcode
from qualcode import study

PACKAGE = Path(qualcode.__file__).parent
OPTIONAL = {"sentence_transformers"}
"""What the package uses where a user has installed it."""
IN_WHEEL = os.environ.get("QUALCODE_WHEEL") == "1"

# What is downloaded, built or made by a run, and this file, which has to name what it looks for.
_NOT_READ = re.compile(r"\.(?!ci$|editorconfig$|gitignore$).*|build|dist|backups|exports|__pycache__|qualcode\.db.*|test_house\.py")
_SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~])/(?:home|Users|root|work|tmp/[a-z])/?\w*/[\w./-]+")


def written(folder: Path) -> Iterator[Path]:
    """The text files that people write, below a folder."""
    for path in sorted(folder.iterdir()):
        if _NOT_READ.fullmatch(path.name):
            continue
        if path.is_dir():
            yield from written(path)
        elif b"\0" not in path.read_bytes():
            yield path


def test_no_file_names_a_folder_of_the_machine_it_was_written_on(repository: Path) -> None:
    files = list(written(repository))
    assert repository / "pyproject.toml" in files
    assert [
        f"{path.relative_to(repository)}: {found[0]}"
        for path in files
        for found in _SOMEBODYS_FOLDER.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ] == []


@pytest.mark.parametrize("name", ["home", "Users", "root", "work"])
def test_a_folder_of_somebody_would_be_noticed(name: str) -> None:
    for text in (f"cd /{name}/somebody/study", f"open('/{name}/study/x.py')"):
        assert _SOMEBODYS_FOLDER.search(text)
    for text in (f"https://example.org/{name}/study/x", f"coping/{name}/more", f"~/{name}/study", f"/{name}"):
        assert not _SOMEBODYS_FOLDER.search(text)


def test_every_package_is_pinned_by_name_and_version_alone(repository: Path) -> None:
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.!+]*", line) for line in lines)
    pinned = {_normal(line.partition("==")[0]) for line in lines}
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"], *project["optional-dependencies"]["dev"]]
    named = {_normal(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for line in wanted}
    assert named - pinned == {"qualcode"}


def test_the_package_imports_only_what_is_installed_with_it() -> None:
    """The tools of this repository bring libraries too, which a user has not."""
    brought = installed_with("qualcode")
    assert "pytest" not in brought
    names = {name for path in PACKAGE.rglob("*.py") for name in imported(path)} - sys.stdlib_module_names - {"qualcode"}
    assert len(names) > 15
    providers = importlib.metadata.packages_distributions()
    assert {name for name in names if not brought & {_normal(each) for each in providers.get(name, ())}} <= OPTIONAL


def imported(path: Path) -> Iterator[str]:
    """The packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def installed_with(name: str) -> set[str]:
    """The packages that pip installs with one: what it needs, and what those need. What only other systems need is not there."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = _normal(waiting.pop())
        with suppress(importlib.metadata.PackageNotFoundError):
            needed = [line for line in importlib.metadata.requires(one) or [] if "extra ==" not in line]
            waiting += [each for line in needed if _normal(each := re.split(r"[\[<>=!~; (]", line, maxsplit=1)[0]) not in found]
            found.add(one)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_package_says_that_it_is_typed_and_has_its_licence() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert importlib.metadata.version("qualcode") == qualcode.__version__
    assert importlib.metadata.metadata("qualcode")["License-Expression"] == "Apache-2.0"


def test_the_example_study_is_complete_wherever_the_package_lies(repository: Path) -> None:
    example = study.example()
    wanted = [repository / "study.toml", *(repository / "codebooks").glob("*.yaml"), *(repository / "transcripts").iterdir()]
    names = [path.relative_to(repository) for path in wanted if path.is_file() and not path.name.startswith((".", "~"))]
    assert len(names) > 2
    assert [name for name in names if (example / name).read_bytes() != (repository / name).read_bytes()] == []
    assert (example / study.read(example).codebook).is_file()


@pytest.mark.skipif(not IN_WHEEL, reason="only when the tests run on the built wheel")
def test_the_wheel_answers_and_not_the_source(repository: Path) -> None:
    assert PACKAGE.parent.name == "site-packages"
    assert not (repository / "qualcode").exists()
    assert study.example() == PACKAGE / "_study"
    files = importlib.metadata.files("qualcode") or []
    assert any(path.name == "LICENSE" for path in files)
    assert {path.parts[0] for path in files} <= {"qualcode", "..", f"qualcode-{qualcode.__version__}.dist-info"}


def test_the_tests_cannot_reach_the_network() -> None:
    with socket.socket() as stream, pytest.raises(pytest.fail.Exception, match="opens a connection"):
        stream.connect(("127.0.0.1", 9))
    with socket.socket(type=socket.SOCK_DGRAM) as datagrams, pytest.raises(pytest.fail.Exception, match="sends to"):
        datagrams.sendto(b"x", ("127.0.0.1", 9))
    with pytest.raises(pytest.fail.Exception, match="asks for the address"):
        socket.create_connection(("localhost", 9))


def test_sockets_within_this_machine_are_left_alone(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
        accepted, _ = server.accept()
        with accepted:
            client.send(b"ok")
            assert accepted.recv(2) == b"ok"
