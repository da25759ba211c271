"""Putting right who is who: what a correction means, what it did, the log of them, and taking one back.

A correction is stored together with the people it makes. `bot.people.corrections` says what each one does.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.briefing.article.parts import article_id
from bot.briefing.catalogue import invalid
from bot.briefing.lines.library import Library
from bot.briefing.person.dossier import nobody
from bot.languages.saying import marked, say, say_count
from bot.people.corrections import folded, places_of
from bot.protocols import CorrectionLog
from bot.services.taking_in.ingest import Ingest
from bot.words.answers import Briefing, Candidate, Kind, Line, Request, Status
from bot.words.people import Act, Correction, Named, Person

_IN_ARTICLE = re.compile(r"(.+\S)\s+in\s+#?(\S+)", re.DOTALL)
_NUMBER = re.compile(r"#?(\d{1,9})")
# Ways to find somebody that leave no doubt about the name; what was misspelt or a role is asked back.
_SURE = frozenset({"exact", "surname", "given", "cyrillic"})
_LONGEST_FORM = 100  # characters
_ARTICLES_KEPT = 100  # of those a person stood in, enough to know them again
_ARTICLES_NAMED = 6
_MOST_LINES = 25
_HAD_EFFECT = marked("It was {command}.")
_HAD_NO_EFFECT = marked("It was {command}. It had no effect any more.")

_Doing = Callable[[str, str, Library], Awaitable[Briefing]]


class _NotDone(Exception):
    """A correction cannot be made; `answer` says why, or asks back."""

    def __init__(self, answer: Briefing) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who a correction is about, as it is kept; `article` is the one the name was narrowed down with."""

    person: Person
    named: Named
    article: str | None


