"""The files that run the bot elsewhere name only what there is: settings, commands, folders."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import _parser
from config.settings import Settings, variable_names

PROJECT = Path(__file__).parents[1]
OF_PLATFORMS = {"PYTHON_VERSION", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
OF_THE_SYSTEM = {"PATH", "HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(text("compose.yaml")))


def render() -> dict[str, Any]:
    (service,) = yaml.safe_load(text("render.yaml"))["services"]
    return dict(service)


def variables_set() -> dict[str, dict[str, str]]:
    """Every variable each file sets, with its value where it has one."""
    services = compose()["services"]
    stages = text("Dockerfile").split("FROM ")[2:]  # what only builds may be set as it likes
    lines = [line for stage in stages for line in re.findall(r"^ENV (.+)$", stage, re.MULTILINE)]
    return {
        "compose.yaml": services["bot"]["environment"] | services["postgres"]["environment"],
        "render.yaml": {one["key"]: str(one.get("value", "")) for one in render()["envVars"]},
        "fly.toml": tomllib.loads(text("fly.toml"))["env"],
        "app.json": {name: one.get("value", "") for name, one in json.loads(text("app.json"))["env"].items()},
        "Dockerfile": dict(part.partition("=")[::2] for line in lines for part in shlex.split(line)),
    }


@pytest.mark.parametrize("file", variables_set())
def test_every_variable_set_is_a_setting_and_takes_its_value(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_ones = variables_set()[file]
    assert set_ones
    known = set(variable_names()) | OF_PLATFORMS | (OF_THE_SYSTEM if file == "Dockerfile" else set())
    assert set(set_ones) <= known
    for name, value in set_ones.items():
        default = re.sub(
            r"\$\{\w+(:-|:\?)([^}]*)\}", lambda found: found[2] if found[1] == ":-" else "", value
        )
        if name in variable_names():
            monkeypatch.setenv(name, default)
    Settings()


def commands() -> dict[str, list[str]]:
    """Every command line of ours in each file."""
    docker = [
        json.loads(found) for found in re.findall(r"^(?:.*)CMD (\[.+\])$", text("Dockerfile"), re.MULTILINE)
    ]
    return {
        "Dockerfile": [shlex.join(one) for one in docker],
        "render.yaml": [render()["startCommand"]],
        "Procfile": [line.partition(": ")[2] for line in text("Procfile").splitlines()],
    }


def test_every_command_is_one_of_the_program() -> None:
    for file, lines in commands().items():
        assert lines, file
        for line in lines:
            words = shlex.split(line)
            of_module = words[:3] == ["python", "-m", "bot"]
            assert of_module or words[0] == "aide-memoire", (file, line)
            _parser().parse_args(words[3:] if of_module else words[1:])


def test_what_is_to_last_is_kept_on_the_volume() -> None:
    set_ones = variables_set()
    assert "data:/data" in compose()["services"]["bot"]["volumes"]
    assert tomllib.loads(text("fly.toml"))["mounts"]["destination"] == "/data"
    assert set_ones["fly.toml"]["DATABASE_URL"] == "sqlite:////data/aide.db"
    assert set_ones["render.yaml"]["DATABASE_URL"].startswith(f"sqlite:///{render()['disk']['mountPath']}/")
    # In the image the default is meant: relative to /, as the working directory is.
    assert Settings().database_url == "sqlite:///data/aide.db"
    assert re.findall(r"^WORKDIR (.+)$", text("Dockerfile"), re.MULTILINE)[-1] == "/"


def test_the_image_runs_without_rights_and_its_program_is_looked_after() -> None:
    file = text("Dockerfile")
    assert re.findall(r"^USER (.+)$", file, re.MULTILINE)[-1] == "10001"
    assert "VOLUME" not in re.sub(r"(?m)^#.*$", "", file)
    assert '"status", "--check"' in file.partition("HEALTHCHECK")[2]
    bot = compose()["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    target = tomllib.loads(text("fly.toml"))["build"]["build-target"]
    assert f"AS {target}\n" in file
    assert json.loads(text("railway.json"))["build"]["dockerfilePath"] == "Dockerfile"


def test_fly_asks_where_the_program_answers() -> None:
    settings = tomllib.loads(text("fly.toml"))
    port = int(settings["env"]["METRICS_PORT"])
    assert settings["metrics"] == {"port": port, "path": "/metrics"}
    assert (settings["checks"]["up"]["port"], settings["checks"]["up"]["path"]) == (port, "/health")


def test_the_dockerfile_has_nothing_a_linter_minds() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, PROJECT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
