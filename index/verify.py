"""python -m index.verify FOLDER: is this build whole? Counts, checksums, and whether stored vectors find themselves.

Chroma says nothing of a truncated or missing file and answers with fewer or wrong rows: so it is asked for rows that must
be there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.build import checksums
from index.models import Manifest
from index.rows import VectorRows, id_text

SAMPLE = 64  # stored vectors that must find themselves, spread over the build
# The search of a whole collection is approximate and misses one now and then (1 of 75 among 300 nearly equal passages); a damaged
# one, or one that two wrote at once, misses far more (from 5.5% on).
MISSED_AT_MOST = 0.03


def problem_with(place: Path, *, without_server: bool = False) -> str | None:
    """What is wrong with a build, or None. `without_server`: a Chroma server that does not answer is nothing wrong, since the
    vectors stand in the folder too."""
    try:
        manifest = Manifest.model_validate_json((place / "manifest.json").read_bytes())
    except (OSError, ValueError) as error:
        return f"its manifest cannot be read ({error.__class__.__name__})"
    found = checksums(place)
    changed = sorted(name for name in found.keys() | manifest.checksums.keys() if found.get(name) != manifest.checksums.get(name))
    if changed:
        return f"{changed[0]} is missing or is not as it was written"
    return _problem_with_vectors(place, manifest, without_server)


def _problem_with_vectors(place: Path, manifest: Manifest, without_server: bool) -> str | None:
    from chromadb.errors import ChromaError

    from index.store import ChromaDown, open_collection

    try:
        with open_collection(place, manifest.chroma) as collection:
            return _problem_with_rows(collection, place, manifest)
    except ChromaDown as problem:
        return None if without_server else str(problem)
    except (ChromaError, ValueError, OSError) as problem:
        return f"Chroma cannot open it ({type(problem).__name__})"


def _problem_with_rows(collection, place: Path, manifest: Manifest) -> str | None:
    if collection.count() != manifest.rows:
        return f"it holds {collection.count()} vectors instead of {manifest.rows}"
    rows = VectorRows(place / "rows")
    ids = [id_text(rows.ids[row]) for row in range(0, len(rows), max(1, len(rows) // SAMPLE))]
    stored = collection.get(ids=ids, include=["embeddings"])
    lost = 0
    for row, vector in zip(stored["ids"], stored["embeddings"], strict=True):
        nearest = collection.query(query_embeddings=[vector], n_results=3, include=["distances"])
        # a passage that stands in the corpus twice may be met in its other place
        lost += row not in nearest["ids"][0] and nearest["distances"][0][0] > 1e-4
    if len(stored["ids"]) < len(ids) or lost > MISSED_AT_MOST * len(ids):
        return f"{lost + len(ids) - len(stored['ids'])} of {len(ids)} stored vectors are not found again"
    return None


def _main() -> int:
    problem = problem_with(Path(sys.argv[1]))
    if problem:
        print(problem, file=sys.stderr)
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(_main())
