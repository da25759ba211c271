"""Whether the tests notice when a rule is turned round: python -m tests.mutants [--most N] [--module PART].

Each mutant is one module that keeps a promise with one place changed: a comparison, an "and", a "not", a
number. The tests of that module are run on a copy of the project. A mutant that passes them all has survived:
it is to be killed by a test that states the behaviour, unless nobody can notice it.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[2]
COPIED = ("bot", "config", "seeds", "storage", "tests", "pyproject.toml")
WORKERS = 2
MOST_SECONDS = 240
"""After that the tests of a mutant are taken to hang, which is noticing it."""

MODULES: Mapping[str, Sequence[str]] = {
    "bot/briefing/proof/verification.py": ("tests/briefing/test_verification.py",),
    "bot/briefing/lines/once.py": ("tests/briefing/test_once.py", "tests/briefing/test_finishing.py"),
    "bot/chat/chats/limits.py": ("tests/chat/test_limits.py",),
    "bot/corpus/origin/date_bounds.py": (
        "tests/corpus/test_date_bounds.py",
        "tests/corpus/test_provenance.py",
    ),
    "bot/people/lifetimes.py": ("tests/people/test_lifetimes.py", "tests/people/test_resolver.py"),
    "bot/people/resolver.py": ("tests/people",),
    "bot/search/matching.py": ("tests/search",),
    "bot/speech/pronouns.py": ("tests/speech",),
    "bot/speech/speakers.py": ("tests/speech",),
    "bot/speech/told.py": ("tests/speech",),
    "bot/services/telling/told_articles.py": ("tests/services/test_told_once.py",),
    "storage/kept/deliveries.py": ("tests/storage/test_deliveries.py", "tests/services/test_told_once.py"),
}
"""The modules that keep the promises, each with the tests that state what it does."""

_TURNED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one place changed; `what` says where and how, by the words of that place."""

    module: str
    line: int
    what: str
    source: str


def mutants_of(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its places."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    unnoticed = {id(inner) for node in ast.walk(tree) if _makes_dataclass(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or id(node) in unnoticed:
            continue
        before, kept = ast.unparse(node), dict(vars(node))
        if _changed(node):
            yield Mutant(module, node.lineno, f"{before[:70]} -> {ast.unparse(node)[:70]}", ast.unparse(tree))
            vars(node).update(kept)


def _makes_dataclass(node: ast.AST) -> bool:
    """Say whether a place makes a class with `frozen` and `slots`, without which it does the same."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dataclass"


def _changed(node: ast.expr) -> bool:
    """Change a place in its tree; say whether it is one that can be."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            node.ops = [_TURNED[type(op)]()]
        case ast.BoolOp(op=ast.And()):
            node.op = ast.Or()
        case ast.BoolOp(op=ast.Or()):
            node.op = ast.And()
        case ast.UnaryOp(op=ast.Not()):
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = 2 * value + 1  # a threshold that is turned a little is no other rule
        case _:
            return False
    return True


def survives(mutant: Mutant, folder: Path) -> bool:
    """Say whether the tests of a module pass on a mutant of it, put into a copy of the project."""
    file = folder / mutant.module
    kept = file.read_text(encoding="utf-8")
    file.write_text(mutant.source, encoding="utf-8")
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-n",
                "0",
                "-p",
                "no:cacheprovider",
                *MODULES[mutant.module],
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    finally:
        file.write_text(kept, encoding="utf-8")
    return done.returncode == 0


def main() -> int:
    """Print each mutant that survived, and how many of how many did."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--most", type=int, default=400, help="mutants tried, drawn from all there are")
    parser.add_argument("--module", default="", help="only modules whose path holds this")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing")
    given = parser.parse_args()
    every = [mutant for module in MODULES if given.module in module for mutant in mutants_of(module)]
    drawn = random.Random(given.seed).sample(every, min(given.most, len(every)))
    folders: Queue[Path] = Queue()
    survivors = []
    with tempfile.TemporaryDirectory() as parent, ThreadPoolExecutor(WORKERS) as pool:
        for number in range(WORKERS):
            folder = Path(parent, str(number))
            folder.mkdir()
            for name in COPIED:
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
                copy(ROOT / name, folder / name)
            folders.put(folder)

        def tried(mutant: Mutant) -> None:
            folder = folders.get()
            try:
                if survives(mutant, folder):
                    survivors.append(mutant)
                    print(f"survived: {mutant.module}:{mutant.line}: {mutant.what}", flush=True)
            finally:
                folders.put(folder)

        for _ in pool.map(tried, drawn):
            pass
    share = len(survivors) / len(drawn) if drawn else 0.0
    print(f"mutants: {len(every)}; tried {len(drawn)}, survived {len(survivors)} ({share:.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
