"""The program as a user starts it: its own process, real documents, a real database, Telegram on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pty
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests import loaded_program
from tests.corpus.test_pdf_pages import sharing_one_stream
from tests.postgresql_server import PostgresqlServer
from tests.telegram_server.server import TOKEN, Fault, TelegramServer

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
_LONGEST = 80  # seconds a command may take


def environment(database: Path, **settings: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{database}",
        "CORPUS_DIR": str(SEEDS),
        **settings,
    }


def program(
    arguments: Sequence[str], settings: dict[str, str], cwd: Path, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, in a folder without a `.env`."""
    return loaded_program.run(arguments, settings, cwd, given, _LONGEST)


def program_anew(
    arguments: Sequence[str], settings: dict[str, str], cwd: Path, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Do the same as who starts it by hand: the program is loaded first."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=settings,
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )


@pytest.fixture(scope="session")
def warm(starter_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of this process's own that has the starter corpus."""
    return Path(shutil.copy(starter_corpus, tmp_path_factory.mktemp("warm") / "aide.db"))


def answers(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_questions_on_standard_input_are_answered_in_order_as_json(warm: Path, tmp_path: Path) -> None:
    asked = ["/person Rosenblum", "/topic whaling", "/person Donald", "/nosuch", "/topic санкции"]
    told = answers(program_anew(["ask", "--format", "json"], environment(warm), tmp_path, "\n".join(asked)))
    assert [answer["query"] for answer in told] == asked
    assert [answer["status"] for answer in told] == ["found", "none", "ambiguous", "invalid", "found"]
    assert told[3]["kind"] == "error"
    assert told[0]["corpus"]["articles"] == 10


def test_every_line_of_every_answer_stands_in_its_file(warm: Path, tmp_path: Path) -> None:
    documents = {path.name.split("_")[0]: path.read_bytes().decode("utf-8") for path in SEEDS.iterdir()}
    asked = [
        "/person Tokayev",
        "/topic sanctions",
        "/search trade",
        "/article 003-4",
        "what did Dubnov say about Putin",
    ]
    for answer in answers(program(["ask", "--format", "json", *asked], environment(warm), tmp_path)):
        lines = [item for section in answer["sections"] for item in section["items"]]
        assert lines
        for line in lines:
            start, end = line["span"]
            assert documents[line["article"].split("-")[0]][start:end] == line["verbatim"]


def test_who_is_who_is_put_right_at_the_terminal_and_stays_so(warm: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(warm, tmp_path / "aide.db"))
    settings = environment(database)

    def told(*messages: str) -> list[dict[str, Any]]:
        return answers(program(["ask", "--format", "json", *messages], settings, tmp_path))

    before, merged, hidden, unclear, log = told(
        "/person Lukashenko",
        "/merge Philip Goldberg, Mark Libby",
        "/hide Lukashenko",
        "/hide Nobody Knows",
        "/corrections",
    )
    assert before["status"] == "found"
    assert (merged["kind"], merged["title"]) == ("curation", "Correction 1")
    assert "are one person now: Philip Goldberg" in merged["message"]
    assert int(hidden["corpus"]["revision"]) == int(before["corpus"]["revision"]) + 2
    assert unclear["status"] == "none"
    assert [line["text"] for line in log["lines"]] == [
        "2. /hide Alexander Lukashenko",
        "1. /merge Philip Goldberg, Mark Libby",
    ]
    assert all("by terminal, " in line["detail"] for line in log["lines"])
    hidden_still, merged_still, undone, back, wrong = told(
        "/person Lukashenko", "/person Libby", "/undo 2", "/person Lukashenko", "/alias Lukashenko"
    )
    assert hidden_still["status"] == "none"
    assert merged_still["title"] == "Philip Goldberg"
    assert undone["title"] == "Correction 2 is undone"
    assert (back["status"], back["title"]) == ("found", before["title"])
    assert (wrong["status"], wrong["kind"]) == ("invalid", "curation")
    assert "/alias Toqaev = Tokayev" in wrong["message"]


def test_a_second_start_analyses_nothing_and_keeps_its_answers(warm: Path, tmp_path: Path) -> None:
    again = program(["ingest"], environment(warm), tmp_path)
    assert "unchanged: 5" in again.stdout
    first = answers(program(["ask", "--format", "json", "/topic visas"], environment(warm), tmp_path))[0]
    second = answers(program(["ask", "--format", "json", "/topic visas"], environment(warm), tmp_path))[0]
    assert second["cached"]
    assert {**first, "elapsed_ms": 0, "cached": True} == {**second, "elapsed_ms": 0}


def test_inspect_shows_what_is_understood_and_stores_nothing(tmp_path: Path) -> None:
    listing = next(SEEDS.glob("003*"))
    done = program(["inspect", "--format", "json", str(listing)], environment(tmp_path / "aide.db"), tmp_path)
    understood = json.loads(done.stdout)
    assert [article["id"] for article in understood["articles"]] == [
        f"003-{number}" for number in range(1, 7)
    ]
    assert [article["truncated"] for article in understood["articles"]] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]
    assert not (tmp_path / "aide.db").exists()


def test_a_summary_is_whole_sentences_within_its_words(tmp_path: Path) -> None:
    paths = [str(path) for path in sorted(SEEDS.iterdir())]
    done = program(["summarise", "--words", "60", *paths], environment(tmp_path / "aide.db"), tmp_path)
    assert done.returncode == 0
    assert 20 < len(done.stdout.split()) <= 60
    about = program(["summarise", "--about", "visas", *paths], environment(tmp_path / "aide.db"), tmp_path)
    assert "visa" in about.stdout


def test_inputs_that_cannot_be_read_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(
        "Port opens\n\nThe port of Bergen opened on Monday. Ships came from the north.\n", encoding="utf-8"
    )
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.pdf").write_bytes(b"\x00\x01\x02" * 100)
    settings = environment(tmp_path / "aide.db")
    names = ["good.txt", "empty.txt", "binary.pdf", "missing.txt"]
    done = program(["ingest", *names], settings, tmp_path)
    assert done.returncode == 1
    assert "new: 1" in done.stdout
    assert "failed: 3" in done.stdout
    for name in names[1:]:
        assert sum(name in line for line in done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_what_is_too_old_leaves_with_the_ingest_that_finds_it(tmp_path: Path) -> None:
    """And does not come back from the folder it lies in."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, day in (("old", "2001-02-03"), ("today", datetime.now(UTC).date().isoformat())):
        line = {"title": f"A pier of {name}", "text": "A pier was opened in Molde.", "published": day}
        (folder / f"{name}.jsonl").write_text(json.dumps(line))
    settings = environment(tmp_path / "aide.db", CORPUS_DIR=str(folder), KEEP_DAYS="30")
    first, second = (program(["ingest"], settings, tmp_path) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert first.stdout.endswith("left the corpus, older than 30 days: 1\n")
    assert second.stdout.startswith("new: 0\n")
    assert "left the corpus" not in second.stdout
    (answer,) = answers(program(["ask", "--format", "json", "/sources"], settings, tmp_path))
    assert [source["title"] for source in answer["sources"]] == ["A pier of today"]


def test_status_tells_what_there_is(warm: Path, tmp_path: Path) -> None:
    done = program(["status"], environment(warm, TELEGRAM_BOT_TOKEN=TOKEN), tmp_path)
    assert done.returncode == 0
    assert "10 articles" in done.stdout
    assert TOKEN not in done.stdout + done.stderr


def test_without_a_token_and_a_terminal_the_variable_is_named_and_the_exit_code_is_2(tmp_path: Path) -> None:
    done = program_anew([], environment(tmp_path / "aide.db"), tmp_path)
    assert done.returncode == 2
    assert "TELEGRAM_BOT_TOKEN" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


WRONG: Sequence[tuple[dict[str, str], str]] = [
    ({"TELEGRAM_BOT_TOKEN": "nonsense"}, "TELEGRAM_BOT_TOKEN"),
    ({"METRICS_PORT": "70000", "TELEGRAM_BOT_TOKEN": TOKEN}, "METRICS_PORT"),
    ({"LOG_LEVEL": "loud", "TELEGRAM_BOT_TOKEN": TOKEN}, "LOG_LEVEL"),
    ({"DEFAULT_TIMEZONE": "Mars/Base", "TELEGRAM_BOT_TOKEN": TOKEN}, "DEFAULT_TIMEZONE"),
    ({"DATABASE_URL": "mysql://db/aide", "TELEGRAM_BOT_TOKEN": TOKEN}, "DATABASE_URL"),
    ({"CORPUS_DIR": "no-such-folder", "TELEGRAM_BOT_TOKEN": TOKEN}, "CORPUS_DIR"),
    ({"WEBHOOK_URL": "https://bot.example", "TELEGRAM_BOT_TOKEN": TOKEN}, "PORT"),
]
_ONE_AFTER_THE_OTHER = """
import json, os, sys
from bot.__main__ import main
for settings in json.loads(sys.stdin.read()):
    os.environ.clear()
    os.environ.update(settings)
    code = main([])
    print(f"exit code {code}", file=sys.stderr)
"""


def test_a_wrong_setting_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    """The program is loaded once for all of them: loading it takes longer than what it then does."""
    basis = environment(tmp_path / "aide.db")
    done = subprocess.run(
        [sys.executable, "-c", _ONE_AFTER_THE_OTHER],
        env=basis,
        cwd=tmp_path,
        input=json.dumps([{**basis, **settings} for settings, _ in WRONG]),
        capture_output=True,
        text=True,
        timeout=80,
        check=True,
    )
    told = done.stderr.strip().splitlines()
    assert told[1::2] == ["exit code 2"] * len(WRONG)
    for (_, words), sentence in zip(WRONG, told[::2], strict=True):
        assert words in sentence
    assert TOKEN not in done.stderr
    assert "nonsense" not in done.stderr


def test_a_server_that_is_not_there_is_one_sentence_and_exit_code_4(tmp_path: Path) -> None:
    settings = environment(tmp_path / "aide.db", TELEGRAM_BOT_TOKEN=TOKEN)
    settings["DATABASE_URL"] = "postgres://aide:opensesame@127.0.0.1:1/aide"
    done = program([], settings, tmp_path)
    assert done.returncode == 4
    assert "aide at 127.0.0.1:1 cannot be reached" in done.stderr.splitlines()[-1]
    assert "opensesame" not in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_bot_moved_to_postgresql_answers_as_before(
    warm: Path, tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    name = postgresql.fresh()
    here = environment(Path(shutil.copy(warm, tmp_path / "aide.db")))
    there = {**here, "DATABASE_URL": postgresql.url(name).replace("postgresql:", "postgres:")}
    moved = program(["move", here["DATABASE_URL"], there["DATABASE_URL"]], here, tmp_path)
    assert moved.returncode == 0, moved.stderr
    assert "10 articles and 0 chats" in moved.stdout
    asked = ["ask", "--format", "json", "/person Rosenblum", "/topic sanctions", "/sources"]
    told = [answers(program(asked, one, tmp_path)) for one in (here, there)]
    for answer in (*told[0], *told[1]):
        del answer["elapsed_ms"], answer["cached"]
    assert told[0] == told[1]
    status = program(["status"], there, tmp_path)
    assert f"{name} at 127.0.0.1:{postgresql.port} (" in status.stdout
    again = program(["move", here["DATABASE_URL"], there["DATABASE_URL"]], here, tmp_path)
    assert (again.returncode, again.stdout) == (4, "")
    assert "holds a bot already" in again.stderr
    postgresql.drop(name)


def test_a_database_is_backed_up_and_restored_at_the_terminal(warm: Path, tmp_path: Path) -> None:
    settings = environment(Path(shutil.copy(warm, tmp_path / "aide.db")))
    backed_up = program(["backup", "kept.db"], settings, tmp_path)
    assert (backed_up.returncode, backed_up.stderr) == (0, "")
    assert backed_up.stdout.startswith("kept.db: ")
    again = program(["backup", "kept.db"], settings, tmp_path)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == "kept.db is there already: it was left as it is.\n"
    restored = program(["restore", "kept.db"], settings, tmp_path)
    assert restored.returncode == 0, restored.stderr
    assert "aide.db.replaced" in restored.stdout


def test_a_damaged_database_is_one_sentence_and_exit_code_4_and_left_alone(tmp_path: Path) -> None:
    broken = tmp_path / "aide.db"
    broken.write_bytes(b"this is no database at all, only words\n" * 50)
    before = broken.read_bytes()
    done = program(["ask", "/help"], environment(broken), tmp_path)
    assert done.returncode == 4
    assert len(done.stderr.strip().splitlines()) == 1
    assert broken.read_bytes() == before


async def started(settings: dict[str, str], cwd: Path, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=settings, cwd=cwd,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_telegram_gives_the_answers_and_sigterm_ends_in_order(warm: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(warm, tmp_path / "aide.db"))  # which is this bot's from now on
    async with TelegramServer() as telegram:
        # Which is survived, and sooner than what may have arrived.
        telegram.next_time("sendMessage", Fault(403, body=b"<html><title>403 Forbidden</title></html>"))
        asker = telegram.user("Asker")
        settings = environment(
            database, TELEGRAM_BOT_TOKEN=telegram.token, TELEGRAM_API_URL=telegram.url, LOG_LEVEL="DEBUG"
        )
        running = await started(settings, tmp_path)
        try:
            asker.says("/person Rosenblum")
            reply = await asker.private.reply()
            assert "Daniel Rosenblum" in reply.text
            asker.says("when does the resignation take effect")
            assert "January 20, 2025" in (await asker.private.reply()).text
        finally:
            running.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(running.communicate(), 40)
        assert running.returncode == 0, log.decode()
        assert telegram.token.encode() not in log
        assert b"Traceback" not in log
        assert not telegram.malformed


async def test_updates_are_posted_where_a_webhook_is_set_and_sigterm_leaves_it(
    warm: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(warm, tmp_path / "aide.db"))  # which is this bot's from now on
    with socket.socket() as reserved:  # bound and not listening, so that nobody else is given the port
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        async with TelegramServer() as telegram:
            asker = telegram.user("Asker")
            settings = environment(
                database,
                TELEGRAM_BOT_TOKEN=telegram.token,
                TELEGRAM_API_URL=telegram.url,
                WEBHOOK_URL="https://bot.example/updates",
                PORT=str(port),
                LOG_FORMAT="json",
            )
            running = await started(settings, tmp_path)
            try:
                await telegram.until(lambda: bool(telegram.webhook), "the webhook")
                asker.says("/person Rosenblum")
                assert await telegram.posts(f"http://127.0.0.1:{port}") == [200]
                assert "Daniel Rosenblum" in (await asker.private.reply()).text
            finally:
                running.send_signal(signal.SIGTERM)
                _, log = await asyncio.wait_for(running.communicate(), 40)
            assert running.returncode == 0, log.decode()
            assert telegram.webhook == "https://bot.example/updates"
            assert telegram.webhook_secret
            assert telegram.webhook_secret.encode() not in log
            assert b"Traceback" not in log
            assert not telegram.malformed


async def test_one_process_serves_what_another_takes_in(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    settings = environment(tmp_path / "aide.db", CORPUS_DIR=str(folder))
    async with TelegramServer() as telegram:
        asker = telegram.user("Asker")
        token = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        running = [
            await started(settings, tmp_path, "run", "--role", "ingest"),
            await started({**settings, **token}, tmp_path, "run", "--role", "web"),
        ]
        try:
            asker.says("/watch harbour")
            assert "harbour" in (await asker.private.reply()).text
            (folder / "001_quay.txt").write_text("Quay News\n\nThe harbour of Orlen was dug out on Monday.\n")
            assert "The harbour of Orlen was dug out" in (await asker.private.reply()).text
        finally:
            for process in running:
                process.send_signal(signal.SIGTERM)
            logs = [(await asyncio.wait_for(process.communicate(), 40))[1] for process in running]
        assert [process.returncode for process in running] == [0, 0], logs
        assert b"Traceback" not in b"".join(logs)


def test_a_role_that_serves_wants_a_token(tmp_path: Path) -> None:
    done = program(["run", "--role", "web"], environment(tmp_path / "aide.db"), tmp_path)
    assert done.returncode == 2
    assert "TELEGRAM_BOT_TOKEN is not set" in done.stderr


@pytest.fixture
def folder_that_takes_long(tmp_path: Path) -> Path:
    """A corpus with one small file that takes a minute to read."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "001_pages.pdf").write_bytes(sharing_one_stream(400, b"BT 9 9 Td ET q Q\n" * 4_000))
    return folder


async def test_it_serves_at_once_says_that_it_still_reads_and_stops_while_it_does(
    folder_that_takes_long: Path, tmp_path: Path
) -> None:
    async with TelegramServer() as telegram:
        asker = telegram.user("Asker")
        settings = environment(
            tmp_path / "new.db",
            TELEGRAM_BOT_TOKEN=telegram.token,
            TELEGRAM_API_URL=telegram.url,
            CORPUS_DIR=str(folder_that_takes_long),
        )
        running = await started(settings, tmp_path)
        try:
            asker.says("/topic fish")
            assert "still reading, 0 of 1" in (await asker.private.reply()).text
            children = psutil.Process(running.pid).children(recursive=True)
        finally:
            running.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(running.communicate(), 40)
        assert running.returncode == 0, log.decode()
        assert b"Traceback" not in log
        assert psutil.wait_procs(children, timeout=40)[1] == []


async def test_the_port_of_a_webhook_is_open_before_anything_is_read(
    folder_that_takes_long: Path, tmp_path: Path
) -> None:
    """A platform that finds no open port ends the process, also in its first hour."""
    with socket.socket() as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        async with TelegramServer() as telegram:
            asker = telegram.user("Asker")
            settings = environment(
                tmp_path / "new.db",
                TELEGRAM_BOT_TOKEN=telegram.token,
                TELEGRAM_API_URL=telegram.url,
                WEBHOOK_URL="https://bot.example/updates",
                PORT=str(port),
                CORPUS_DIR=str(folder_that_takes_long),
            )
            running = await started(settings, tmp_path)
            try:
                await telegram.until(lambda: bool(telegram.webhook), "the webhook")
                asker.says("/topic fish")
                assert await telegram.posts(f"http://127.0.0.1:{port}") == [200]
                assert "still reading, 0 of 1" in (await asker.private.reply()).text
            finally:
                running.send_signal(signal.SIGTERM)
                _, log = await asyncio.wait_for(running.communicate(), 40)
            assert running.returncode == 0, log.decode()


async def test_a_token_telegram_does_not_know_is_exit_code_2(warm: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(warm, tmp_path / "aide.db"))
    async with TelegramServer() as telegram:
        wrong = "987654321:AAAnotherTokenThatNobodyGaveOut-00000"
        running = await started(
            environment(database, TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_URL=telegram.url), tmp_path
        )
        _, log = await asyncio.wait_for(running.communicate(), 40)
    assert running.returncode == 2
    assert "TELEGRAM_BOT_TOKEN" in log.decode()
    assert "Telegram does not accept" in log.decode()
    assert wrong not in log.decode()
    assert "Traceback" not in log.decode()
    with contextlib.closing(sqlite3.connect(database)) as left:  # the right one may still be served from it
        assert left.execute("SELECT count(*) FROM owner").fetchone() == (0,)


def test_without_a_token_a_terminal_gets_a_chat(warm: Path, tmp_path: Path) -> None:
    mother, child = pty.openpty()
    settings = environment(warm, TERM="dumb", COLUMNS="300")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], env=settings, cwd=tmp_path, stdin=child, stdout=child, stderr=child
    )
    os.close(child)
    os.write(mother, b"/topic PGI\n/quit\n")
    seen = b""
    try:
        while piece := os.read(mother, 65536):
            seen += piece
    except OSError:
        pass  # the other side has closed
    os.close(mother)
    assert process.wait(timeout=40) == 0
    words = " ".join(seen.decode("utf-8", "replace").split())  # as wide as the terminal is, lines are wrapped
    assert "Partnership for Global Infrastructure" in words


