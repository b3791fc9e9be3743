"""Reading a file in a process of its own, with limits: a PDF of 107 KB can take 13 seconds and a gigabyte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpus.models import Document, Source
from corpus.readers import READING, UnreadableDocument

SECONDS = 180  # the 298 pages of Managing Public Money take 15 to 20 on two busy cores
MEMORY = 3 * 1024**3  # bytes of address space; the same document has 86 MB resident


def read_document(path: Path, source: Source, *, seconds: int = SECONDS, memory: int = MEMORY) -> Document:
    """Document of a file, by the reader for its kind (.pdf, .md, .txt, .html).

    Raises UnreadableDocument when the file yields no text, takes too long, or needs too much memory; the caller lives on.
    """
    command = [sys.executable, "-m", "corpus.readers.sandbox", str(path.resolve()), str(memory), str(seconds)]
    try:
        done = subprocess.run(
            command, input=source.model_dump_json(), capture_output=True, text=True, timeout=seconds, cwd=_root(), check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(f"{path.name}: reading it took more than {seconds} seconds and was stopped.") from None
    if done.returncode == 0:
        return Document.model_validate_json(done.stdout)
    if done.returncode == 2:
        raise UnreadableDocument(_last_line(done.stderr))  # what stands above it are warnings of the PDF library
    raise UnreadableDocument(f"{path.name}: the reader stopped: {_why(done)}.")


def _why(done: subprocess.CompletedProcess[str]) -> str:
    if "MemoryError" in done.stderr:
        return "it needs more memory than allowed"
    if done.returncode < 0:  # libraries in C do not raise when memory runs out
        return f"it crashed, perhaps for want of memory (signal {-done.returncode})"
    return _last_line(done.stderr)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


def read_here(path: Path, source: Source) -> Document:
    """Document of a file, read in this process: for callers that need no protection from it."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from corpus.readers.pdf import read_pdf as read
    elif suffix in (".html", ".htm"):
        from corpus.readers.html import read_html as read
    elif suffix == ".md":
        from corpus.readers.markdown import read_markdown as read
    elif suffix == ".txt":
        from corpus.readers.text import read_text as read
    else:
        raise UnreadableDocument(f"{path.name}: no reader for files that end in {suffix or 'nothing'}.")
    return read(path, source).model_copy(update={"reading": READING})


def _main() -> int:
    path, memory, seconds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))  # holds when whoever should stop us was killed
    except (ImportError, ValueError):  # no such limit on Windows, and macOS refuses this one: the time limit still holds
        pass
    try:
        document = read_here(path, Source.model_validate_json(sys.stdin.read()))
    except UnreadableDocument as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return 2
    print(document.model_dump_json())
    return 0


if __name__ == "__main__":
    sys.exit(_main())
