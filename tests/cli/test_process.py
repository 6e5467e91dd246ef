"""The program as a process: exit status, pipes, a full disk, folders that may not be written, no terminal, no colour."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import CODER, PROGRAM, differing, dump, environment, process, processes, refusal

FG1 = "antwerpen-zorg-fg1"
FULL = Path("/dev/full")


def piped(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of shell in which `qualcode` is the program."""
    command = " ".join(f"'{part}'" for part in PROGRAM)
    return subprocess.run(
        ["bash", "-c", f'qualcode() {{ {command} "$@"; }}; {script}'],
        cwd=folder,
        env=environment(folder, QUALCODE_CODER=CODER),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_module_is_the_program(shared: Path) -> None:
    assert process("--version", folder=shared).text.startswith("qualcode ")
    assert process("count", "--format", "json", folder=shared).rows
    refusal(process("count", "--region", "Gent", folder=shared))
    refusal(process("count", "--nonsense", folder=shared), status=2)


def test_who_has_read_enough_may_leave(shared: Path) -> None:
    """`| head` closes the pipe: no complaint, and nothing is left waiting."""
    long = "for each in 1 2 3; do qualcode transcripts show brussel-zorg-fg5 --format json; done"
    done = piped(f"({long}) | head -c 20 | wc -c", shared)
    assert done.stdout.strip() == "20"
    assert done.stderr == ""
    done = piped("qualcode transcripts show brussel-zorg-fg5 --format json | true", shared)
    assert done.stderr == ""


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_written_is_told(shared: Path) -> None:
    for line in ("count --format csv", "--version"):
        done = piped(f"qualcode {line} > /dev/full", shared)
        assert done.returncode != 0, line
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("Error: No space left on device\n"), line
        assert len(done.stderr.splitlines()) == 2, done.stderr


def test_a_closed_output_is_no_crash(shared: Path) -> None:
    for closed in (">&-", ">&- 2>&-"):
        done = piped(f"qualcode count --format csv {closed}", shared)
        assert "Traceback" not in done.stderr, closed
    assert piped("qualcode count --format csv <&-", shared).stdout.startswith("code,")


def test_interrupting_is_no_crash(shared: Path) -> None:
    # Who is started in the background ignores the signal until it asks for it.
    script = "import os, signal, sys, time; signal.signal(signal.SIGINT, signal.default_int_handler); "
    script += "from qualcode.cli.app import run; import qualcode.store.tallies as t; "
    script += "t.bases = lambda *a: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60)); sys.exit(run(['count']))"
    answer = process("-c", script, folder=shared, program=(sys.executable,))
    assert answer.status == 130
    assert answer.err == "Stopped. What was said to be done is saved.\n"


def test_what_nobody_foresaw_is_told_in_two_lines_and_in_full_on_request(shared: Path) -> None:
    script = "import sys; from qualcode.cli.app import run; import qualcode.store.tallies as t; t.bases = 3; sys.exit(run(['count']))"
    answer = process("-c", script, folder=shared, program=(sys.executable,))
    message, hint = refusal(answer)
    assert message == "something unforeseen happened (TypeError)."
    assert "QUALCODE_DEBUG=1" in hint
    answer = process("-c", script, folder=shared, program=(sys.executable,), QUALCODE_DEBUG="1")
    assert answer.err.splitlines()[-1] == "TypeError: 'int' object is not callable"


# --- where nothing may be written ---------------------------------------------------------------------------------------------------


def without_rights() -> tuple[str, ...]:
    """What runs a command as one who may not overrule permissions; skips where root cannot give that up."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may write everywhere, and setpriv is not installed")
    before = (setpriv, "--bounding-set=-all", "--inh-caps=-all")
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("root may write everywhere, and may not give that up here")
    return before


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """A folder that may only be read, with all in it."""
    places = [folder, *folder.rglob("*")]
    modes = {place: stat.S_IMODE(place.stat().st_mode) for place in places}
    for place in places:
        place.chmod(modes[place] & ~0o222)
    try:
        yield
    finally:
        for place, mode in modes.items():
            place.chmod(mode)


def test_a_project_that_may_only_be_read_answers_and_refuses_changes(project: Path) -> None:
    before, rows = without_rights(), dump(project)
    asked = ("count --format json", "transcripts list", "search beroepsgeheim", "history", "check", "coders list")
    changing = (f"coding add {FG1} coop.secrecy --turn 4", "undo", "suggest", "codebook load", "import transcripts", "backup")
    writing = ("count -o table.csv", "quotes -o exports/q.docx")
    with locked(project):
        answers = processes(*asked, *changing, *writing, folder=project, before=before, QUALCODE_CODER=CODER)
    assert [(line, answers[line].err) for line in asked if answers[line].status != 0] == []
    for line in changing:
        message, hint = refusal(answers[line])
        assert message == f"{project}/qualcode.db may not be written by you."
        assert "permission" in hint
    for line in writing:
        message, hint = refusal(answers[line])
        assert "cannot be written: Permission denied" in message
        assert "where you may write" in hint
    assert differing(rows, dump(project)) == []


def test_a_folder_that_may_not_be_written_becomes_no_project(tmp_path: Path) -> None:
    before = without_rights()
    folder = tmp_path / "locked"
    folder.mkdir()
    with locked(folder):
        answers = processes("init", "init deeper", "demo", "demo deeper", folder=folder, before=before)
    for answer in answers.values():
        message, hint = refusal(answer)
        assert "cannot be" in message
        assert "may write" in hint
    assert list(folder.iterdir()) == []


def test_files_that_may_not_be_read_are_told(project: Path) -> None:
    before = without_rights()
    (project / "secret.txt").write_text("R1: ja\n")
    (project / "secret.txt").chmod(0)
    answer = process("import", "secret.txt", folder=project, before=before, QUALCODE_CODER=CODER)
    assert "secret.txt cannot be opened: Permission denied" in refusal(answer)[0]
    answer = process("coding", "import", "secret.txt", folder=project, before=before, QUALCODE_CODER=CODER)
    assert "secret.txt cannot be read: Permission denied" in refusal(answer)[0]
    (project / "study.toml").chmod(0)
    assert "study.toml cannot be read" in refusal(process("count", folder=project, before=before))[0]
    (project / "study.toml").chmod(0o644)
    (project / "qualcode.db").chmod(0)
    assert "qualcode.db" in refusal(process("count", folder=project, before=before))[0]


# --- a full disk --------------------------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size; skips where none may be mounted."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("no disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def filled(folder: Path, spare: int) -> None:
    """Fill a disk but for some bytes."""
    room = shutil.disk_usage(folder).free - spare
    (folder / "filler").write_bytes(bytes(max(0, room)))


def test_on_a_full_disk_nothing_is_lost(example: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        folder = shutil.copytree(example, disk / "study")
        rows = dump(folder)
        (folder / "new.txt").write_text("".join(f"R{at % 5}: Dat is een zin over wachtlijsten, nummer {at}.\n" for at in range(4000)))
        filled(disk, spare=0)
        lines = ("import new.txt", "suggest", "backup", "quotes -o quotes.docx")
        for answer in processes(*lines, folder=folder, QUALCODE_CODER=CODER, TMPDIR=str(tmp_path)).values():
            message, hint = refusal(answer)
            assert "full" in f"{message} {hint}" or "No space left" in message, message
        assert differing(rows, dump(folder)) == []
        made = {path.name for path in folder.iterdir()} - {path.name for path in example.iterdir()}
        assert {name for name in made if "qualcode.db-" not in name} - {"backups", ".cache"} == {"new.txt"}
        assert {path.name for path in example.iterdir() if "qualcode.db-" not in path.name} <= {path.name for path in folder.iterdir()}
        (disk / "filler").unlink()
        answers = processes("import new.txt", "check", folder=folder, QUALCODE_CODER=CODER)
        assert [answer.status for answer in answers.values()] == [0, 0]


def test_a_limit_on_the_size_of_files_is_like_a_full_disk(project: Path) -> None:
    """Where no disk can be mounted this still shows that a failed write leaves the project as it was."""
    rows = dump(project)
    (project / "new.txt").write_text("".join(f"R{at % 5}: Dat is een zin over wachtlijsten, nummer {at}.\n" for at in range(4000)))
    script = f"import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit({resource.RLIMIT_FSIZE}, (200000, 200000)); "
    script += "from qualcode.cli.app import run; sys.exit(run(sys.argv[1:]))"
    for line in ("import new.txt", "backup"):
        answer = process("-c", script, *line.split(), folder=project, program=(sys.executable,), QUALCODE_CODER=CODER)
        refusal(answer)
        assert differing(rows, dump(project)) == [], line
    answers = processes("check", "import new.txt", folder=project, QUALCODE_CODER=CODER)
    assert [answer.status for answer in answers.values()] == [0, 0]