@pytest.mark.parametrize(
    ("document", "heading"), [("README.md", "A session"), ("docs/using.md", "What an answer holds")]
)
def test_a_session_in_the_documents_is_what_the_program_says(
    warm: Path, tmp_path: Path, pytestconfig: pytest.Config, document: str, heading: str
) -> None:
    file = ROOT / document
    session = file.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("```")[1]
    shown = [part.split("\n", 1) for part in session.strip().removeprefix("› ").split("\n\n› ")]
    assert len(shown) > 1
    told = program(["ask", *(query for query, _ in shown)], environment(warm), tmp_path).stdout
    rule = "\n" + "─" * 60 + "\n\n"
    answers = [answer.strip() for answer in told.split(rule)]
    if pytestconfig.getoption("--renew-answers"):
        asked = (f"› {query}\n\n{answer}" for (query, _), answer in zip(shown, answers, strict=True))
        written = file.read_text(encoding="utf-8").replace(session, "\n" + "\n\n".join(asked) + "\n")
        file.write_text(written, encoding="utf-8")
        return
    assert [answer.strip() for _, answer in shown] == answers


def test_who_is_who_told_anew_is_who_it_was(warm: Path, tmp_path: Path) -> None:
    before = program(["ask", "--format", "json", "/people"], environment(warm), tmp_path)
    done = program(["people", "--resolve-all"], environment(warm), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"people: [1-9]\d*\n", done.stdout)
    after = program(["ask", "--format", "json", "/people"], environment(warm), tmp_path)
    assert json.loads(after.stdout)["sections"] == json.loads(before.stdout)["sections"]
    assert json.loads(after.stdout)["candidates"] == json.loads(before.stdout)["candidates"]


