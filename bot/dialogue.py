"""The command table, and a message as a Request: used by Telegram, the terminal and `ask` alike."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz.process import extractOne

from bot.courtesies import courtesy_in
from bot.languages.saying import marked
from bot.plain_words import brief_on, chat_view, stories_since, whole_view
from bot.words.answers import Kind, Request
from bot.words.deep_links import read_start
from bot.words.kind_traits import traits_of
from bot.words.pasted import LONGEST_PASTED

_COMMAND = re.compile(r"\s*/([A-Za-z][A-Za-z0-9_]*)(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?\s*", re.DOTALL)
_LONGEST_MESSAGE = 2000  # characters that are read of one message; questions are shorter
_ARTICLE = re.compile(r"article_([A-Za-z0-9]+(?:_[0-9]+)?)", re.IGNORECASE)  # a command one can tap
_GIVES_TEXT = frozenset({Kind.CHECK})  # what follows is somebody's text, longer and in paragraphs
_LONGEST_NAME = 100  # characters of a command and its address before the text it is given
_WHITE_SPACE = re.compile(r"\s+")
# Control characters but white space, soft hyphens, zero-width and direction marks (a word may hide them), and
# halves of characters.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_NEAREST_COMMAND = 60  # least likeness (0 to 100) of a mistyped command to the one it is taken to mean


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name without the slash, what it asks for, and what it says of itself.

    `argument` names what follows it, None when nothing does; `example` is a message that works.
    """

    name: str
    kind: Kind
    argument: str | None
    description: str
    example: str
    in_menu: bool = True


