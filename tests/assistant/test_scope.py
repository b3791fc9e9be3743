"""Whether a question is one for Signpost: by its words, by what it is like, and by what lies near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.probe import WEIGHTS_FILE, load_probes
from assistant.scope import is_declined, scope_signals
from index.models import Hit
from index.result import AskedPart, NearestUnanswered, SearchResult
from tests.builders import passage

PROBES = load_probes(WEIGHTS_FILE)


def found_for(meaning: tuple[float, ...], *, met: float = 0.5, **fields) -> SearchResult:
    """One passage that meets each of two words so, for a question of that meaning."""
    hit = Hit(passage=passage("7.5.4", "One accountable officer answers."), score=met, found_by=("meaning",))
    part = AskedPart("two words", np.array([0.5, 0.5]), np.full((1, 2), met), (met,), (np.zeros((2, 2)),), (np.array([0, 4]),))
    told = SearchResult(
        hits=(hit,), asked=(part,), nearest_cosine=met, meaning=np.array(meaning) / np.linalg.norm(meaning), model=PROBES.model
    )
    return replace(told, **fields)


@pytest.mark.parametrize("probe", ["something_else", "improper"])
def test_what_is_like_either_is_declined_and_what_is_unlike_both_is_not(probe):
    assert is_declined("qqq", "qqq", found_for(getattr(PROBES, probe).meaning))
    unlike = -np.array(PROBES.something_else.meaning) - np.array(PROBES.improper.meaning)
    assert not is_declined("qqq", "qqq", found_for(tuple(unlike), met=0.9))


def test_the_same_question_is_declined_far_from_all_passages_and_not_where_one_is_near():
    between = np.array(PROBES.something_else.meaning)
    shares = [share for share in np.linspace(-1, 1, 81) if is_declined("qqq", "qqq", found_for(_turned(between, share), met=0.3))]
    near = [share for share in np.linspace(-1, 1, 81) if is_declined("qqq", "qqq", found_for(_turned(between, share), met=0.95))]
    assert len(near) < len(shares)


def _turned(direction: np.ndarray, cosine: float) -> np.ndarray:
    """A vector of that cosine with a direction."""
    along = direction / np.linalg.norm(direction)
    across = np.roll(along, 7) - along * (np.roll(along, 7) @ along)
    return along * cosine + across / np.linalg.norm(across) * np.sqrt(1 - cosine**2)


def test_what_names_a_paragraph_is_never_declined_for_what_it_is_like():
    like = found_for(PROBES.something_else.meaning)
    named = replace(like, hits=(like.hits[0].model_copy(update={"found_by": ("reference",)}),))
    assert is_declined("qqq", "qqq", like)
    assert not is_declined("qqq", "qqq", named)


def test_nothing_is_declined_for_what_it_is_like_where_that_cannot_be_told():
    like = found_for(PROBES.something_else.meaning)
    assert not is_declined("qqq", "qqq", replace(like, model="another"))
    assert not is_declined("qqq", "qqq", replace(like, hits=()))


def test_verses_are_declined_by_the_words_of_the_question_alone_and_not_by_those_before_it():
    assert is_declined("Write a poem about kitchens", "", SearchResult())
    assert not is_declined("and who pays?", "Write a poem about kitchens and who pays?", SearchResult())


def test_signals_say_how_near_and_how_well_met():
    told = scope_signals("qqq", found_for(PROBES.improper.meaning, met=0.6, unanswered=NearestUnanswered(0.5, 0.4, 0.3, None)))
    assert told["met_by_three"] == pytest.approx(0.6)
    assert (told["nearest_cosine"], told["score"], told["score_over_unanswered"]) == pytest.approx((0.6, 0.6, 0.2))
    assert told["improper"] > 0
