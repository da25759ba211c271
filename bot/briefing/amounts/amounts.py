"""Amounts a text states: money, shares and counted things, each with its unit; data: `amounts`.

Read over words and marks from left to right, once. What only looks like an amount is left alone: years and
dates, clock times, labels ("Article 5", "F-16"), places in a row ("the 60th"), ages, and a small number of
things the reader knows already ("the five republics").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.briefing.amounts.amount_words import Bound, amount_words
from bot.text.tokens import folded, stem
from bot.words.spans import Span

_TOKEN = re.compile(
    r"""(?P<number>(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]\d|\d)|\d+(?:[.,]\d+)*)
      | (?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[’'][^\W\d_]+)*)
      | (?P<mark>\S)""",
    re.VERBOSE,
)
_HYPHENS, _DASHES = "-‑‐", "-–—‑"
_REACH = 4  # words from a number to the noun it counts ("1,200 new U.S. troops")
_SMALL = 12  # up to which a number with "the" before it tells who, not how many
_YEARS = range(1500, 2101)
_TOLERANCE, _ROUGH = 0.05, 0.1  # shares by which a round number, an estimate, may be off and be the same
_PERSON = "person"  # the unit of people, as the data have it
_LONGEST = 1000  # characters of a sentence that are read
_RUSSIAN_ADJECTIVE = re.compile(r"(?:ых|их|ого|его|ые|ие|ый|ий|ой|ая|яя|ую|юю|ному|ским|ными)$")


class Measure(StrEnum):
    """What kind of thing an amount measures."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a text states it: `span` covers the number and its unit.

    `unit` is a currency code, "%", a unit, or the stem of the noun that is counted; `low` and `high` are the
    same for a single number. `step` is that of the last digit written (0.1 for 3.5, 100,000,000 for "3.5
    billion"). `small_word` says that it is a small number in letters, `implied` that the unit is that of the
    amount before it ("seven names … now there are 23").
    """

    span: Span
    measure: Measure
    unit: str
    low: float
    high: float
    step: float = 1.0
    bound: Bound | None = None
    small_word: bool = False
    implied: bool = False

    @property
    def is_range(self) -> bool:
        """Whether two numbers bound the amount."""
        return self.low != self.high

    def agrees_with(self, other: Amount) -> bool:
        """Say whether two amounts of the same unit can both be right: rounded, bounded, or in a range."""
        if self.low <= other.high and other.low <= self.high:
            return True
        one, two = (self, other) if self.high < other.low else (other, self)
        if one.bound is not two.bound and (one.bound is Bound.LEAST or two.bound is Bound.MOST):
            return True  # "at least 40" leaves room for 60; two sources that say "at least" differ
        gap = two.low - one.high
        coarser = max(self.step, other.step)
        if coarser > 1e-9 and round(one.high / coarser) == round(two.low / coarser):
            return True
        rough = Bound.ABOUT in (self.bound, other.bound)
        is_round = any(amount.low % (amount.step * 10) == 0 or amount.step != 1 for amount in (one, two))
        allowed = _ROUGH if rough else _TOLERANCE if is_round else 0.0
        return gap <= allowed * two.low

    def same_as(self, other: Amount) -> bool:
        """Say whether two amounts are the same figure, however it is written."""
        return (
            self.measure is other.measure
            and self.unit == other.unit
            and self.low == other.low
            and self.high == other.high
        )


class _Token(NamedTuple):
    kind: str
    word: str
    raw: str
    span: Span


class _Number(NamedTuple):
    """A number read: its value, the step of its last digit, and the token after it."""

    value: float
    step: float
    after: int
    in_letters: bool


def amounts_in(text: str, span: Span, taken: Sequence[Span] = ()) -> tuple[Amount, ...]:
    """Return the amounts stated in `text` at `span`, in order; nothing that overlaps `taken` (its dates)."""
    beginning = text[span.start : min(span.end, span.start + _LONGEST)]
    if amount_words().any_number.search(beginning.lower()) is None:
        return ()
    reader = _Reader(text, span)
    found: list[Amount] = []
    place = 0
    while place < len(reader.tokens):
        amount, after = reader.amount(place, found[-1] if found else None)
        if amount is not None and not any(amount.span.overlaps(date) for date in taken):
            found.append(amount)
        place = max(after, place + 1)
    return tuple(found)


class _Reader:
    """The words and marks of a sentence, and what stands at each place."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        end = min(span.end, span.start + _LONGEST)
        self.tokens = [
            _Token(
                found.lastgroup or "",
                folded(found[0]).replace(".", "") if found.lastgroup == "word" else found[0],
                found[0],
                Span(*found.span()),
            )
            for found in _TOKEN.finditer(text, span.start, end)
        ]
        self.words = amount_words()

    def amount(self, place: int, before: Amount | None) -> tuple[Amount | None, int]:
        """Return the amount whose number begins at a token, or None, and the token to go on from."""
        number = self._number(place)
        if number is None:
            return None, place + 1
        if self._is_label(place):
            return None, number.after
        currency = self._currency_before(place)
        number = self._scaled(number, money=currency is not None)
        number, high = self._range(number, money=currency is not None)
        start = self.tokens[place - currency[1]].span.start if currency else self.tokens[place].span.start
        if currency:
            return self._made(start, number, high, place - currency[1], Measure.MONEY, currency[0], 0), (
                number.after
            )
        unit = self._unit(number)
        if unit is None:
            return self._implied(place, number, before), number.after
        measure, name, length = unit
        if measure in (Measure.COUNT, Measure.DURATION) and self._is_known_thing(place, number):
            return None, number.after
        return self._made(start, number, high, place, measure, name, length), number.after + length

    def _made(
        self,
        start: int,
        number: _Number,
        high: _Number | None,
        first: int,
        measure: Measure,
        unit: str,
        length: int,
    ) -> Amount:
        last = high or number
        low, top = sorted((number.value, last.value))
        return Amount(
            span=Span(start, self.tokens[number.after + length - 1].span.end),
            measure=measure,
            unit=unit,
            low=low,
            high=top,
            step=min(number.step, last.step),
            bound=self._bound(first),
            small_word=number.in_letters and number.value <= _SMALL,
        )

    # --- numbers -------------------------------------------------------------------------------------------

    def _number(self, place: int) -> _Number | None:
        """Read the number that begins at a token, in digits or in letters."""
        token = self.tokens[place]
        if token.kind == "number":
            value, step = _value(token.raw)
            return _Number(value, step, place + 1, in_letters=False)
        if token.kind != "word":
            return None
        scale = self.words.scales.get(self._word(place + 1))
        if token.word in ("a", "an") and scale and self._spaced(place + 1):
            return _Number(scale, scale, place + 2, in_letters=True)
        value, after = 0, place
        while (part := self.words.numbers.get(self._word(after))) is not None and (
            after == place or (value >= 20 and value % 10 == 0 and part < 10)
        ):
            value += part
            after += 1
            if self._mark(after) in _HYPHENS and self._word(after + 1) in self.words.numbers:
                after += 1
        return _Number(value, 1.0, after, in_letters=True) if value else None

    def _scaled(self, number: _Number, *, money: bool) -> _Number:
        """Multiply by the words after a number: "3 billion", "two hundred thousand", "$3bn"."""
        value, step, after, in_letters = number
        while True:
            joined = self._mark(after) in _HYPHENS and self._word(after + 1) in self.words.scales
            word = self._word(after + joined)
            scale = self.words.scales.get(word)
            if scale is None and money and after == number.after and self._touches(after):
                scale = self.words.short_scales.get(word)
            if scale is None:
                return _Number(value, step, after, in_letters)
            value, step, after = value * scale, step * scale, after + joined + 1
            if self._mark(after) == "." and after < len(self.tokens) - 1 and self._touches(after):
                after += word in ("тыс", "млн", "млрд", "трлн", "mln", "bln")
            in_letters = in_letters and value <= _SMALL

    def _range(self, number: _Number, *, money: bool) -> tuple[_Number, _Number | None]:
        """Read the second number of a range: "17 or 18", "20-30 percent", "$2 to $3 billion"."""
        after = number.after
        if not (self._mark(after) in _DASHES or self._word(after) in ("to", "or", "and", "или", "до")):
            return number, None
        if self._word(after) == "and" and "between" not in (self._word(after - 2), self._word(after - 3)):
            return number, None
        after += 1
        if money and self._mark(after) in self.words.currencies:
            after += 1
        if after >= len(self.tokens) or (second := self._number(after)) is None:
            return number, None
        second = self._scaled(second, money=money)
        unscaled = self._number(after)
        if unscaled and second.value != unscaled.value and number.value < unscaled.value:
            factor = second.value / unscaled.value
            number = number._replace(value=number.value * factor, step=number.step * factor)
        if number.value >= second.value:
            return number, None
        return number._replace(after=second.after), second

    # --- units ---------------------------------------------------------------------------------------------

    def _currency_before(self, place: int) -> tuple[str, int] | None:
        """Return the currency written before a number, and over how many tokens."""
        mark = self._mark(place - 1)
        if mark in self.words.currencies:
            prefix = self._word(place - 2) in ("us", "a", "c", "nz", "hk") and self._touches(place - 1)
            code = f"{self._word(place - 2).upper()}$" if prefix and self._word(place - 2) != "us" else None
            return code or self.words.currencies[mark], 1 + prefix
        word = self.tokens[place - 1].raw if place else ""
        if word.isupper() and len(word) == 3 and word.lower() in self.words.currencies:
            return self.words.currencies[word.lower()], 1
        return None

    def _unit(self, number: _Number) -> tuple[Measure, str, int] | None:
        """Return what is measured by the words after a number, and over how many tokens they run."""
        place = number.after
        hyphen = self._mark(place) in _HYPHENS and self._touches(place) and self._touches(place + 1)
        at = place + hyphen
        word = self._word(at) or self._mark(at)
        if word == "per" and self._word(at + 1) == "cent":
            return Measure.SHARE, "%", hyphen + 2
        if word in self.words.shares:
            points = self._word(at + 1) in ("point", "points")
            return Measure.SHARE, "pp" if points else self.words.shares[word], hyphen + 1 + points
        if (currency := self._currency_at(at)) is not None:
            return Measure.MONEY, currency[0], hyphen + currency[1]
        if hyphen or place >= len(self.tokens):
            return None  # "a 10-member team", "28-year-old"
        return self._noun(place)

    def _currency_at(self, place: int) -> tuple[str, int] | None:
        """Return the currency written after a number, and over how many tokens: "U.S. dollars"."""
        word = self._word(place) or self._mark(place)
        if word in self.words.currencies:
            return self.words.currencies[word], 1
        following = self._word(place + 1)
        if following in self.words.currencies and len(following) > 3 and self.tokens[place].raw[:1].isupper():
            code = self.words.currencies[following]
            return (code if word in ("us", "usa", "american") else f"{word} {code}"), 2
        return None

    def _noun(self, place: int) -> tuple[Measure, str, int] | None:
        """Return the noun that a number counts: a unit, or the first plural within reach."""
        if not self._spaced(place) and self._word(place) not in self.words.units:
            return None  # "60th", "5G"
        for reach in range(_REACH):
            at = place + reach
            word = self._word(at)
            if not word or (reach and not (self._spaced(at) or self._mark(at - 1) in _HYPHENS)):
                return None
            if word in self.words.durations and self._is_age(at):
                return None
            if word in self.words.durations:
                return Measure.DURATION, self.words.durations[word], reach + 1
            if word in self.words.units:
                return Measure.COUNT, self.words.units[word], reach + 1
            if word in self.words.states:
                return Measure.COUNT, _PERSON, reach + 1
            if word in self.words.stops:
                return None
            if self._is_counted(at):
                return Measure.COUNT, stem(word), reach + 1
            if self._mark(at + 1) in _HYPHENS and self._touches(at + 1):
                return None
        return None

    def _is_age(self, place: int) -> bool:
        """Say whether a unit of time is one of somebody's age: "44 years old", "18 years of age"."""
        return self._word(place + 1) == "old" or self._word(place + 2) == "age"

    def _is_counted(self, place: int) -> bool:
        """Say whether a word is a noun in the plural; of a Russian one, that it is no adjective."""
        token = self.tokens[place]
        word = token.word
        if "\u0400" <= word[:1] <= "\u04ff":
            return len(word) > 2 and not _RUSSIAN_ADJECTIVE.search(word)
        if word in self.words.plurals:
            return True
        if len(word) < 4 or any(mark in token.raw for mark in "’'"):
            return False
        return word.endswith("s") and not word.endswith(("ss", "us", "is"))

    def _implied(self, place: int, number: _Number, before: Amount | None) -> Amount | None:
        """Return a bare number that goes on counting what the amount before it counts."""
        token = self.tokens[place]
        verb = self._word(place - 1) in ("to", "from", "are", "were", "is", "was", "reached", "only")
        ends = not self._word(number.after) or self._word(number.after) in self.words.stops
        if before is None or token.kind != "number" or not verb or not ends or number.value < 2:
            return None
        if before.measure is not Measure.COUNT or number.value in _YEARS or number.after != place + 1:
            return None
        if self._mark(number.after) in ("%", ":", "/", *_DASHES):
            return None
        return Amount(
            token.span, before.measure, before.unit, number.value, number.value, number.step, implied=True
        )

    # --- what is no amount ---------------------------------------------------------------------------------

    def _is_label(self, place: int) -> bool:
        """Say whether a number names or dates something: "Article 5", "F-16", "10:30", "2024"."""
        token, before = self.tokens[place], self.tokens[place - 1] if place else None
        if token.kind == "number" and token.raw.isdigit() and int(token.raw) in _YEARS:
            after = self._word(place + 1)
            if not (self._currency_before(place) or after in self.words.scales or after in self.words.units):
                return True
        following = self._mark(place + 1)
        if following in (":", "/") and self._touches(place + 1):
            return True
        if before is None:
            return False
        if before.word in ("in", "of") and self._number_before(place - 1):
            return True  # "8 in 10", "two out of 3"
        if before.raw in ("#", "№", "/", ":", "+", "&", ".", "_", "=", "@") and self._touches(place):
            return True
        if before.raw in _HYPHENS and self._touches(place) and place > 1 and self._touches(place - 1):
            return True  # F-16, COVID-19
        if before.kind == "word" and before.word in self.words.labels:
            return True
        named = before.kind == "word" and before.raw[:1].isupper() and place > 1
        return (
            named
            and before.word not in (*self.words.bounds, *self.words.stops)
            and not self._currency_before(place)
        )

    def _number_before(self, place: int) -> bool:
        place -= 1 + (self._word(place - 1) == "out")
        return place >= 0 and (self.tokens[place].kind == "number" or self._word(place) in self.words.numbers)

    def _is_known_thing(self, place: int, number: _Number) -> bool:
        """Say whether a small number tells who and not how many: "the five republics", "the two sides"."""
        return number.value <= _SMALL and self._word(place - 1) in self.words.definite

    def _bound(self, place: int) -> Bound | None:
        """Return how the words before an amount limit it."""
        for length in (3, 2, 1):
            said = " ".join(self._word(at) for at in range(place - length, place) if at >= 0).strip()
            if (bound := self.words.bounds.get(said)) is not None:
                return bound
        return None

    # --- the tokens ----------------------------------------------------------------------------------------

    def _word(self, place: int) -> str:
        if 0 <= place < len(self.tokens) and self.tokens[place].kind == "word":
            return self.tokens[place].word
        return ""

    def _mark(self, place: int) -> str:
        """Return the mark at a place; a space where there is none, which is in no set of marks."""
        if 0 <= place < len(self.tokens) and self.tokens[place].kind == "mark":
            return self.tokens[place].raw
        return " "

    def _touches(self, place: int) -> bool:
        """Say whether nothing stands between a token and the one before."""
        return (
            0 < place < len(self.tokens) and self.tokens[place - 1].span.end == self.tokens[place].span.start
        )

    def _spaced(self, place: int) -> bool:
        """Say whether only a space stands between a token and the one before."""
        return 0 < place < len(self.tokens) and not self._touches(place)


def _value(written: str) -> tuple[float, float]:
    """Return the value of digits and the step of the last one."""
    digits = re.sub(r"[ \u00a0\u202f]", "", written)
    digits = re.sub(r",(?=\d{3}(?!\d))", "", digits).replace(",", ".")
    if digits.count(".") > 1:
        digits = digits.replace(".", "")  # 1.200.000
    whole, _, rest = digits[:40].partition(".")
    return float(f"{whole or '0'}.{rest or '0'}"), 10.0 ** -len(rest)
