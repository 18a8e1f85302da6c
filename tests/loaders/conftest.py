"""The dataset of fixtures/pages, exported once by the built binary, and what its columns are."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ["records", "events", "lines", "mentions"]


def binary():
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return pathlib.Path(os.environ.get("NEWSROWS", target / "debug" / "newsrows"))


@pytest.fixture(scope="session")
def newsrows():
    """Runs the binary with the given arguments; a failure shows what it wrote on standard error."""

    def run(*args, code=0):
        done = subprocess.run([binary(), *map(str, args)], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def dataset(newsrows, tmp_path_factory):
    out = tmp_path_factory.mktemp("export") / "dataset"
    newsrows("export", "fixtures/pages", "-o", out, "--tables", ",".join(TABLES), "--quiet")
    return out


@pytest.fixture(scope="session")
def rows(dataset):
    """Rows of each table as the JSON Lines file states them: the reference the other formats must equal."""
    return {
        table: [json.loads(line) for line in (dataset / f"{table}.jsonl").read_text(encoding="utf-8").split("\n") if line]
        for table in TABLES
    }


@pytest.fixture(scope="session")
def fields(dataset):
    """Name and type of each column of each table, as datapackage.json declares them."""
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    declared = {}
    for resource in package["resources"]:
        table = pathlib.PurePath(resource["path"]).stem
        if table in TABLES and "schema" in resource:
            declared[table] = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    return declared