async def test_status_check_says_by_its_exit_code_whether_the_bot_serves(warm: Path, tmp_path: Path) -> None:
    assert program(["status", "--check"], environment(tmp_path / "new.db"), tmp_path).returncode == 1
    database = tmp_path / "aide.db"
    shutil.copy(warm, database)
    async with TelegramServer() as telegram:
        settings = environment(database, TELEGRAM_BOT_TOKEN=telegram.token, TELEGRAM_API_URL=telegram.url)
        running = await started(settings, tmp_path)
        try:
            asker = telegram.user("Asker")
            asker.says("/schedule 08:30 sanctions")
            assert "a briefing on sanctions, 08:30 every day, UTC time" in (await asker.private.reply()).text
            await telegram.polled()
            checked = await asyncio.to_thread(program, ["status", "--check"], settings, tmp_path)
        finally:
            ended = running.returncode
            assert ended is None, (await running.communicate())[1].decode()
            running.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(running.communicate(), 40)
    assert (checked.returncode, checked.stdout) == (0, "")
    assert running.returncode == 0, log.decode()
    told = program(["status"], settings, tmp_path).stdout
    assert "0 watches, 1 schedule" in told


def test_what_is_written_is_nobody_elses(tmp_path: Path) -> None:
    program(["ingest", str(SEEDS / "no-such-file.txt")], environment(tmp_path / "aide.db"), tmp_path)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_a_search_index_is_made_anew_where_there_is_one(warm: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(warm, tmp_path / "aide.db"))
    on_disk = environment(database, SEARCH_ENGINE="tantivy")
    first = program(["reindex"], on_disk, tmp_path).stdout
    files = {path.name for path in (tmp_path / "aide.index").rglob("*.store")}
    assert program(["reindex"], on_disk, tmp_path).stdout == first
    assert first.startswith("index: 0.")
    assert files.isdisjoint(path.name for path in (tmp_path / "aide.index").rglob("*.store"))
    assert "in memory" in program(["reindex"], environment(database), tmp_path).stdout


