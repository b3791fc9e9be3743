"""Whom to ask, and which source that is not held to look into, from a maintained list (pure)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from assistant.places import Place
from corpus.models import Source, Value
from corpus.sources import load_sources
from index.lexical import stems

TOPICS = 2  # at most: a question that touches more is rarely about all of them
USUAL = "your finance director's team or your Treasury spending team"


class Person(Value):
    """Somebody to ask, and the paragraph that says so, where one does."""

    who: str
    place: Place | None = None


class Topic(Value):
    """What people ask about. Of a phrase in `words` every word must be in the question, in any form and order."""

    words: tuple[str, ...]
    people: tuple[Person, ...] = ()
    sources: tuple[str, ...] = ()

    def met_in(self, asked: frozenset[str]) -> frozenset[str]:
        """The stems of all its phrases that the question holds."""
        return _met(self.words, asked)


class Advice(Value):
    """`people` is never empty; `sources` are known and not held, the likeliest first."""

    people: tuple[Person, ...]
    sources: tuple[Source, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """The paragraphs that say whom to ask, each once."""
        return tuple(dict.fromkeys(person.place for person in self.people if person.place))

    def in_words(self) -> str:
        """One or two sentences for the reader."""
        named = "; ".join(f"{person.who} ({person.place.in_words()})" if person.place else person.who for person in self.people)
        ask = f"Ask {named}."
        if not self.sources:
            return ask
        titles = "; ".join(f"{source.publisher}, {source.title}" for source in self.sources)
        return f"It may be in a source that is known but not held here: {titles}. {ask}"


def whom_to_ask(question: str) -> Advice:
    """People and sources for the topics that the question meets best; the usual people when it meets none."""
    asked = frozenset(stems(question))
    met = {topic: found for topic in load_topics() if (found := topic.met_in(asked))}
    chosen: list[Topic] = []
    covered: frozenset[str] = frozenset()
    for topic in sorted(met, key=lambda topic: -len(met[topic])):  # a stable sort: of equals the first in the list
        if len(chosen) < TOPICS and met[topic] - covered:
            chosen.append(topic)
            covered |= met[topic]
    people = {person.who: person for topic in reversed(chosen) for person in reversed(topic.people)}  # of equals the first stays
    listed = [name for topic in chosen for name in topic.sources]
    titled = [source.source_id for source in _not_held().values() if _met((*source.topics, source.short_title), asked)]
    return Advice(
        people=tuple(reversed(people.values())) or (Person(who=USUAL),),
        sources=tuple(
            _not_held()[name] for name in dict.fromkeys([*listed, *titled]) if name in _not_held()
        ),  # else it is held by now
    )


@cache
def load_topics() -> tuple[Topic, ...]:
    table = tomllib.loads(Path(__file__).with_name("whom_to_ask.toml").read_text(encoding="utf-8"))
    return tuple(Topic.model_validate(entry) for entry in table["topic"])


@cache
def _not_held() -> dict[str, Source]:
    return {source.source_id: source for source in load_sources() if not source.held}


def _met(phrases: tuple[str, ...], asked: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(phrase for phrase in _phrases(phrases) if phrase <= asked))


@cache
def _phrases(phrases: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(found for phrase in phrases if (found := frozenset(stems(phrase))))
