"""A folder is a registry, and other packages add to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode import plugins
from qualcode.errors import QualcodeError

GROUPS = ("importers", "exporters", "suggesters", "agreement", "charts")


@pytest.mark.parametrize("group", GROUPS)
def test_the_names_are_the_files_and_folders_of_the_folder(group: str) -> None:
    folder = Path(plugins.__file__).parent / group
    own = sorted(path.stem for path in [*folder.glob("*.py"), *folder.glob("*/")] if not path.name.startswith("_"))
    assert own
    assert plugins.names(group)[: len(own)] == tuple(own)
    assert not any(name.startswith("_") for name in plugins.names(group))


@pytest.mark.parametrize("group", GROUPS)
def test_each_one_can_be_loaded(group: str) -> None:
    for name in plugins.names(group):
        assert plugins.load(group, name).__doc__


@pytest.mark.parametrize("name", ["jsn", "_cells", "../json", "json.x", ""])
def test_a_name_that_there_is_not(name: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        plugins.load("exporters", name)
    assert caught.value.message == f"Unknown exporter: {name}"
    assert "json" in caught.value.hint


def test_listing_names_imports_none_of_them() -> None:
    script = "import sys; from qualcode import plugins; plugins.names('exporters'); print(*[m for m in sys.modules if 'exporters.' in m])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_another_package_adds_an_exporter(tmp_path: Path) -> None:
    """By an entry point of the group's name; a file of ours keeps its name."""
    (tmp_path / "shouting.py").write_text(
        '"""Loud."""\nSUFFIX = ".loud"\n\ndef write(report, stream):\n    stream.write(report.title.upper().encode())\n'
    )
    about = tmp_path / "shouting-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[qualcode.exporters]\nloud = shouting\njson = shouting\n")
    script = f"""
import io, sys
sys.path.insert(0, {str(tmp_path)!r})
from qualcode import plugins
from qualcode.exporters import _choose
from qualcode.table import Report
from pathlib import Path
names = plugins.names("exporters")
assert names[-1] == "loud" and names.count("json") == 1, names
assert plugins.load("exporters", "json").__name__ == "qualcode.exporters.json"
assert _choose.by_suffix(Path("a.loud")) == "loud"
stream = io.BytesIO()
plugins.load("exporters", "loud").write(Report("title", ()), stream)
print(stream.getvalue().decode())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "TITLE\n", done.stderr


def test_a_group_knows_what_it_has() -> None:
    assert plugins.has("exporters", "csv")
    assert not plugins.has("exporters", "clay")
    assert not plugins.has("exporters", "_choose")
