# make site    the published site, into site/
# make test    lint, types and tests; also installs what they need
# make test-fast    the same without browser, LibreOffice, Java, the wheel, builds of sites and what else takes long,
#                   and with a tenth of the random examples
# make bench   the benchmark            make bench-search   the search, asked in a browser
#                                       make bench-import   1,000 reports and 300 mixed files brought in
#                                       make bench-xlsx     a workbook next to XlsxWriter alone
#                                       make bench-data     the files of data of 2,100 reports
#                                       make bench-docx     a Word file next to zipping its XML
#                                       make bench-live     the preview: from saving a file until it is seen
#                                       make fuzz           changed inputs for everything that reads
#                                       make bench-kept     what Excel and Word add to a build of 2,100 reports
# make lint    ruff and mypy alone        make format   put the code into shape
# make tables  write what is generated from the registered rules, formats, forms and pages: tables, schemas
# make sbom    the parts of the software, as CycloneDX, into dist/        make audit   known faults in them, where a network allows it
# make pins    write the hashes of the pinned versions again
# make clean   remove what these made, but for the virtual environment

# Debian's own Python where it is new enough and can make environments, as it is built for speed; one that pyenv has built as it
# does of its own takes a sixth more of the processor for the same tests. `make PYTHON=python3.12 test` takes another one.
SYSTEM_PYTHON := /usr/bin/python3
PYTHON ?= $(shell $(SYSTEM_PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $(SYSTEM_PYTHON) || echo python3)
VENV := .venv
BIN := $(VENV)/bin
DIST := dist

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What Python has compiled once is there for the next process, also where the environment says otherwise.
unexport PYTHONDONTWRITEBYTECODE
# The theme advertises its successor on every build.
export NO_MKDOCS_2_WARNING := 1

# Three processes for two processors, as tests wait for browsers and servers; a fourth takes more than it gives. A group of tests stays in one process. The slowest tests are named at the end.
PYTEST_OPTIONS := -n 3 --dist loadgroup --durations=15
# Without browsers and servers little is waited for, and each process takes several seconds to collect the tests.
PYTEST_FAST_OPTIONS := -n 2 --dist loadgroup --durations=15

.PHONY: site test test-fast bench bench-data bench-search bench-import bench-xlsx bench-docx bench-kept bench-live fuzz tables lint format sbom audit pins clean
.DELETE_ON_ERROR:

site: $(VENV)/.runtime
	$(BIN)/mkdocs build --strict

# Ruff takes a second and goes first. Mypy runs beside the tests, which often wait; its output comes after theirs.
define checked
$(BIN)/ruff check
$(BIN)/ruff format --check
@printf '%s\n' '$(BIN)/mypy, beside' '$(1)'; \
log=$$(mktemp); $(BIN)/mypy >"$$log" 2>&1 & types=$$!; \
$(1); tests=$$?; \
wait $$types; types=$$?; echo '$(BIN)/mypy'; cat "$$log"; rm -f "$$log"; \
[ $$tests -eq 0 ] && [ $$types -eq 0 ]
endef

test: $(VENV)/.dev
	bash tests/system.sh
	$(call checked,$(BIN)/python -m pytest $(PYTEST_OPTIONS))

test-fast: $(VENV)/.dev
	$(call checked,GONGKAI_TEST_FAST=1 $(BIN)/python -m pytest $(PYTEST_FAST_OPTIONS) -m "not heavy and not slow")

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.cold --json bench-cold.json $(COLD)

bench-data: $(VENV)/.dev
	$(BIN)/python -m tests.bench.open_data

bench-search: $(VENV)/.dev
	$(BIN)/python -m tests.bench.search

bench-import: $(VENV)/.dev
	$(BIN)/python -m tests.bench.importing
	$(BIN)/python -m tests.bench.attachments

bench-xlsx: $(VENV)/.dev
	$(BIN)/python -m tests.bench.spreadsheet

bench-docx: $(VENV)/.dev
	$(BIN)/python -m tests.bench.word

fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz $(FUZZ)

bench-kept: $(VENV)/.dev
	$(BIN)/python -m tests.bench.kept

bench-live: $(VENV)/.dev
	$(BIN)/python -m tests.bench.live --json bench-live.json

tables: $(VENV)/.dev
	$(BIN)/python -m tests.write_tables

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

sbom: $(VENV)/release/.ready
	mkdir -p $(DIST)
	$(call part,runtime)
	$(VENV)/release/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file $(DIST)/gongkai.cdx.json $(VENV)/runtime.txt
	$(BIN)/python -m tests.check_sbom $(DIST)/gongkai.cdx.json

audit: $(VENV)/release/.ready
	$(call part,runtime)
	$(VENV)/release/bin/pip-audit --strict --require-hashes --disable-pip --requirement $(VENV)/runtime.txt || \
		{ echo 'A known fault, or no way to the database of faults: see above.' >&2; exit 1; }

pins: $(VENV)/.dev
	PATH="$$PWD/$(BIN):$$PATH" $(BIN)/python -m tests.write_pins

clean:
	rm -rf site .site* site.* dist build .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find data docs macros overrides tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A stamp is older than the pins when they have changed since: then the pinned versions go in again.
# Pip checks the hash of every file that it installs, and builds none of them. What a version needs is pinned too, so that
# pip need not look for it; that all of it is there is checked at the end. Python compiles a module when it is first used;
# pip would compile all of them, of which most never are. This project has no hash: it goes in by itself, built by the
# pinned backend.
part = awk '/^\# --- /{on=($$3=="$(1):")} on' constraints.txt >$(VENV)/$(1).txt
install = -m pip install --quiet --no-deps --no-compile --require-hashes --only-binary :all: --requirement $(VENV)/$(1).txt
itself = $(BIN)/python -m pip install --quiet --no-deps --no-compile --no-build-isolation --editable . && $(BIN)/python -m pip check

$(VENV)/.runtime: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(call part,runtime)
	$(BIN)/python $(call install,runtime)
	$(itself)
	touch $@

# Uv does with the same pins and hashes what pip does, in a sixth of the processor's time, and asks the index that pip is
# told to ask. Where it cannot (it has no file for a system, or knows no way to the files), pip does, both parts side by side.
pin = awk '/^[^ ]/{on=0} /^$(1)==/{on=1} on' constraints.txt >$(VENV)/$(1).txt
index = $(BIN)/python -m pip config list | awk -F"'" '/\.index-url=/{print $$2; exit}'
uv = $(BIN)/uv pip $(1) --quiet --python $(BIN)/python

$(VENV)/.dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(call part,runtime)
	$(call part,tests)
	$(call pin,uv)
	@echo 'Installing the pinned packages into $(VENV)'
	@if $(BIN)/python $(call install,uv) && export UV_DEFAULT_INDEX="$$($(index))" && $(call uv,install) --no-deps \
		--require-hashes --only-binary :all: -r $(VENV)/runtime.txt -r $(VENV)/tests.txt && \
		$(call uv,install) --no-deps --no-build-isolation --editable .; \
	then $(call uv,check); \
	else \
		$(BIN)/python $(call install,runtime) & runtime=$$!; \
		$(BIN)/python $(call install,tests); tests=$$?; \
		wait $$runtime && [ $$tests -eq 0 ] && $(itself) ; \
	fi
	touch $(VENV)/.runtime $@

$(VENV)/release/.ready: $(VENV)/.runtime
	$(PYTHON) -m venv $(VENV)/release
	$(call part,release)
	$(VENV)/release/bin/python $(call install,release)
	touch $@