COMMANDS: tuple[Command, ...] = (
    Command(
        "person",
        Kind.PERSON,
        marked("NAME"),
        marked("Who somebody is, what they said, what is said of them"),
        "/person Rosenblum",
    ),
    Command(
        "topic",
        Kind.TOPIC,
        marked("WORDS"),
        marked("What the sources say on a subject, with “phrases”, -without, or"),
        "/topic sanctions",
    ),
    Command(
        "said",
        Kind.SAID,
        marked("NAME [on WORDS]"),
        marked("What somebody said, dated, newest first (or: oldest)"),
        "/said Rosenblum on sanctions",
    ),
    Command(
        "quotes",
        Kind.QUOTES,
        marked("NAME"),
        marked("Quotations by somebody, then about them"),
        "/quotes Tokayev",
    ),
    Command(
        "timeline",
        Kind.TIMELINE,
        marked("NAME or WORDS"),
        marked("Dated events, in the order they happened"),
        "/timeline Afghanistan",
    ),
    Command(
        "compare",
        Kind.COMPARE,
        marked("A | B"),
        marked("Two people or two topics side by side"),
        "/compare Tokayev | Putin",
    ),
    Command(
        "brief",
        Kind.BRIEF,
        marked("[NAME or WORDS]"),
        marked("What is new since the last briefing here"),
        "/brief sanctions",
    ),
    Command(
        "stories",
        Kind.STORIES,
        marked("[since]"),
        marked("Events by what is new, reprints folded"),
        "/stories 2024-11",
    ),
    Command(
        "search",
        Kind.SEARCH,
        marked("WORDS"),
        marked("Excerpts, with “phrases”, -without, or, from:, since:, until:"),
        '/search "human rights" since:2023',
    ),
    Command(
        "check",
        Kind.CHECK,
        marked("TEXT"),
        marked("Which names, numbers, dates and quotations of a text stand in the sources"),
        "/check Rosenblum resigns on 20 January 2025.",
    ),
    Command("article", Kind.ARTICLE, marked("N"), marked("One article with its text"), "/article 002"),
    Command("sources", Kind.SOURCES, None, marked("What the corpus holds"), "/sources"),
    Command("people", Kind.PEOPLE, None, marked("Who is in the corpus"), "/people"),
    Command("topics", Kind.TOPICS, None, marked("What the corpus is about"), "/topics"),
    Command(
        "alias",
        Kind.CURATION,
        marked("FORM = NAME"),
        marked("For administrators: this form means that person"),
        "/alias Toqaev = Tokayev",
        in_menu=False,
    ),
    Command(
        "merge",
        Kind.CURATION,
        marked("NAME, NAME"),
        marked("For administrators: two people are one; the first name stays"),
        "/merge Tokayev, Toqaev",
        in_menu=False,
    ),
    Command(
        "split",
        Kind.CURATION,
        marked("NAME [in ARTICLE]"),
        marked("For administrators: one person is several; each name and article stands alone"),
        "/split Donald Lu in 003-2",
        in_menu=False,
    ),
    Command(
        "hide",
        Kind.CURATION,
        marked("NAME"),
        marked("For administrators: this is no person"),
        "/hide Oreshnik",
        in_menu=False,
    ),
    Command(
        "corrections",
        Kind.CURATION,
        None,
        marked("For administrators: what was put right about who is who"),
        "/corrections",
        in_menu=False,
    ),
    Command(
        "undo",
        Kind.CURATION,
        marked("[N]"),
        marked("For administrators: take back a correction, the last one when no number is given"),
        "/undo 3",
        in_menu=False,
    ),
    Command(
        "follow",
        Kind.FEEDS,
        marked("ADDRESS [NAME]"),
        marked("For administrators: read a feed, a site or a Telegram channel, and what comes in it"),
        "/follow https://news.example.org/rss News",
        in_menu=False,
    ),
    Command(
        "unfollow",
        Kind.FEEDS,
        marked("N, NAME or ADDRESS"),
        marked("For administrators: read it no more"),
        "/unfollow 1",
        in_menu=False,
    ),
    Command(
        "feeds",
        Kind.FEEDS,
        None,
        marked("For administrators: what is followed, and how that goes"),
        "/feeds",
        in_menu=False,
    ),
    Command(
        "export",
        Kind.CHAT,
        marked("pdf|docx|md|ics|csv [note] ANYTHING"),
        marked("Any of these answers as a document, a note, a calendar, a table"),
        "/export pdf /person Rosenblum",
    ),
    Command(
        "settings", Kind.CHAT, None, marked("Time zone, language and length of answers here"), "/settings"
    ),
    Command("privacy", Kind.CHAT, None, marked("What I store of this chat"), "/privacy"),
    Command("forget", Kind.CHAT, None, marked("Delete what I store of this chat"), "/forget"),
    Command(
        "watch",
        Kind.CHAT,
        marked("NAME or WORDS"),
        marked("Tell this chat when something new is written, with “phrases”, -without, or"),
        "/watch sanctions",
    ),
    Command("watches", Kind.CHAT, None, marked("What this chat watches"), "/watches"),
    Command("unwatch", Kind.CHAT, marked("N, WORDS or all"), marked("End a watch"), "/unwatch 1"),
    Command(
        "schedule",
        Kind.CHAT,
        marked("08:30 [weekdays] [NAME or WORDS]"),
        marked("A briefing at that time on what is new, with “phrases”, -without, or"),
        "/schedule 08:30 weekdays sanctions",
    ),
    Command(
        "unschedule",
        Kind.CHAT,
        marked("N, WORDS or all"),
        marked("What is scheduled, and an end to it"),
        "/unschedule 1",
    ),
    Command(
        "status", Kind.CHAT, None, marked("For administrators: how I am doing"), "/status", in_menu=False
    ),
    Command("help", Kind.HELP, None, marked("How to ask"), "/help"),
    Command("start", Kind.START, None, marked("What this bot is"), "/start", in_menu=False),
)

WITHOUT_TELEGRAM = "without Telegram"
"""The words of a request for help where the commands about a chat do not work."""
_NOTES = frozenset({"note", "справка", "анықтама"})

_BY_NAME = {command.name: command for command in COMMANDS}
_ASKED_FOR_WORDS = frozenset({"watch", "schedule"})  # commands about the chat whose words may come after
_NEVER_OFFERED = frozenset({"forget", "undo", "hide", "merge", "split"})


def article_command(id_: str) -> str:
    """Return the command that opens an article when it is tapped: "/article_003_1" for "003-1"."""
    return f"/article_{id_.replace('-', '_')}"


def waits_for_words(request: Request) -> str | None:
    """Return the command a request is the bare name of, where it says nothing without words; else None."""
    if request.kind is Kind.CHAT:
        return request.words if request.words in _ASKED_FOR_WORDS else None
    command = command_for(request.kind)
    if command is None or request.words or command.argument is None:
        return None
    return None if command.argument.startswith("[") else command.name


def command_for(kind: Kind) -> Command | None:
    """Return the command that asks for a kind of answer, if there is one."""
    return next((command for command in COMMANDS if command.kind is kind), None)


