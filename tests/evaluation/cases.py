"""Hold the program against small cases: python -m tests.evaluation.cases FILE [--kind TEXT] [--show-errors].

FILE has a case a line; its first line says what the checks mean. Each case is read and asked through the
command line, as a user would. Cases over Telegram are left out: they have a server of their own.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.corpus.formats.readers import read_file


def main() -> int:
    """Print how many cases hold, by kind; with `--show-errors` each check that does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", default="", help="only the kinds that hold this text")
    parser.add_argument("--show-errors", action="store_true")
    given = parser.parse_args()
    cases = [json.loads(line) for line in given.file.read_text().splitlines()[1:]]
    cases = [case for case in cases if case["what"] != "telegram" and given.kind in case["kind"] + case["id"]]
    with ThreadPoolExecutor(2) as pool:
        faults = list(pool.map(faults_of, cases))
    for kind in dict.fromkeys(case["kind"] for case in cases):
        held = [not fault for case, fault in zip(cases, faults, strict=True) if case["kind"] == kind]
        print(f"{sum(held)}/{len(held)} {kind}")
    if given.show_errors:
        for case, fault in zip(cases, faults, strict=True):
            for line in fault:
                print(f"  {case['id']}: {line}")
    print(f"cases: {sum(not fault for fault in faults)} of {len(cases)} hold")
    return 0


