"""Keeps the helpers' lines true to their paragraphs, in the editions at hand.

python -m assistant.helpers.upkeep            says which lines name a paragraph that is not there, say a figure or a "must"
                                              that it does not, or were read against another wording
python -m assistant.helpers.upkeep --record   writes the hashes of today's paragraphs, after you have read the lines
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence

from assistant.helpers.lines import RECORD, Line, disagreements, hashes_read, key, lines_in, read_table, tables
from assistant.places import Place
from corpus.models import Paragraph, text_hash

Look = Callable[[Place], Sequence[Paragraph]]


def all_lines() -> Iterator[tuple[str, Line]]:
    """The name of the table and the line, of every line that any helper says."""
    for name in tables():
        for line in lines_in(read_table(name)):
            yield name, line


def problems_of(line: Line, look: Look) -> list[str]:
    """What does not fit. `look` gives the paragraphs that a place names: one, unless the line is wrong."""
    problems, texts = [], []
    for place in line.at:
        named = look(place)
        if len(named) != 1:
            problems.append(f"{key(place)}: {'no paragraph' if not named else 'more than one paragraph'} has that name")
            continue
        texts.append(" ".join((*named[0].headings, named[0].text)))
        if hashes_read().get(key(place)) != text_hash(named[0].text):
            problems.append(f"{key(place)}: read against another wording")
    if not problems or texts:
        problems += [f"{line.says!r}: not in its paragraphs: {one}" for one in disagreements(line.says, " \n".join(texts))]
    return problems


def record(look: Look) -> int:
    """Writes the hash of every paragraph that a line stands on; returns how many were looked up.

    What was recorded of a paragraph that cannot be looked up stays: with another corpus at hand it would all be lost.
    """
    places = {key(place): place for _, line in all_lines() for place in line.at}
    named = {name: look(place) for name, place in places.items()}
    hashes = {name: text_hash(found[0].text) for name, found in sorted(named.items()) if len(found) == 1}
    kept = {name: read for name, read in hashes_read().items() if name in places}
    RECORD.write_text(json.dumps(dict(sorted((kept | hashes).items())), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    hashes_read.cache_clear()
    return len(hashes)


def _main() -> int:
    look = _in_the_corpus()
    if "--record" in sys.argv[1:]:
        print(f"{record(look)} hashes recorded")
    problems = [f"{name}: {problem}" for name, line in all_lines() for problem in problems_of(line, look)]
    print("\n".join(problems))
    print(f"{len(problems)} problems." if problems else "Every line fits its paragraphs.", file=sys.stderr)
    return 1 if problems else 0


def _in_the_corpus() -> Look:
    from corpus.settings import load_settings
    from corpus.sources import held_sources
    from corpus.store import EditionStore

    store = EditionStore(load_settings().data_dir)
    documents = {}
    for source in held_sources():
        editions = [edition for edition in store.editions(source.source_id) if edition.status != "superseded"]
        if editions:
            documents[source.source_id] = store.document(editions[-1]).paragraphs
    return lambda place: [p for p in documents.get(place.source_id, ()) if any(map(place.is_named, p.references[:1]))]


if __name__ == "__main__":
    sys.exit(_main())
