"""make licences: writes docs/dependency-licences.md, the licence of every package that Signpost needs to run or to be evaluated.

Ends with 1, and names the package, where one says no licence or one that is not on the list below.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).with_name("dependency-licences.md")
EXTRAS = ("", "evals")
# What may be used and passed on beside MIT-licensed code. Of those that ask for more than a notice, the Mozilla licence asks for
# the source of its own files alone, and we change none.
ALLOWED = re.compile(
    r"MIT|MIT-0|MIT-CMU|HPND|ISC|0BSD|BSD|BSD-[23]-Clause|Apache-2\.0|Apache-2\.0 WITH LLVM-exception|PSF-2\.0|Python-2\.0|"
    r"CNRI-Python|MPL-2\.0|Zlib|CC0-1\.0|BSL-1\.0|Unlicense"
)
# What packages write where they name no identifier of SPDX.
MEANT = (
    (r"mozilla|\bmpl\b", "MPL-2.0"),
    (r"apache", "Apache-2.0"),
    (r"python software|psf", "PSF-2.0"),
    (r"\bisc\b", "ISC"),
    (r"unlicense", "Unlicense"),
    (r"bsd|redistribution and use in source and binary forms", "BSD"),
    (r"\bmit\b|permission is hereby granted, free of charge", "MIT"),
)


def packages() -> dict[str, tuple[str, str]]:
    """(version, licence) of every installed package needed, by name."""
    needed: dict[str, set[str]] = {"signpost": set(EXTRAS)}
    waiting = [("signpost", extra) for extra in EXTRAS]
    while waiting:
        for name, extra in _required(*waiting.pop()):
            known = needed.setdefault(name, set())
            if extra not in known:
                known.add(extra)
                waiting.append((name, extra))
    found = {}
    for name in sorted(needed.keys() - {"signpost"}):
        try:
            found[name] = (metadata(name)["Version"], licence_of(name))
        except PackageNotFoundError:  # for another system or Python
            continue
    return found


def _required(name: str, extra: str) -> Iterator[tuple[str, str]]:
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            for wanted in ("", *requirement.extras):
                yield canonicalize_name(requirement.name), wanted


def licence_of(name: str) -> str:
    """As an SPDX expression where the package gives one, else what it means; empty where it says none."""
    told = metadata(name)
    expression = told.get("License-Expression") or told.get("License") or ""
    if expression and all(map(ALLOWED.fullmatch, _parts(expression))):
        return expression
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    said = " ".join((*classifiers, expression)).lower()
    return next((meant for pattern, meant in MEANT if re.search(pattern, said)), expression.split("\n")[0][:60])


def _parts(expression: str) -> list[str]:
    return [part.strip(" ()") for part in re.split(r"\bAND\b|\bOR\b", expression)]


def not_allowed(found: dict[str, tuple[str, str]]) -> list[str]:
    return [name for name, (_, licence) in found.items() if not all(map(ALLOWED.fullmatch, _parts(licence)))]


def main() -> None:
    found = packages()
    rows = [f"| {name} | {version} | {licence} |" for name, (version, licence) in found.items()]
    head = [
        "# Licences of the packages needed",
        "",
        f"The {len(rows)} packages that Signpost and its evaluation install, as each says itself. Made by `make licences`, which",
        "fails on a licence that is not on its list.",
        "",
        "| package | version | licence |",
        "| --- | --- | --- |",
    ]
    FILE.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
    wrong = not_allowed(found)
    sys.exit(f"Not on the list: {', '.join(f'{name} ({found[name][1]})' for name in wrong)}" if wrong else 0)


if __name__ == "__main__":
    main()