def faults_of(case: Mapping[str, Any]) -> list[str]:
    """Return what does not hold of a case, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, content in case["files"].items():
            file = Path(folder) / name
            raw = content.encode() if isinstance(content, str) else base64.b64decode(content["base64"])
            file.write_bytes(raw)
            files.append(str(file))
        empty = Path(folder) / "empty"
        empty.mkdir()
        surroundings = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/cases.db",
            "CORPUS_DIR": str(empty),
        }
        answers: list[dict[str, Any]] = []
        if case.get("messages"):
            _program(["ingest", *files], surroundings)
            given = "".join(f"{message}\n" for message in case["messages"])
            told = _program(["ask", "--format", "json"], surroundings, given)
            answers = [json.loads(line) for line in told.splitlines()]
        told = _program(["inspect", "--format", "json", *files], surroundings)
        articles = [article for line in told.splitlines() for article in json.loads(line)["articles"]]
        text = " ".join(document.text for file in files for document in read_file(Path(file)).documents)
        return [
            f"{json.dumps(check, ensure_ascii=False)} | {_seen(check, articles, answers)}"
            for check in case["checks"]
            if not _holds(check, articles, answers, text)
        ]


def _program(words: Sequence[str], surroundings: Mapping[str, str], given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=dict(surroundings),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def _plain(text: str | None) -> str:
    folded = unicodedata.normalize("NFKD", text or "")
    kept = (
        " " if unicodedata.category(c) in ("Pd", "Zs") else c for c in folded if not unicodedata.combining(c)
    )
    marks = {"“": '"', "”": '"', "’": "'", "‘": "'", "«": '"', "»": '"'}
    return " ".join("".join(marks.get(c, c) for c in kept).casefold().split())


def _same_name(wanted: object, got: str | None) -> bool:
    if isinstance(wanted, list):
        return any(_same_name(one, got) for one in wanted)
    return _plain(str(wanted)) == _plain(got) if wanted is not None else got is None


def _within(text: str, of: Iterable[str]) -> bool:
    return any(_plain(text) in _plain(one) for one in of)


def _items(article: Mapping[str, Any], kind: str) -> list[tuple[str, str | None]]:
    if kind == "quotation":
        return [
            (" ".join(part["text"] for part in one["parts"]), one.get("speaker"))
            for one in article["quotations"]
        ]
    return [(one["text"], one.get("speaker")) for one in article["reported"]]


def _holds(
    check: Mapping[str, Any],
    articles: Sequence[Mapping[str, Any]],
    answers: Sequence[Mapping[str, Any]],
    text: str,
) -> bool:
    if check.keys() & {"message", "status", "hides", "shows", "item", "first", "answer_title"}:
        return _answer_holds(check, answers[check.get("message", 0)])
    if check.keys() & {"quotation", "reported", "no_quotation"}:
        return _speech_holds(check, articles)
    if check.keys() & {"person", "no_person", "people_count"}:
        return _people_hold(check, [one for article in articles for one in article["people"]])
    return _text_holds(check, articles, text)


def _speech_holds(check: Mapping[str, Any], articles: Sequence[Mapping[str, Any]]) -> bool:
    if "no_quotation" in check:
        return not any(
            _within(check["no_quotation"], [t]) for a in articles for t, _ in _items(a, "quotation")
        )
    kind = "quotation" if "quotation" in check else "reported"
    found = [who for a in articles for text, who in _items(a, kind) if _within(check[kind], [text])]
    if "speaker" not in check:
        return bool(found)
    nobody = check["speaker"] is None or (isinstance(check["speaker"], list) and None in check["speaker"])
    if nobody and all(who is None for who in found):
        return True
    if check["speaker"] is None:
        return False
    return any(_same_name(check["speaker"], who) for who in found)


def _people_hold(check: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> bool:
    if "person" in check:
        return any(_same_name(check["person"], one["name"]) for one in people)
    if "people_count" in check:
        return len(people) == int(check["people_count"])
    names = [one["name"] for one in people] + [m["text"] for one in people for m in one.get("mentions", [])]
    return not any(_same_name(check["no_person"], name) for name in names)


def _text_holds(check: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], text: str) -> bool:
    if "date" in check:
        dates = [one for a in articles for one in a["dates"] if _within(check["date"], [one["text"]])]
        values = [one["value"] for one in dates]
        return not any(values) if check["value"] is None else check["value"] in values
    for key in ("published", "title", "author", "language"):
        if key in check:
            return any(_same_name(check[key], article.get(key)) for article in articles)
    if "sentence" in check:
        sentences = (text[slice(*one["span"])] for a in articles for one in a["sentences"])
        return any(_plain(check["sentence"]) == _plain(one) for one in sentences)
    kept = [one for a in articles for one in (*a["paragraphs"], *a["headings"])]
    body = [str(one.get("text") or text[slice(*one["span"])]) for one in kept]
    return _within(check["body"], body) if "body" in check else not _within(check["no_body"], body)


def _answer_holds(check: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    items = [item for section in answer.get("sections") or [] for item in section.get("items") or []]
    shown = [str(item.get("text")) for item in items] + [str(answer.get("message")), str(answer.get("title"))]
    shown += [f"{source.get('title')} {source.get('outlet')}" for source in answer.get("sources") or []]
    good = True
    if "status" in check:
        wanted = check["status"] if isinstance(check["status"], list) else [check["status"]]
        good &= answer.get("status") in wanted
    if "answer_title" in check:
        good &= _within(check["answer_title"], [str(answer.get("title"))])
    if "shows" in check:
        good &= _within(check["shows"], shown)
    if "hides" in check:
        good &= not _within(check["hides"], shown)
    if "item" in check:
        good &= any(
            _within(check["item"], [str(item.get("text"))])
            and ("speaker" not in check or _same_name(check["speaker"], item.get("speaker")))
            for item in items
        )
    if "first" in check:
        sources = answer.get("sources") or [{}]
        good &= _within(check["first"], [sources[0].get("title") or ""])
    return good


def _seen(
    check: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]
) -> str:
    if answers:
        answer = answers[check.get("message", 0)]
        return f"{answer.get('status')}: {answer.get('title')}"
    if "person" in check or "people_count" in check or "no_person" in check:
        return str([one["name"] for article in articles for one in article["people"]])
    if "quotation" in check or "reported" in check or "no_quotation" in check:
        return str(
            [item for a in articles for kind in ("quotation", "reported") for item in _items(a, kind)]
        )[:600]
    return str([(a["title"], a["published"], a["author"], a["language"], a["dates"]) for a in articles])[:400]


if __name__ == "__main__":
    sys.exit(main())
