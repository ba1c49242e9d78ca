"""Dates of publication: which of several may be the first, however they are written."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

Moments = tuple[datetime.datetime, datetime.datetime]

_DAY = datetime.timedelta(days=1) - datetime.timedelta(microseconds=1)


def moments(date: str) -> Moments | None:
    """Give the first and the last moment that a date may mean; None where it is no date.

    Parameters
    ----------
    date : str
        ISO 8601. A day without a time is any moment of that day; a time without a zone is taken
        for universal time.

    Examples
    --------
    >>> first, last = moments("2025-03-14")
    >>> first.hour, last.hour
    (0, 23)
    >>> moments("2025-03-14T23:00-02:00") == moments("20250315T0100Z")
    True
    >>> moments("14 March 2025") is None
    True
    """
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        try:
            moment = datetime.datetime.fromisoformat(date)
        except ValueError:
            return None
        return _universal(moment), _universal(moment)
    start = _universal(datetime.datetime.combine(day, datetime.time()))
    return start, start + _DAY


def iso(given: object) -> str | None:
    """Give a date of a record as ISO 8601; None where it is none.

    Examples
    --------
    >>> iso("2025-03-14"), iso(datetime.date(2025, 3, 14)), iso("Friday"), iso(1741910400)
    ('2025-03-14', '2025-03-14', None, None)
    """
    told = given.isoformat() if isinstance(given, datetime.date) else given
    return told if isinstance(told, str) and moments(told) is not None else None


def earliest(dates: Sequence[str | None]) -> list[bool]:
    """Tell of each date whether none of the others is surely before it.

    Parameters
    ----------
    dates : sequence of str or None
        ISO 8601; what is none is nobody's earliest.

    Examples
    --------
    >>> earliest(["2025-03-15", "20250314", None])
    [False, True, False]
    >>> earliest(["2025-03-14", "2025-03-14T09:00", "2025-03-14T10:00"])
    [True, True, False]
    """
    told = [None if date is None else moments(date) for date in dates]
    end = min((span[1] for span in told if span is not None), default=None)
    return [span is not None and end is not None and span[0] <= end for span in told]


def _universal(moment: datetime.datetime) -> datetime.datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=datetime.UTC)
    try:
        return moment.astimezone(datetime.UTC)
    except OverflowError:  # within a day of the first or the last year that there is
        return moment.replace(tzinfo=datetime.UTC)
