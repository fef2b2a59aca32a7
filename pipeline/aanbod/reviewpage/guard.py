"""Who may talk to the page: this machine's own browser, by the link that the program printed, and no other site.

Another site can make a browser send requests here, or point a name of its own at 127.0.0.1. So a request must name a
host of ours (DNS rebinding), come from our own page (Origin, Sec-Fetch-Site), carry the cookie that the link was
exchanged for, and, where it changes something, a header that only our page knows.
"""

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

from flask import Flask, Request, Response, abort, redirect, request

MAX_BODY = 64 * 1024  # bytes; a memo or a passage is far smaller
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Keys:
    """What one start of the server gives out: `link` once, in the printed link; `cookie` for it; `page` to pages."""

    link: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=_secret, repr=False)
    page: str = field(default_factory=_secret, repr=False)


def guard(app: Flask, keys: Keys, port: int) -> None:
    """Refuses every request that is not from our own page on this port, and gives every answer the headers of it."""
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    cookie = f"aanbod-{port}"  # browsers share cookies between ports
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    @app.before_request
    def check() -> Response | None:
        if request.host not in hosts:
            abort(403, "host")
        if request.method in ("GET", "HEAD") and request.path == "/" and "token" in request.args:
            if not _same(request.args["token"], keys.link):
                abort(403, "token")
            # The address without the token: it stays in no history, bookmark or screenshot.
            answer = redirect("/", 303)
            answer.set_cookie(cookie, keys.cookie, httponly=True, samesite="Strict", path="/")
            return answer  # type: ignore[return-value]
        if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            abort(403, "site")
        if not _same(request.cookies.get(cookie, ""), keys.cookie):
            abort(403, "token")
        if request.method not in ("GET", "HEAD"):
            _check_change(request, keys)
        return None

    @app.after_request
    def add_headers(answer: Response) -> Response:
        answer.headers.update(_HEADERS)
        return answer


def _check_change(request: Request, keys: Keys) -> None:
    if request.headers.get("Origin", request.host_url.rstrip("/")) != request.host_url.rstrip("/"):
        abort(403, "site")
    if not _same(request.headers.get("X-Aanbod-Page", ""), keys.page):
        abort(403, "page")


def _same(given: str, secret: str) -> bool:
    return compare_digest(given.encode(), secret.encode())