def test_feeds_are_kept_from_the_command_line(tmp_path: Path) -> None:
    settings = environment(tmp_path / "aide.db")
    listed = '<opml><body><outline text="Quay" xmlUrl="https://quay.example/rss"/><outline xmlUrl="://"/></body></opml>'
    (tmp_path / "in.opml").write_text(listed, encoding="utf-8")

    def feeds(*words: str) -> subprocess.CompletedProcess[str]:
        done = program(["feeds", *words], settings, tmp_path)
        assert "Traceback" not in done.stderr
        return done

    assert feeds("list").stdout == ""
    taken = feeds("import", "in.opml")
    assert (taken.returncode, taken.stdout.splitlines()[:3]) == (
        1,
        ["new: 1", "known already: 0", "failed: 1"],
    )
    assert feeds("list").stdout == "1. Quay\n   not visited yet\n"
    assert feeds("export", "out.opml").returncode == 0
    assert 'xmlUrl="https://quay.example/rss"' in (tmp_path / "out.opml").read_text(encoding="utf-8")
    unwritten = feeds("export", "none/out.opml")
    assert (unwritten.returncode, unwritten.stderr) == (
        1,
        "none/out.opml cannot be written (No such file or directory).\n",
    )
    refused = feeds("add", "http://127.0.0.1:9/rss")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "not one of the public internet" in refused.stderr
    assert feeds("remove", "quay").stdout == "No longer followed: https://quay.example/rss\n"
    assert feeds("list").stdout == ""
    assert feeds("remove", "quay").stderr == "No feed is called “quay”.\n"
    assert (feeds("add").returncode, feeds("add").stderr) == (
        2,
        "`feeds add` takes an address, and if you like a name.\n",
    )
    assert feeds("import", "none.opml").returncode == 1


