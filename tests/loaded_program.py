"""The program loaded once and split off for each command: loading it takes longer than most commands do.

What runs is a process of its own all the same, with the settings, the folder and the streams it is given; but
what it imports was imported before. Run as `python -m tests.loaded_program`: takes a command a line, as JSON,
and answers with its exit code.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_STREAMS = ("in", "out", "err")


def run(
    arguments: Sequence[str], settings: Mapping[str, str], cwd: Path, given: str, seconds: int
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, or for so many seconds.

    Args:
        arguments: of the command line.
        settings: the whole environment.
        cwd: the folder it runs in.
        given: standard input.
        seconds: after which it is killed, which its exit code tells.
    """
    loaded = _loaded()
    assert loaded.stdin is not None
    assert loaded.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in _STREAMS]
        streams[0].write_text(given, encoding="utf-8")
        command = [list(arguments), dict(settings), str(cwd), list(map(str, streams)), seconds]
        loaded.stdin.write(json.dumps(command) + "\n")
        loaded.stdin.flush()
        code = int(loaded.stdout.readline())
        told, complained = (one.read_text(encoding="utf-8") for one in streams[1:])
        return subprocess.CompletedProcess(arguments, code, told, complained)


@cache
def _loaded() -> subprocess.Popen[str]:
    """Return the process that has the program loaded; it ends with this one."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    loaded = subprocess.Popen(
        [sys.executable, "-m", "tests.loaded_program"],
        env={**kept, "PYTHONPATH": str(_ROOT)},
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(loaded.communicate)
    return loaded


def _serve() -> None:
    from bot import subcommands  # noqa: F401 - what every command loads

    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if not child:
            sys.exit(_run(*json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(
    arguments: list[str], settings: Mapping[str, str], cwd: str, streams: Sequence[str], seconds: int
) -> int:
    """Be the program, and return its exit code."""
    from bot.__main__ import main

    signal.alarm(seconds)
    ways = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
    for number, (path, way) in enumerate(zip(streams, ways, strict=True)):
        os.dup2(os.open(path, way), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end of the process
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(cwd)
    sys.argv = ["bot", *arguments]
    return main(arguments)


if __name__ == "__main__":
    _serve()
