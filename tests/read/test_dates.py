"""Dates of headers, file names and records; nothing is guessed and no clock is read."""

from datetime import date

import pytest

from graphbuilder.read.dates import iso_in, record_date, written_date


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("November 17, 2020", None, date(2020, 11, 17)),
        ("17 Nov. 2020", None, date(2020, 11, 17)),
        ("Tuesday, Sept 3rd, 2019", None, date(2019, 9, 3)),
        ("May 5", date(2021, 5, 6), date(2021, 5, 5)),
        ("January 1", date(2020, 12, 31), date(2021, 1, 1)),
        ("May 5", None, None),
        ("February 30, 2020", None, None),
        ("spring", date(2021, 5, 6), None),
    ],
)
def test_written_date(text: str, near: date | None, expected: date | None) -> None:
    assert written_date(text, near) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("paper-2020-11-17", date(2020, 11, 17)),
        ("20201117_front", date(2020, 11, 17)),
        ("https://news.example/2020/11/17/fish", date(2020, 11, 17)),
        ("order-20209917", None),
        ("x120201117", None),
        ("2020-1117", None),
    ],
)
def test_iso_in(name: str, expected: date | None) -> None:
    assert iso_in(name) == expected


@pytest.mark.parametrize("value", ["2020-11-17", "2020-11-17T10:00:00+02:00", "2020-11-17 10:00"])
def test_iso_record_dates_are_kept_as_given(value: str) -> None:
    assert record_date(value) == value


@pytest.mark.parametrize(
    "value", ["17/13/2020", "11/10/2020", "2020", "yesterday", "0000-00-00", "November", "2020-13-01", "soon 2020"]
)
def test_unsure_record_dates_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no date that can be read for sure"):
        record_date(value)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("17/11/2020", "2020-11-17"),
        ("11/28/2016", "2016-11-28"),
        ("7:58 AM ET, Sat January 3, 2015", "2015-01-03"),
        ("APRIL 26, 2016 - 12:25AM EDT", "2016-04-26"),
        ("2016-12-10 18:38 ET", "2016-12-10"),
    ],
)
def test_record_dates_with_a_time_or_one_possible_month(value: str, iso: str) -> None:
    assert record_date(value) == iso


def test_other_sure_record_dates_become_iso() -> None:
    assert record_date("Tue, 17 Nov 2020 10:00:00 GMT") == "2020-11-17T10:00:00+00:00"
    assert record_date("17 November 2020") == "2020-11-17"
    assert record_date("20201117") == "2020-11-17"
