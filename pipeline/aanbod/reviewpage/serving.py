"""The server of the page: on 127.0.0.1 and nowhere else, quiet, until Ctrl-C."""

import errno
import logging
import os
import socket
from collections.abc import Callable

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from aanbod.errors import AanbodError

HOST = "127.0.0.1"
PORT = 8370
TRIES = 30  # ports above the usual one


class _Quiet(WSGIRequestHandler):
    """Errors are told, requests are not; nothing says which program answers."""

    disable_nagle_algorithm = True  # else a kept connection waits 40 ms for the second half of every answer

    def version_string(self) -> str:
        return "aanbod"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def serve(make: Callable[[int], Flask], port: int | None) -> BaseWSGIServer:
    """A server for the page that `make` makes for a port, ready to `serve_forever`.

    Without a port: the usual one, or the next that is free. AanbodError where the one asked for is taken.
    """
    bound = _bound(port)
    # werkzeug prints the address and a warning against use on the internet; the command tells the address itself.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    chosen = bound.getsockname()[1]
    with bound:  # the server works on a copy of the socket
        return make_server(HOST, chosen, make(chosen), threaded=True, request_handler=_Quiet, fd=bound.fileno())


def _bound(port: int | None) -> socket.socket:
    """A socket on this machine's own address; it is kept from the first moment, so that nobody takes it between."""
    wanted = [port] if port is not None else [*range(PORT, PORT + TRIES), 0]
    for number in wanted:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # a port that was just left is free; elsewhere this would let two programs share it
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, number))
            found.listen(128)
            return found
        except OSError as error:
            found.close()
            if port is not None:
                raise AanbodError(_why_not(error, port)) from error
    raise AanbodError("no port of this computer is free\n    close programs that serve pages, and try again")


def _why_not(error: OSError, port: int) -> str:
    remedy = "leave --port off, or name another"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use, by another review page or another program\n    {remedy}"
    return f"port {port} cannot be used: {error.strerror}\n    {remedy}, above 1023"
