"""The errors a user may see: each says what, where, and what to do next.

A shell (the command line, the web application) maps them once: `status` to an HTTP answer,
`exit_code` to the process. Nothing below the shells prints or exits.
"""

from __future__ import annotations


class SearchAppError(Exception):
    """Base of every error that is meant for the user's eyes.

    `message` says what and where; `hint` says what to do next, in one sentence.
    """

    status = 500
    exit_code = 1
    retry_after = 0
    """Seconds after which it is worth while to ask again; 0 where that won't help by itself."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message

    @property
    def in_a_line(self) -> str:
        """Message and hint as a log has them."""
        return " ".join(str(self).split())


class BadRequest(SearchAppError):
    """A parameter has a value that can't be answered."""

    status = 400
    exit_code = 2


class NotFound(SearchAppError):
    """The story, facet or saved query that was asked for is not there."""

    status = 404


class ConfigError(SearchAppError):
    """A setting or a file that users write can't be used as it is."""

    status = 503
    exit_code = 2


class IngestError(SearchAppError):
    """One input (a file, or one line of it) can't be read as a story; the run goes on without it."""


class IndexMissing(SearchAppError):
    """There is no index where one was looked for."""

    status = 503


class IndexRefused(SearchAppError):
    """An index is there, but stale, altered or of another version, and is not opened."""

    status = 503


class EngineRefused(SearchAppError):
    """An engine does not take what it was given; nothing of it shows."""


class EngineUnavailable(SearchAppError):
    """The engine can't answer now: it can't be reached, lets us not in, or a part of it is away.

    There are no partial answers: in place of one this is raised.
    """

    status = 503
    retry_after = 30


class IndexLocked(SearchAppError):
    """Another process is writing this index."""

    status = 503


class ProcessLost(SearchAppError):
    """A process that worked for this one has ended before it was done."""


class ClusterError(SearchAppError):
    """Machines that work for this one can't be reached, or have another version of the program."""

    status = 503


class DiskError(SearchAppError):
    """A file or folder can't be read or written: the disk is full, read-only or broken, or a right is missing."""

    status = 503

    def __init__(self, message: str, *, hint: str = "", full: bool = False) -> None:
        super().__init__(message, hint=hint)
        if full:
            self.status = 507


class SavedQueriesError(DiskError):
    """The saved-queries database can't be read or written."""
