"""A logistic regression over named, scaled signals, as a file that index/weighing.py reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline


def scaled_regression(table: np.ndarray, is_so: np.ndarray, regularisation: float, weights: np.ndarray | None = None) -> Pipeline:
    """Fitted to (q, s) signals; `regularisation` is scikit-learn's C, the smaller the more the weights are held back. `weights`
    (q,): what each question counts for; None lets each count the same."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=regularisation, max_iter=5_000))
    return model.fit(table, is_so, logisticregression__sample_weight=weights)


def evenly(is_so: np.ndarray) -> np.ndarray:
    """(q,) weights by which what is so counts as much as what is not."""
    shares = np.where(is_so, is_so.mean(), 1 - is_so.mean())
    return 0.5 / shares


def as_weights(model: Pipeline, names: Sequence[str], made: str, threshold: float) -> dict:
    scaler, regression = model[0], model[-1]
    columns = zip(names, regression.coef_[0], scaler.mean_, scaler.scale_, strict=True)
    return {
        "made": made,
        "threshold": round(threshold, 4),
        "intercept": round(float(regression.intercept_[0]), 4),
        "signals": {name: [round(float(value), 4) for value in row] for name, *row in columns},
    }


def write_weights(learnt: dict, file: Path) -> None:
    rows = ",\n  ".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in learnt["signals"].items())
    head = ",\n ".join(f"{json.dumps(key)}: {json.dumps(learnt[key])}" for key in ("made", "threshold", "intercept"))
    held_out = f',\n "held_out": {json.dumps(learnt["held_out"])}' if "held_out" in learnt else ""
    file.write_text(f'{{\n {head},\n "signals": {{\n  {rows}\n }}{held_out}\n}}\n', encoding="utf-8")
