"""Whose something is: issuer and subject together, and nothing else."""

from __future__ import annotations

import pytest

from assistant.users import NOBODY, user_of

CLAIMS = {"iss": "https://id.example.gov.uk", "sub": "1234", "name": "Ann Other", "email": "ann@example.gov.uk"}


def test_a_user_is_who_the_issuer_says_whatever_name_they_have():
    renamed = user_of(CLAIMS | {"name": "Ann Married", "email": "new@example.gov.uk"})
    assert renamed.key == user_of(CLAIMS).key != NOBODY
    assert (user_of(CLAIMS).name, renamed.name) == ("Ann Other", "Ann Married")


@pytest.mark.parametrize(
    "change", [{"sub": "1235"}, {"iss": "https://other.example"}, {"iss": "https://id.example.gov.uk1", "sub": "234"}]
)
def test_another_subject_or_issuer_is_another_user(change):
    assert user_of(CLAIMS | change).key != user_of(CLAIMS).key


@pytest.mark.parametrize("missing", ["iss", "sub"])
@pytest.mark.parametrize("value", [None, "", 7])
def test_who_is_not_named_by_issuer_and_subject_is_nobody(missing, value):
    assert user_of(CLAIMS | {missing: value}) is None
    assert user_of({name: claim for name, claim in CLAIMS.items() if name != missing}) is None


def test_the_key_shows_neither_issuer_nor_subject():
    key = user_of(CLAIMS).key
    assert len(key) == 64
    assert "1234" not in key and "example" not in key


def test_who_has_no_name_is_called_by_the_address():
    assert user_of({**CLAIMS, "name": ""}).name == "ann@example.gov.uk"
    assert user_of({"iss": "i", "sub": "s"}).name == ""
