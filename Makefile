# Sets itself up: Python packages go into .venv, in the versions of constraints.txt, from whatever index pip is configured for.
# What packages are built with (setuptools, hatchling) is pinned too: it is installed first, and pip builds with it.

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt
PYTEST := -m pytest --quiet --numprocesses auto --maxprocesses 4 --dist worksteal --durations 20
LIBRARIES := -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
WHEEL := build/wheel
ON_WHEEL := $(addprefix tests/cli/test_,by_hand.py codebook_files.py formats.py importing.py process.py projects.py) \
	tests/importers/test_contract.py tests/exporters/test_golden.py tests/test_*.py

# Modules are compiled when they are first used, and kept so: compiling all of all libraries takes long, compiling at each start longer.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test lint unit wheel bench constraints clean
.DELETE_ON_ERROR:

help:
	@echo "make demo         the whole way on the example study; writes to exports/"
	@echo "make test         style, types, imports, tests, and the tests once more on the built wheel"
	@echo "make bench        speed and memory"
	@echo "make constraints  new versions of all packages into constraints.txt"
	@echo "make clean        removes what the other targets have made"

demo: .venv/ready
	$(BIN)/qualcode demo

# Types are checked on one processor while the tests run.
test: .venv/ready
	$(MAKE) --no-print-directory --jobs 2 lint unit
	$(MAKE) --no-print-directory wheel

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: .venv/ready
	$(BIN)/python $(PYTEST)

# The wheel is built from the sdist, and installed beside the libraries of .venv. Its tests run in a copy of this folder without the package, so
# that only the installed one can answer: those of the program as it is used, and of each importer and exporter once. What was tested of single
# modules holds wherever they lie.
wheel: .venv/ready
	rm -rf $(WHEEL)
	mkdir -p $(WHEEL)/run
	$(BIN)/python -m build --no-isolation --outdir $(WHEEL)/dist . >$(WHEEL)/build.log || { cat $(WHEEL)/build.log; exit 1; }
	$(BIN)/python -m venv --without-pip $(WHEEL)/venv
	$(BIN)/python -m pip --python $(WHEEL)/venv/bin/python install --quiet --no-index --no-deps $(WHEEL)/dist/*.whl
	$(BIN)/python $(LIBRARIES) >"$$($(WHEEL)/venv/bin/python $(LIBRARIES))/libraries.pth"
	for path in * .gitignore .editorconfig .ci; do \
	  case $$path in qualcode | qualcode.db* | build | dist | backups | build_hook.py) ;; *) cp -R "$$path" $(WHEEL)/run/ ;; esac; \
	done
	cd $(WHEEL)/run && QUALCODE_WHEEL=1 ../venv/bin/python $(PYTEST) -m "not thorough" $(ON_WHEEL)

bench: .venv/ready
	$(BIN)/python -m benchmarks

# Every package of a fresh installation in its newest version, as name==version. pip is each machine's own.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check --upgrade setuptools --editable ".[dev]"
	build/constraints/bin/python -m pip list --disable-pip-version-check --format freeze --exclude pip --exclude-editable >constraints.txt
	rm -rf build/constraints

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find qualcode tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "qualcode needs Python 3.11 or newer, and $(PYTHON) is not that." >&2; \
	  echo "Say which one to use: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP_INSTALL) setuptools hatchling editables
	$(BIN)/python $(PIP_INSTALL) --no-build-isolation --editable ".[dev]"
	@touch $@