def test_a_list_of_feeds_that_is_not_there_is_told_at_the_start(warm: Path, tmp_path: Path) -> None:
    done = program(["chat"], environment(warm, FEEDS="none.opml"), tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "FEEDS names the file none.opml, which cannot be read: No such file or directory.\n",
    )


def test_an_answer_is_written_to_the_file_that_is_named(warm: Path, tmp_path: Path) -> None:
    for form, beginning in (("pdf", b"%PDF-"), ("docx", b"PK"), ("md", b"**TLP:AMBER**\n\n# Briefing note"),
                            ("ics", b"BEGIN:VCALENDAR"), ("csv", b"\xef\xbb\xbfdate,")):  # fmt: skip
        asked = ["ask", "--format", form, "--note", "--mark", "amber", "-o", f"x.{form}", "/person Rosenblum"]
        done = program(asked, environment(warm), tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / f"x.{form}").read_bytes().startswith(beginning)


@pytest.mark.parametrize("asked", ["when did he resign", "когда он уходит", "why?"])
def test_ask_does_not_guess_who_is_meant_where_nobody_was_spoken_of(
    warm: Path, tmp_path: Path, asked: str
) -> None:
    done = program(["ask", "--format", "json", asked], environment(warm), tmp_path)
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["sections"]) == ("invalid", [])
    assert "I cannot tell whom or what" in answer["message"]


