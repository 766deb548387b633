"""The day in a date as mails and feeds write it: the one at the sender's own clock. Pure."""

from __future__ import annotations

from email.utils import parsedate_tz

_LONGEST = 200


def mail_day(written: str) -> str:
    """The day in ISO form; any other way to write a date comes back as it stands."""
    if len(written) > _LONGEST or ("," not in written and ":" not in written):
        return written
    try:
        found = parsedate_tz(written)
    except (ValueError, IndexError, TypeError, OverflowError):
        return written
    return f"{found[0]:04}-{found[1]:02}-{found[2]:02}" if found else written
