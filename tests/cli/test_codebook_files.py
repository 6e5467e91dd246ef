"""Codebook files compared from the command line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Run, refusal

OLD = """\
id: small
languages: [nl, fr]
codes:
- id: a
  label: {nl: Een, fr: Un}
  definition:
    nl: Wat het eerste is.
- id: b
  label: {nl: Twee}
"""
NEW = OLD.replace("Wat het eerste is", "Wat het tweede is").replace("- id: b\n", "- id: b\n  codable: false\n")


def test_two_files_are_compared_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("old.yaml").write_text(OLD, encoding="utf-8")
    Path("new.yaml").write_text(NEW, encoding="utf-8")
    said = run("codebook", "diff", "old.yaml", "new.yaml")
    assert (said.status, said.err) == (0, "")
    assert "Wat het [-eerste-] is." in said.text
    assert "Wat het {+tweede+} is." in said.text
    assert "2 differences in 2 codes." in said.text
    rows = run("codebook", "diff", "old.yaml", "new.yaml", "-f", "json").rows
    assert [(row["code"], row["field"], row["old"], row["new"]) for row in rows] == [
        ("a", "definition", "Wat het eerste is.", "Wat het tweede is."),
        ("b", "codable", "true", "false"),
    ]
    assert run("codebook", "diff", "old.yaml", "new.yaml", "-o", "differences.html").status == 0
    page = Path("differences.html").read_text(encoding="utf-8")
    assert "Wat het <del>eerste</del> is." in page
    assert "Wat het <ins>tweede</ins> is." in page
    assert "0 differences in 0 codes." in run("codebook", "diff", "old.yaml", "old.yaml").text
    assert run("codebook", "diff", "old.yaml", "new.yaml", "old.yaml").status == 1


def test_a_file_is_compared_with_the_codebook_in_use(empty: Path, run: Run) -> None:
    path = empty / "codebooks" / "case-management.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fr: Secret professionnel", "fr: Secrets"), encoding="utf-8")
    for args in ((), (path,)):
        said = run("codebook", "diff", *args, "-f", "csv")
        assert said.text.splitlines()[1:] == ["coop.secrecy,changed,label,fr,Secret professionnel,Secrets"]
        assert said.err.startswith("Note: codebooks/case-management.yaml has changed since it was loaded")


def test_a_revision_of_git_is_a_version_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("codebooks/x.yaml")
    path.parent.mkdir()
    path.write_text(OLD, encoding="utf-8")
    name = ("-c", "user.name=R1", "-c", "user.email=r1@example.org")
    for command in (("init", "-q"), ("add", "."), (*name, "commit", "-q", "-m", "first")):
        subprocess.run(["git", *command], check=True, capture_output=True)
    path.write_text(NEW, encoding="utf-8")
    assert len(run("codebook", "diff", "HEAD:codebooks/x.yaml", path, "-f", "json").rows) == 2
    monkeypatch.chdir(path.parent)
    assert len(run("codebook", "diff", "HEAD:x.yaml", "x.yaml", "-f", "json").rows) == 2
    wrong = run("codebook", "diff", "HEAD:y.yaml", "x.yaml")
    assert wrong.status == 1
    assert "Error: git has no HEAD:y.yaml: " in wrong.err


def test_the_schema_goes_to_stdout_or_beside_the_codebooks(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    published = (repository / "docs" / "codebook.schema.json").read_text(encoding="utf-8")
    assert run("codebook", "schema").text == published
    said = run("codebook", "schema", "-o", "codebook.schema.json")
    assert (said.status, said.text, Path("codebook.schema.json").read_text(encoding="utf-8")) == (0, "", published)
    assert said.err.splitlines()[1] == "Begin a codebook beside it with the line: # yaml-language-server: $schema=codebook.schema.json"
    for wrong in ("nowhere/x.json", "."):
        refusal(run("codebook", "schema", "-o", wrong))