@pytest.mark.parametrize("asked", ["note /person Rosenblum", "/export docx note person Rosenblum"])
def test_a_file_is_asked_for_in_the_words_of_export_too(warm: Path, tmp_path: Path, asked: str) -> None:
    done = program(["ask", "--format", "md", "-o", "x.md", asked], environment(warm), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.md").read_text(encoding="utf-8").startswith("# Briefing note: Daniel Rosenblum")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--format", "pdf", "/person Rosenblum"], 2, "-o with the FILE"),
        (["--format", "pdf", "-o", "x.pdf", "/person Rosenblum", "/people"], 2, "one QUERY"),
        (["-o", "x.txt", "/person Rosenblum"], 2, "-o takes --format"),
        (["--format", "pdf", "-o", "x.pdf", "/topic whaling"], 1, "Nothing in the corpus on this."),
        (["--format", "md", "-o", "nowhere/x.md", "/person Rosenblum"], 1, "cannot be written"),
        (["--format", "md", "-o", "x.md", "/help"], 1, "No document"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    warm: Path, tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    done = program(["ask", *arguments], environment(warm), tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob("x.*")) == []


def test_export_in_the_terminal_writes_into_the_current_folder_and_over_nothing(
    warm: Path, tmp_path: Path
) -> None:
    done = program(["ask", *["/export md /topic visas"] * 2, "/export pdf"], environment(warm), tmp_path)
    written = sorted(path.name for path in tmp_path.glob("*.md"))
    assert len(written) == 2
    assert written[0].startswith("Visas - brief ")
    assert all(f"Written: {name}" in done.stdout for name in written)
    assert "Tell me the form and what to put into it" in done.stdout


@pytest.mark.parametrize("template", ["nowhere.docx", "README.md"])
def test_a_template_that_is_none_is_said_so_before_anything_is_done(
    warm: Path, tmp_path: Path, template: str
) -> None:
    settings = environment(warm, NOTE_TEMPLATE=str(ROOT / template))
    done = program(["ask", "/people"], settings, tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("NOTE_TEMPLATE names ")
