"""Serves the web application, on the first free port from the wanted one on; and finds the demo's stories."""

from __future__ import annotations

import logging
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from searchapp.authority import FILE_NAME
from searchapp.config import Settings
from searchapp.errors import ConfigError, NotFound

PORTS_TRIED = 20
_PACKAGE = Path(__file__).parent


def run(settings: Settings, *, say: Callable[[str], object]) -> None:
    """Serve until interrupted. A port that is taken is said, and the next one is tried."""
    import waitress

    from searchapp.web import create_app

    app = create_app(settings)
    listener = _listen(settings, say)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    say(f"Serving on http://{shown}:{port} (Ctrl-C stops it)")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait a moment is no news
    waitress.serve(
        app, sockets=[listener], threads=settings.threads, ident="searchapp", clear_untrusted_proxy_headers=True
    )


def _listen(settings: Settings, say: Callable[[str], object]) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    for port in range(settings.port, settings.port + PORTS_TRIED):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, port))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if not isinstance(error, PermissionError) and "in use" in str(error).lower():
                say(f"Port {port} is taken; trying {port + 1}.")
                continue
            raise ConfigError(
                f"Can't serve on {settings.host}:{port}: {error}.", hint="Choose another --host or --port."
            ) from error
        return listener
    raise ConfigError(
        f"Ports {settings.port} to {settings.port + PORTS_TRIED - 1} are all taken.", hint="Choose another --port."
    )


def demo_corpus(settings: Settings) -> Path:
    """The folder of the demo's stories; its names are copied to the data folder where that has none yet."""
    for folder in (settings.corpus, _PACKAGE.parent / "corpus", _PACKAGE / "corpus"):
        if folder.is_dir():
            names = folder / FILE_NAME
            if names.is_file() and not (settings.data / FILE_NAME).exists():
                settings.data.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(names, settings.data / FILE_NAME)
            return folder
    raise NotFound("The demo's stories are not here.", hint="Index your own: searchapp index PATH…")