def parse(text: str, *, language: str = "en", bot_name: str | None = None) -> Request | None:
    """Read a message.

    Args:
        text: the message; of a very long one only the beginning is read.
        language: the language of the chat.
        bot_name: our own user name, without @; a command addressed to another bot is not for us.

    Returns:
        The request; plain words are a question, and the words of a command about the chat itself, about
        who is who or about feeds begin with its name. None for a command nobody here knows, or one
        addressed to another bot.
    """
    text = text[: LONGEST_PASTED + _LONGEST_NAME]
    found = _COMMAND.fullmatch(text)
    if found is None:
        return _in_plain_words(_one_line(text[:_LONGEST_MESSAGE]), language)
    name, addressed, words = found.groups()
    if addressed and bot_name and addressed.lower() != bot_name.lower():
        return None
    command = _BY_NAME.get(name.lower())
    if command is None and (of_article := _ARTICLE.fullmatch(name)):
        number = of_article[1].replace("_", "-")
        command, words = _BY_NAME["article"], f"{number} {words or ''}".strip()
    if command is None:
        return None
    if command.kind in _GIVES_TEXT:
        return Request(command.kind, _UNSEEN.sub("", words or "").strip(), language)
    asked = _one_line((words or "")[:_LONGEST_MESSAGE])
    if command.kind is Kind.START and (linked := read_start(asked)) is not None:
        return Request(linked[0], _one_line(linked[1]), language)
    if traits_of(command.kind).acts:
        asked = f"{command.name} {asked}".strip()
    return Request(command.kind, asked, language)


def _in_plain_words(words: str, language: str) -> Request:
    """Read a message without a command: a courtesy, a view of the chat or of what is new, else a question."""
    if (courtesy := courtesy_in(words)) is not None:
        return Request(Kind.COURTESY, courtesy, language)
    if (view := chat_view(words)) is not None:
        return Request(Kind.CHAT, f"{view.command} {view.about}".strip(), language)
    if (about := brief_on(words)) is not None:
        return Request(Kind.BRIEF, about, language)
    if (since := stories_since(words)) is not None:
        return Request(Kind.STORIES, since, language)
    return Request(Kind.QUESTION, words, language)


@dataclass(frozen=True, slots=True)
class Export:
    """What `/export` asks for: the form, whether as a note, and the answer; `request` is None for none."""

    form: str
    note: bool
    request: Request | None


def export_asked(words: str, language: str, forms: Collection[str]) -> Export | None:
    """Return what the words after `/export` ask for, None when they do not begin with one of the forms.

    The answer may be named as a message, or by a command without its slash: "docx note person Rosenblum".
    """
    form, _, rest = words.partition(" ")
    form, rest = form.lower().lstrip("."), rest.strip()
    if form not in forms:
        return None
    first, _, after = rest.partition(" ")
    note = first.lower() in _NOTES
    rest = after.strip() if note else rest
    name = rest.partition(" ")[0].lower()
    if name in _BY_NAME and traits_of(_BY_NAME[name].kind).exported:
        rest = f"/{rest}"
    request = parse(rest, language=language) if rest else None
    if request is None or not traits_of(request.kind).exported or not (request.words or rest.startswith("/")):
        return Export(form, note, None)
    return Export(form, note, request)


def nearest_command(text: str) -> Command | None:
    """Return the command that a message with an unknown command most likely meant, if any is near.

    Never one that deletes: whoever mistyped is not led there.
    """
    found = _COMMAND.fullmatch(text[:_LONGEST_MESSAGE])
    if found is None:
        return None
    if (view := whole_view(found[1])) is not None:  # "/latest", as in plain words
        return next((command for command in COMMANDS if command.kind is view), None)
    offered = [name for name in _BY_NAME if name not in _NEVER_OFFERED]
    nearest = extractOne(found[1].lower(), offered, score_cutoff=_NEAREST_COMMAND)
    return _BY_NAME[nearest[0]] if nearest else None


def meant_command(text: str) -> str | None:
    """Return the message that one with a mistyped command and words after it was most likely to be.

    None where no command is near, or the one that is does more than answer.
    """
    found, nearest = _COMMAND.fullmatch(text[:_LONGEST_MESSAGE]), nearest_command(text)
    if found is None or nearest is None or not found[3] or nearest.argument is None:
        return None
    if traits_of(nearest.kind).acts:
        return None
    return f"/{nearest.name} {_one_line(found[3])}"


def _one_line(text: str) -> str:
    return _WHITE_SPACE.sub(" ", _UNSEEN.sub("", text)).strip()
