"""Learns when a question is declined (assistant/scope.py): writes assistant/something_else.json and improper.json.

From the tune half of evals/declined.jsonl and the answerable questions of the golden tune half. A threshold is the probability
that WRONGLY_DECLINED of the honest and the answerable questions reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from assistant.scope import IMPROPER_FILE, SOMETHING_ELSE_FILE, scope_signals
from assistant.understand import understood
from evals.declined import read_declined
from evals.golden import GOLDEN_FILE, in_split, read_golden
from evals.place import Place
from evals.weighed import as_weights, evenly, scaled_regression
from index.models import SearchRequest

WRONGLY_DECLINED = 0.01  # for each of the two
REGULARISATION = 1.0
FILES = {"out-of-scope": SOMETHING_ELSE_FILE, "improper": IMPROPER_FILE}
PROBES = ("something_else", "improper")


def learn_scope(place: Place, held_out: Mapping[str, Mapping[str, float]], watched: Callable) -> dict[str, dict]:
    """What each of the two files holds, by kind. `held_out`: log-odds of probes for questions that they were learnt from."""
    declined = [(one.question, one.kind) for one in read_declined("tune")]
    golden = in_split(read_golden(GOLDEN_FILE), "tune")
    asked = declined + [(understood(one.question, one.history), "proper") for one in golden if one.wants_an_answer]
    told, kinds = [], []
    for question, kind in watched("Searching what is declined", asked, len(asked)):
        found = place.index.search(SearchRequest(question=question))
        if found.hits:
            unseen = {name: held_out[name][question] for name in PROBES if question in held_out[name]}
            told.append(scope_signals(question, found) | unseen)
            kinds.append(kind)
    names = list(told[0])
    table, kinds = np.array([[one[name] for name in names] for one in told]), np.array(kinds)
    return {kind: _learnt(table, kinds, names, kind) for kind in FILES}


def _learnt(table: np.ndarray, kinds: np.ndarray, names: list[str], kind: str) -> dict:
    chosen = np.isin(kinds, (kind, "proper"))
    is_kind = kinds[chosen] == kind
    model = scaled_regression(table[chosen], is_kind, REGULARISATION, evenly(is_kind))
    probability = model.predict_proba(table[chosen])[:, 1]
    threshold = float(np.quantile(probability[~is_kind], 1 - WRONGLY_DECLINED))
    made = (
        f"python -m evals.weigh, {date.today()}: {int(is_kind.sum())} questions that are {kind}, {int((~is_kind).sum())} that "
        f"are not; {(probability[is_kind] >= threshold).mean():.3f} of the former reach the threshold"
    )
    return as_weights(model, names, made, threshold)
