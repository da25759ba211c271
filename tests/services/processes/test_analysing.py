from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import psutil
import pytest

from bot.errors import AideMemoireError
from bot.services.processes.analysing import ChildAnalyst
from bot.words.changes import Failure
from bot.words.documents import Article, Document
from bot.words.findings import Analysis
from bot.words.spans import Span

ROOT = Path(__file__).parents[3]
OPENER = "tests.services.fake_analysers:open_analyser"


def article(identity: str, text: str = "calm") -> Article:
    document = Document(identity, f"{identity}.txt", f"seeds/{identity}.txt", "d", text)
    return Article(identity, document, Span(0, len(text)), identity, None, ())


def children() -> list[psutil.Process]:
    """The running child processes but for the tracker that Python keeps for its own use."""
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if "resource_tracker" not in " ".join(child.cmdline())
    ]


@pytest.fixture(autouse=True)
def no_child_is_left() -> object:
    before = {child.pid for child in children()}
    yield
    assert {child.pid for child in children()} == before


async def results(analyst: ChildAnalyst, *articles: Article) -> list[Analysis | Failure]:
    return [result async for result in analyst.analyse(articles)]


def outcome(result: Analysis | Failure) -> tuple[str, str]:
    return (result.article, "read") if isinstance(result, Analysis) else (result.location, result.reason)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not true():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.005)


async def test_no_process_is_started_when_there_is_nothing_to_analyse() -> None:
    assert await results(ChildAnalyst("not.there:at_all")) == []


async def test_results_come_in_order_from_one_process_that_is_not_this_one() -> None:
    found = await results(ChildAnalyst(OPENER), *(article(f"{number:03}") for number in range(30)))
    analyses = [result for result in found if isinstance(result, Analysis)]
    assert [analysis.article for analysis in analyses] == [f"{number:03}" for number in range(30)]
    processes = {analysis.sentences[0].paragraph for analysis in analyses}
    assert len(processes) == 1
    assert os.getpid() not in processes


async def test_the_serving_process_never_imports_what_the_child_runs() -> None:
    sys.modules.pop("tests.services.fake_analysers", None)
    await results(ChildAnalyst(OPENER), article("000"))
    assert "tests.services.fake_analysers" not in sys.modules


async def test_the_articles_of_one_document_are_analysed_on_its_whole_text() -> None:
    text = "A listing. " * 20_000
    document = Document("003", "003.txt", "seeds/003.txt", "d", text)
    listed = [Article(f"003-{n}", document, Span(n, len(text)), "t", None, ()) for n in range(4)]
    found = await results(
        ChildAnalyst("tests.services.processes.test_analysing:open_measuring"), *listed, article("004")
    )
    lengths = [result.sentences[0].span.end for result in found if isinstance(result, Analysis)]
    assert lengths == [len(text)] * 4 + [4]


def open_measuring() -> Callable[[Article], Analysis]:
    from bot.words.findings import Sentence

    return lambda one: Analysis(one.id, (Sentence(Span(0, len(one.text)), 0),))


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("raise", "ValueError: a bad sentence"),
        ("recurse", "RecursionError"),
        ("exit", "ended its own process"),
        ("segfault", "ended its own process"),
    ],
)
async def test_an_article_that_breaks_the_analysis_is_named_and_the_others_go_on(
    trouble: str, said: str
) -> None:
    found = await results(ChildAnalyst(OPENER), article("000"), article("001", trouble), article("002"))
    assert [outcome(result) for result in (found[0], found[2])] == [("000", "read"), ("002", "read")]
    assert isinstance(found[1], Failure)
    assert found[1].location == "001"
    assert said in found[1].reason


async def test_an_article_that_never_ends_is_given_up_and_the_others_go_on() -> None:
    found = await results(
        ChildAnalyst(OPENER, patience=0.5), article("000"), article("001", "hang"), article("002")
    )
    assert [outcome(result) for result in found] == [
        ("000", "read"),
        ("001", "the analysis took longer than 0.5 seconds."),
        ("002", "read"),
    ]


async def test_a_process_ended_from_outside_is_replaced_and_costs_no_article(tmp_path: Path) -> None:
    found = await results(ChildAnalyst(OPENER), article("000", f"exit-once {tmp_path}/mark"), article("001"))
    assert [outcome(result) for result in found] == [("000", "read"), ("001", "read")]


async def test_signals_that_stop_the_program_do_not_reach_the_child() -> None:
    found = await results(ChildAnalyst(OPENER), article("000", "interrupt"), article("001"))
    assert [outcome(result) for result in found] == [("000", "read"), ("001", "read")]


async def test_no_article_is_begun_before_the_one_before_it_was_taken(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    stream = ChildAnalyst(OPENER).analyse([article("000"), article("001", f"exit-once {mark}")])
    assert outcome(await anext(stream)) == ("000", "read")
    assert not mark.exists()
    assert outcome(await anext(stream)) == ("001", "read")
    assert mark.exists()
    with pytest.raises(StopAsyncIteration):
        await anext(stream)


async def test_leaving_early_ends_the_child() -> None:
    async with aclosing(ChildAnalyst(OPENER).analyse([article("000"), article("001", "hang")])) as stream:
        async for _ in stream:
            assert len(children()) == 1
            break


async def test_being_cancelled_ends_a_child_that_is_at_work(tmp_path: Path) -> None:
    mark = tmp_path / "at-work"
    task = asyncio.create_task(results(ChildAnalyst(OPENER), article("000", f"say {mark}")))
    await until(mark.exists)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_being_cancelled_while_the_child_starts_ends_it() -> None:
    task = asyncio.create_task(results(ChildAnalyst(OPENER), article("000", "x" * 2_000_000)))
    await until(lambda: bool(children()))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("opener", "said"),
    [("open_nothing", "language model is missing"), ("open_and_die", "ended"), ("open_what", "open_what")],
)
async def test_an_analysis_that_cannot_be_started_is_one_clear_error(opener: str, said: str) -> None:
    with pytest.raises(AideMemoireError, match=f"cannot be started: .*{said}"):
        await results(ChildAnalyst(f"tests.services.fake_analysers:{opener}"), article("000"))


ORPHAN = """
    import asyncio, signal, sys
    from bot.services.processes.analysing import ChildAnalyst
    from tests.services.processes.test_analysing import OPENER, article, results

    if __name__ == "__main__":
        # A suite that a shell runs in the background inherits a Ctrl-C that is ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        asyncio.run(results(ChildAnalyst(OPENER), article("000", "say " + sys.argv[1])))
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
async def test_the_child_ends_with_its_parent(tmp_path: Path, ending: signal.Signals) -> None:
    mark, script = tmp_path / "at-work", tmp_path / "orphan.py"
    script.write_text(textwrap.dedent(ORPHAN))
    parent = started(script, mark)
    try:
        await until(lambda: mark.exists() and bool(mark.read_text()))
        child = psutil.Process(int(mark.read_text()))
    finally:
        parent.send_signal(ending)
    await until(lambda: parent.poll() is not None)
    await until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def started(script: Path, mark: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, script, mark], env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
