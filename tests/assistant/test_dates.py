from datetime import UTC, date, datetime

from assistant.dates import day_in_words, in_words, moment_in_words


def test_a_date_is_as_exact_as_it_is_known():
    assert [in_words(date) for date in ("2026-04-16", "2021-03", "2001")] == ["16 April 2026", "March 2021", "2001"]


def test_a_day_stands_without_a_nought_before_it():
    assert [day_in_words(day) for day in (date(2026, 4, 6), datetime(2026, 11, 26, 23, 59, tzinfo=UTC))] == [
        "6 April 2026",
        "26 November 2026",
    ]


def test_a_moment_says_its_zone():
    assert moment_in_words(datetime(2026, 11, 4, 9, 5, tzinfo=UTC)) == "4 November 2026, 09:05 UTC"
