"""Files that are no codebook, or mean harm, given to every command that takes one: two lines after the list of what is wrong, and nothing done."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.running import Run, entered, made, process, refusal

HEAD = "id: small\nlanguages: [nl]\ncodes:\n"
CODE = "- id: a\n  label: {nl: x}\n"
OTHERS = Path(__file__).parent.parent / "codebook" / "exchange" / "files"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

FILES: dict[str, tuple[bytes, str]] = {
    "bomb": (BOMB.encode(), "1:4: &a is an anchor, which a codebook cannot have"),
    "brackets": (b"[" * 20_000, "1:33: more than 32 lists and maps stand within each other here"),
    "tag": (HEAD.encode() + b"- !!python/object/apply:os.system ['x']\n", "4:3: !!python/object/apply:os.system is a tag"),
    "twice": (HEAD.encode() + CODE.encode() + b"  id: b\n", "6:3: id stands here for the second time"),
    "marks": (b"<<<<<<< ours\nid: a\n=======\nid: b\n>>>>>>> theirs\n", "1:1: a conflict mark was left in: <<<<<<<"),
    "newer": (b"id: small\nformat: 2\nweights: {}\n", "2:9: this codebook is of format 2, newer than this program, which reads format 1"),
    "other": ((OTHERS / "nvivo.qdc").read_bytes(), "1:1: this is XML, not YAML"),
    "list": (b"- name: Zorg\n  color: red\n", "1:1: a codebook is a map of id, version, languages"),
    "table": (b"id,name,color\n1,Zorg,red\n", "1:1: a codebook is a map of id, version, languages"),
    "nothing": (b"\x00\x01\x02", "1:1: the character U+0000 cannot stand in YAML"),
    "picture": (b"\x89PNG\r\n\x1a\n", "1:1: this is a picture, not YAML"),
    "utf16": (HEAD.encode("utf-16"), " is not UTF-8 text (byte 1)."),
    "empty": (b"", "1:1: the codebook is empty"),
}
"""By name: what the file holds, and what is said of it."""

COMMANDS = (
    "codebook check FILE",
    "codebook check FILE --fix",
    "codebook load FILE",
    "codebook diff FILE good.yaml",
    "codebook diff good.yaml FILE",
    "codebook diff FILE",
    "codebook merge FILE",
    "codebook merge good.yaml FILE good.yaml",
    "codebook merge FILE good.yaml good.yaml",
    "codebook merge --all good.yaml FILE -o out.yaml",
    "codebook resolve FILE",
    "codebook translate FILE --to fr",
    "codebook export FILE -o out.qdc",
)


@pytest.fixture(scope="module")
def folder(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a good codebook besides, and the files. Stays as it is."""
    here = made(tmp_path_factory.mktemp("attacks") / "study", repository)
    (here / "good.yaml").write_text(HEAD + CODE, encoding="utf-8")
    for name, (data, _) in FILES.items():
        (here / f"{name}.yaml").write_bytes(data)
    return here


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_is_wrong_and_where(command: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(folder, monkeypatch)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    for name, (_, said) in FILES.items():
        answer = run(*command.replace("FILE", f"{name}.yaml").split())
        refusal(answer)
        place = said if said.startswith(" ") else f":{said}"
        if not (command.startswith("codebook resolve") and name == "marks"):
            assert f"{name}.yaml{place}" in answer.err, answer.err
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


@pytest.mark.parametrize("name", sorted(path.name for path in OTHERS.iterdir() if path.is_file() and path.suffix not in {".yaml", ".txt"}))
def test_a_codebook_of_another_program_is_pointed_to_its_import(name: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / name
    shutil.copyfile(OTHERS / name, path)
    answer = run("codebook", "check", path, "--project", tmp_path)
    assert f"{path}:1:1: this is " in answer.err
    assert "qualcode codebook import" in answer.err
    assert refusal(answer) == (f"{path} has 1 problem.", "Correct the places listed above; nothing was taken from it.")


_WITHIN = """
import json, pathlib, resource, sys
from qualcode.cli.app import run
status = [run(line) for line in json.load(sys.stdin)]
status_of = pathlib.Path("/proc/self/status")
if status_of.exists():  # what getrusage says is of the process that started this one too
    most = int(status_of.read_text().split("VmHWM:")[1].split()[0]) // 1024
else:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)
print(json.dumps([status, most]))
"""


def test_the_largest_that_is_read_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    words = ",".join(f"w{number % 40_000}" for number in range(80_000))
    codes = "".join(f"- {{id: c{number}, label: {{nl: x}}, exclude: {{nl: → zz{number}}}}}\n" for number in range(3_000))
    (tmp_path / "words.yaml").write_text(HEAD + f"- {{id: a, label: {{nl: x}}, keywords: {{nl: [{words}]}}}}\n", encoding="utf-8")
    (tmp_path / "codes.yaml").write_text(HEAD + codes, encoding="utf-8")
    (tmp_path / "lines.yaml").write_text("\n" * 3_900_000, encoding="utf-8")
    lines = [["codebook", "check", str(tmp_path / f"{name}.yaml"), "-o", str(tmp_path / "out.csv")] for name in ("words", "codes", "lines")]
    answer = process("-c", _WITHIN, folder=tmp_path, stdin=json.dumps(lines), program=(sys.executable,))
    status, megabytes = json.loads(answer.text.splitlines()[-1])
    assert status == [1, 1, 1]
    assert megabytes < 500
