"""What the child process runs in tests: the text of an article says what its analysis does."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from bot.words.documents import Article
from bot.words.findings import Analysis, Sentence


def open_analyser() -> Callable[[Article], Analysis]:
    return analyse


def analyse(article: Article) -> Analysis:
    match article.text.split():
        case ["raise", *_]:
            raise ValueError("a bad sentence")
        case ["recurse", *_]:
            return analyse(article)
        case ["exit", *_]:
            os._exit(3)
        case ["segfault", *_]:
            ctypes.string_at(0)
        case ["hang", *_]:
            time.sleep(3600)
        case ["interrupt", *_]:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGTERM)
        case ["exit-once", mark, *_] if not Path(mark).exists():
            Path(mark).touch()
            os._exit(3)
        case ["say", mark, *_]:
            Path(mark).write_text(str(os.getpid()))
            time.sleep(3600)
    return Analysis(article.id, (Sentence(article.span, os.getpid()),))


def open_nothing() -> Callable[[Article], Analysis]:
    raise ImportError("the language model is missing")


def open_and_die() -> Callable[[Article], Analysis]:
    os._exit(1)
