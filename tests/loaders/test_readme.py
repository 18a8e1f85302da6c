"""The README's examples run as they stand there."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

from conftest import ROOT, binary

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def section(heading):
    return README.split(f"## {heading}\n")[1].split("\n## ")[0]


@pytest.fixture
def folder(dataset, tmp_path, monkeypatch):
    """A folder as the README's reader has it: pages/, dataset/ and newsrows on the path."""
    shutil.copytree(dataset, tmp_path / "dataset")
    shutil.copytree(ROOT / "fixtures" / "pages", tmp_path / "pages", ignore=shutil.ignore_patterns("*.md", "*.tsv", "*.json*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{binary().parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_run_and_print(code, folder, capsys):
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "CONSULT" in printed or "KEN" in printed or "articles" in printed, printed


def test_the_five_commands_run(folder):
    commands = [line.split("#")[0].strip() for line in section("Five commands").splitlines() if line.startswith("newsrows ")]
    assert len(commands) == 5
    for command in commands:
        if command.startswith("newsrows export"):
            command += " --force --quiet"
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or "export" in command or "validate" in command, command


def test_the_first_command_names_a_folder_of_pages():
    line = next(line for line in section("Two commands").splitlines() if line.startswith("cargo run"))
    words = line.split("#")[0].split("--", 2)[2].split()
    assert words[0] == "export" and list((ROOT / words[1]).glob("*.txt"))
