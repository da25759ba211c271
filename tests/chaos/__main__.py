"""What `make chaos` runs: kills, bursts, weeks of messages and feeds in minutes, hostile updates; in figures.

Each part starts the real bot in processes of its own against the strict server. Exit code 1 when a promise is
broken.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from tests.chaos.feeding import follow_for_a_week
from tests.chaos.flooding import answer_a_burst, stay_flat
from tests.chaos.hostile import survive_the_hostile
from tests.chaos.killing import kill_while_answering, kill_while_delivering
from tests.chaos.sharing import share_the_work

ROOT = Path(__file__).parent.parent.parent


def _say(line: str) -> None:
    print(line, flush=True)


async def _kill(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await kill_while_delivering(
        database, log, kills=given.kills, deliveries=given.deliveries, seed=given.seed, tell=_say
    )


async def _ask(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await kill_while_answering(
        database, log, kills=given.kills // 4, updates=given.questions, seed=given.seed, tell=_say
    )


async def _burst(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await answer_a_burst(database, log, chats=given.chats, each=20, tell=_say)


async def _memory(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await stay_flat(database, log, updates=given.updates, tell=_say)


async def _hostile(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await survive_the_hostile(database, log, updates=given.updates, seed=given.seed, tell=_say)


async def _feeds(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await follow_for_a_week(
        database,
        log,
        feeds=given.feeds,
        items=given.items,
        kills=given.feed_kills,
        seed=given.seed,
        tell=_say,
    )


async def _postgres(given: argparse.Namespace, database: Path, log: Path) -> bool:
    return await share_the_work(
        database,
        log,
        web=given.web,
        ingest=given.ingest,
        kills=given.kills,
        deliveries=given.deliveries,
        updates=given.questions,
        seed=given.seed,
        tell=_say,
    )


_Part = Callable[[argparse.Namespace, Path, Path], Coroutine[Any, Any, bool]]
_PARTS: dict[str, tuple[str, _Part]] = {
    "kill": ("Kill -9 while deliveries are due", _kill),
    "ask": ("Kill -9 while questions are asked", _ask),
    "burst": ("A burst from many chats at once", _burst),
    "memory": ("Memory over many updates", _memory),
    "feeds": ("A week of feeds, failing in turns and killed", _feeds),
    "postgres": ("Kill -9 of several processes that share the work", _postgres),
    "hostile": ("Malformed and hostile updates", _hostile),
}


def main() -> int:
    """Run the parts asked for, each on its own copy of a database with the starter corpus."""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("part", nargs="*", metavar="PART", help=f"of {', '.join(_PARTS)}; all by default")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--deliveries", type=int, default=500)
    parser.add_argument("--questions", type=int, default=2000, help="asked between the kills")
    parser.add_argument("--chats", type=int, default=100, help="in the burst, of 20 messages each")
    parser.add_argument("--updates", type=int, default=20_000)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--items", type=int, default=5_000)
    parser.add_argument("--feed-kills", type=int, default=50)
    parser.add_argument("--web", type=int, default=3, help="processes that serve, on PostgreSQL")
    parser.add_argument("--ingest", type=int, default=2, help="processes that take documents in, there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="where the bot's logs are left")
    given = parser.parse_args()
    if unknown := set(given.part) - set(_PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "starter.db"
        subprocess.run(
            [sys.executable, "-m", "bot", "ingest", str(ROOT / "seeds")],
            env={"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)},
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for name in given.part or _PARTS:
            heading, part = _PARTS[name]
            _say(heading)
            copy, log = Path(folder) / f"{name}.db", Path(folder) / f"{name}.log"
            shutil.copy(database, copy)
            whole = asyncio.run(part(given, copy, log))
            text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            _say(
                f"  log: {len(text.splitlines())} lines from WARNING on, {text.count('Traceback')} tracebacks"
            )
            for line in [line for line in text.splitlines() if "Error" in line][:5]:
                _say(f"    {line[:160]}")
            _say(f"  {'kept' if whole else 'BROKEN'}")
            kept = kept and whole
            if given.logs and log.exists():
                shutil.copy(log, given.logs)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
