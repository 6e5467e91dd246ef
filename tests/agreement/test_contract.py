"""A statistic is one file, with a worked example and where it comes from."""

from __future__ import annotations

import doctest
import inspect
import re

import pytest

from qualcode import plugins


@pytest.mark.parametrize("name", plugins.names("agreement"))
def test_every_statistic_has_an_example_with_its_source(name: str) -> None:
    module = plugins.load("agreement", name)
    told = [test for test in doctest.DocTestFinder().find(module) if test.examples]
    assert told, f"{name} has no worked example"
    text = "".join(test.docstring or "" for test in told)
    sourced = re.search(r"\(\d{4}\)|irrCAC|NVivo|DKPro|Nobody has published", text)
    assert sourced, f"{name} does not say where its example comes from"
    assert any(test.name.count(".") >= 2 for test in told)
    assert inspect.getdoc(module)