class Curation:
    """Makes corrections, lists them and takes them back; `bot.services.answering.answer.Curator`."""

    def __init__(
        self, ingest: Ingest, log: CorrectionLog, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Bring together what corrections need.

        Args:
            ingest: resolves the people of the corpus anew, beside whatever it takes in.
            log: the corrections made so far.
            now: the time, with its zone.
        """
        self._ingest = ingest
        self._log = log
        self._now = now
        self._answers: Mapping[str, _Doing] = {
            "alias": self._alias,
            "merge": self._merge,
            "split": self._split,
            "hide": self._hide,
            "corrections": self._list,
            "undo": self._undo,
        }

    async def answer(self, request: Request, library: Library) -> Briefing:
        """Do what a request asks, and say what it did; nothing for those who are no administrators.

        Args:
            request: of the kind CURATION, its words beginning with the command's name.
            library: the corpus as it is served, in which names are looked up.

        Raises:
            StorageError: the database cannot be used; nothing was changed.
        """
        command, _, words = request.words.partition(" ")
        try:
            if request.administrator is None:
                raise _refused(say("Only an administrator of this bot can put right who is who."), library)
            if command not in self._answers:
                raise _refused(say("I cannot read this correction."), library)
            answer = await self._answers[command](words.strip(), request.administrator, library)
        except _NotDone as refusal:
            answer = refusal.answer
        return replace(answer, query=f"/{request.words}", kind=Kind.CURATION)

    # --- making corrections -------------------------------------------------------------------------------

    async def _alias(self, words: str, by: str, library: Library) -> Briefing:
        form, _, name = (part.strip() for part in words.partition("="))
        if not form or not name or "=" in name:
            raise _unlike(say("FORM = NAME"), "/alias Toqaev = Tokayev", library)
        if len(form) > _LONGEST_FORM or not any(letter.isalpha() for letter in form):
            raise _refused(
                say_count(
                    "A form is a name of at most {count} character, with letters.",
                    "A form is a name of at most {count} characters, with letters.",
                    _LONGEST_FORM,
                ),
                library,
            )
        meant = _meant(name, library)
        before = meant.person
        finding = library.directory.find(form)
        if finding.how in _SURE - {"cyrillic"} and finding.person is before:
            raise _refused(
                say("“{form}” means {name} already; nothing was changed.", form=form, name=before.name),
                library,
            )

        def told(after: Sequence[Person]) -> str:
            joined = _joined(before, after[0])
            if joined:
                return say(
                    "“{form}” now means {name}, who is joined by {articles}.",
                    form=form,
                    name=before.name,
                    articles=_articles(joined),
                )
            return say(
                "“{form}” now means {name} when you ask; no article names anybody else just so.",
                form=form,
                name=before.name,
            )

        return await self._make(Act.ALIAS, [meant], by, told, library, form=form)

    async def _merge(self, words: str, by: str, library: Library) -> Briefing:
        names = [name.strip() for name in words.split(",")]
        if len(names) != 2 or not all(names):
            raise _unlike(say("NAME, NAME"), "/merge Tokayev, Toqaev", library)
        first, second = (_meant(name, library) for name in names)
        one, other = first.person, second.person
        if one.key == other.key:
            raise _refused(
                say("Both names mean {name} already; nothing was changed.", name=one.name), library
            )

        def told(after: Sequence[Person]) -> str:
            return say(
                "{one} ({articles}) and {other} ({other_articles}) are one person now: {name}.",
                one=one.name,
                articles=_articles(_ids(one)),
                other=other.name,
                other_articles=_articles(_ids(other)),
                name=after[0].name,
            )

        return await self._make(Act.MERGE, [first, second], by, told, library)

    async def _split(self, words: str, by: str, library: Library) -> Briefing:
        if not words:
            raise _unlike(say("NAME, or NAME in ARTICLE"), "/split Donald Lu in 003-2", library)
        meant = _meant(words, library)
        name = meant.person.name

        def told(after: Sequence[Person]) -> str:
            return say_count(
                "{name} fell apart into {count} person.",
                "{name} fell apart into {count} people.",
                len(after),
                name=name,
            )

        return await self._make(Act.SPLIT, [meant], by, told, library, article=meant.article or "")

    async def _hide(self, words: str, by: str, library: Library) -> Briefing:
        if not words:
            raise _unlike(say("NAME"), "/hide Oreshnik", library)
        meant = _meant(words, library, all_of_one_name=True)

        def told(after: Sequence[Person]) -> str:
            articles = {article for person in after for article in _ids(person)}
            return say(
                "{name} is no person now, neither listed nor found nor a speaker"
                " ({articles}); the sentences can still be searched.",
                name=meant.person.name,
                articles=_articles(articles),
            )

        return await self._make(Act.HIDE, [meant], by, told, library)

    async def _make(
        self,
        act: Act,
        meant: Sequence[_Meant],
        by: str,
        told: Callable[[Sequence[Person]], str],
        library: Library,
        *,
        form: str = "",
        article: str = "",
    ) -> Briefing:
        """Make a correction unless it changes nothing; `told` words it from the people it made."""
        draft = Correction(0, act, tuple(one.named for one in meant), form, article, by, _iso(self._now()))
        made: list[tuple[Correction, Sequence[Person]]] = []

        def revised(log: Sequence[Correction]) -> Sequence[Correction]:
            nonlocal draft
            draft = replace(draft, number=1 + max((one.number for one in log), default=0))
            return (*log, draft)

        def settled(people: tuple[Person, ...]) -> Correction | None:
            after = [person for person in people if draft.number in person.corrections]
            made.clear()
            if not after:
                return None
            made.append((replace(draft, changed=told(after)), after))
            return made[0][0]

        await self._ingest.resolve_again(revised, settled)
        if not made:
            name = meant[0].person.name
            raise _refused(
                say("This would change nothing about {name}; nothing was stored.", name=name), library
            )
        correction, after = made[0]
        return Briefing(
            query="",
            kind=Kind.CURATION,
            status=Status.FOUND,
            corpus=library.corpus,
            title=say("Correction {number}", number=correction.number),
            message=say(
                "{changed} /undo {number} takes it back.",
                changed=correction.changed,
                number=correction.number,
            ),
            lines=() if act is Act.HIDE else _people_lines(after),
        )

    # --- the log ------------------------------------------------------------------------------------------

    async def _list(self, _words: str, _by: str, library: Library) -> Briefing:
        log = sorted(await self._log.corrections(), key=lambda one: -one.number)
        in_effect = {number for person in library.corrected for number in person.corrections}
        left = len(log) - _MOST_LINES
        message = None
        if left > 0:
            message = say_count(
                "The newest {shown}; {count} older one is kept.",
                "The newest {shown}; {count} older ones are kept.",
                left,
                shown=_MOST_LINES,
            )
        if not log:
            message = say("Nothing was put right so far; /alias, /merge, /split and /hide do it.")
        return Briefing(
            query="",
            kind=Kind.CURATION,
            status=Status.FOUND if log else Status.NONE,
            corpus=library.corpus,
            title=say("Corrections"),
            message=message,
            lines=tuple(_log_line(one, in_effect) for one in log[:_MOST_LINES]),
        )

    async def _undo(self, words: str, by: str, library: Library) -> Briefing:
        asked = _NUMBER.fullmatch(words)
        if words and asked is None:
            shape = say("the number of a correction, or nothing for the last one,")
            raise _unlike(shape, "/undo 3", library)
        chosen = _chosen(await self._log.corrections(), int(asked[1]) if asked else None, library)
        number = chosen.number
        undone: list[Correction] = []
        after: list[Person] = []

        def revised(log: Sequence[Correction]) -> Sequence[Correction]:
            still = next((one for one in log if one.number == number and one.undone is None), None)
            undone[:] = [replace(still, undone=_iso(self._now()), undone_by=by)] if still else []
            return [undone[0] if undone and one.number == number else one for one in log]

        def settled(people: tuple[Person, ...]) -> Correction | None:
            touched = [person for person in library.corrected if number in person.corrections]
            places = {place for person in touched for place in places_of(person)}
            after[:] = [one for one in people if not places.isdisjoint(places_of(one))] if places else []
            return undone[0] if undone else None

        await self._ingest.resolve_again(revised, settled)
        if not undone:
            raise _refused(say("Correction {number} is undone already.", number=number), library)
        return Briefing(
            query="",
            kind=Kind.CURATION,
            status=Status.FOUND,
            corpus=library.corpus,
            title=say("Correction {number} is undone", number=number),
            message=say(_HAD_EFFECT if after else _HAD_NO_EFFECT, command=_command(chosen)),
            lines=_people_lines(after),
        )


# --- who is meant ------------------------------------------------------------------------------------------


def _meant(words: str, library: Library, *, all_of_one_name: bool = False) -> _Meant:
    """Return the one person some words name: "NAME", or "NAME in ARTICLE".

    A person whose own name the words are goes before those who only bear it as one form among others.

    Args:
        words: the name.
        library: the corpus.
        all_of_one_name: several people of the very same name count as one; all of them are meant.

    Raises:
        _NotDone: nobody is called so, or several people are.
    """
    name, article = _narrowed(words, library)
    finding = library.directory.find(name)
    if finding.how not in _SURE:
        near = tuple(dict.fromkeys((*(one.name for one in finding.people), *finding.suggestions)))
        raise _NotDone(nobody(name, near[:5], library))
    people = [one for one in finding.people if article is None or article in _ids(one)]
    people = [one for one in people if folded(one.name) == folded(name)] or people
    if not people:
        raise _refused(
            say("Article {article} names nobody called {name}.", article=article, name=name), library
        )
    one_name = len({folded(one.name) for one in people}) == 1
    if len(people) > 1 and not (all_of_one_name and one_name and article is None):
        raise _NotDone(_ambiguous(words, people, library))
    person = people[0]
    bearing = library.directory.find(person.name).people
    namesakes = [one for one in bearing if folded(one.name) == folded(person.name)]
    if all_of_one_name and article is None:
        return _Meant(person, Named(person.name), None)
    kept = tuple(sorted(_ids(person))[:_ARTICLES_KEPT])
    return _Meant(person, Named(person.name, kept, namesakes=len(namesakes) > 1), article)


def _narrowed(words: str, library: Library) -> tuple[str, str | None]:
    """Return a name and the article it is narrowed down with, if any."""
    narrowed = _IN_ARTICLE.fullmatch(words)
    article = article_id(narrowed[2], library) if narrowed else None
    return (narrowed[1], article) if narrowed and article else (words, None)


def _ambiguous(words: str, people: Sequence[Person], library: Library) -> Briefing:
    names = [folded(one.name) for one in people]
    return Briefing(
        query="",
        kind=Kind.CURATION,
        status=Status.AMBIGUOUS,
        corpus=library.corpus,
        title=words,
        message=say_count(
            "“{words}” may be any of {count} person; send it again with one of these names:",
            "“{words}” may be any of {count} people; send it again with one of these names:",
            len(people),
            words=words,
        ),
        candidates=tuple(
            Candidate(
                one.name if names.count(name) == 1 else f"{one.name} in {min(_ids(one))}",
                _articles(_ids(one)),
            )
            for one, name in zip(people, names, strict=True)
        ),
    )


# --- wording -----------------------------------------------------------------------------------------------


def _refused(message: str, library: Library) -> _NotDone:
    return _NotDone(invalid("", Kind.CURATION, message, library))


def _unlike(shape: str, example: str, library: Library) -> _NotDone:
    told = say("Write {shape} after the command, as in {example}.", shape=shape, example=example)
    return _refused(told, library)


def _chosen(log: Sequence[Correction], number: int | None, library: Library) -> Correction:
    """Return the correction to undo, the last one that stands when no number is given.

    Raises:
        _NotDone: there is none, or it is undone already.
    """
    standing = [one for one in log if one.undone is None and number in (None, one.number)]
    if standing:
        return max(standing, key=lambda one: one.number)
    if number is None:
        raise _refused(say("There is nothing to undo."), library)
    undone = next((one.undone for one in log if one.number == number), None)
    if undone is None:
        told = say("There is no correction {number}; /corrections lists them.", number=number)
        raise _refused(told, library)
    told = say("Correction {number} is undone already, since {time}.", number=number, time=_shown(undone))
    raise _refused(told, library)


def _ids(person: Person) -> set[str]:
    return {appearance.article for appearance in person.appearances}


def _articles(ids: Iterable[str]) -> str:
    """Return how many articles there are, and their ids: "2 articles: 001, 003-2"."""
    known = sorted(ids)
    named = ", ".join(known[:_ARTICLES_NAMED]) + (", …" if len(known) > _ARTICLES_NAMED else "")
    return say_count("{count} article: {ids}", "{count} articles: {ids}", len(known), ids=named)


def _joined(before: Person, after: Person) -> set[str]:
    """Return the articles of which a person has a figure that was not theirs before."""
    return {article for article, _ in {*places_of(after)} - {*places_of(before)}}


def _people_lines(people: Sequence[Person]) -> tuple[Line, ...]:
    lines = [
        Line(one.name, _articles(_ids(one)) + (" · " + say("hidden") if one.hidden else ""))
        for one in people[:_MOST_LINES]
    ]
    left = len(people) - len(lines)
    return (*lines, Line(say_count("and {count} more", "and {count} more", left))) if left else tuple(lines)


def _log_line(correction: Correction, in_effect: set[int]) -> Line:
    made = say("by {person}, {time}", person=correction.by, time=_shown(correction.made))
    details = [correction.changed, made]
    if correction.undone is not None:
        time = _shown(correction.undone)
        details.append(say("undone by {person}, {time}", person=correction.undone_by, time=time))
    elif correction.number not in in_effect:
        details.append(say("without effect now"))
    return Line(f"{correction.number}. {_command(correction)}", " · ".join(details))


def _command(correction: Correction) -> str:
    """Return a correction as it is typed."""
    names = [
        one.name + (f" in {min(one.articles)}" if one.namesakes and one.articles else "")
        for one in correction.people
    ]
    if correction.act is Act.ALIAS:
        return f"/alias {correction.form} = {names[0]}"
    if correction.article:
        return f"/split {correction.people[0].name} in {correction.article}"
    return f"/{correction.act} {', '.join(names)}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _shown(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M UTC")
