"""The page as a Flask application: the guard, the pages, the answers, and how errors are told."""

from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from aanbod.errors import AanbodError
from aanbod.store import StoreError

from .answers import add_answers
from .guard import Keys, guard
from .pages import add_pages
from .sitting import Sitting


def create_app(sitting: Sitting, keys: Keys, port: int) -> Flask:
    """The review page for one sitting, to be served on this port of this machine."""
    app = Flask(__name__)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.json.sort_keys = False  # type: ignore[attr-defined]
    guard(app, keys, port)
    add_pages(app, sitting, keys.page)
    add_answers(app, sitting)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Any:
        words = sitting.words
        key = f"refused_{error.description if error.code == 403 else error.code}"
        return _told(words.get(key, words["refused"]), error.code or 500, words["no_page"])

    @app.errorhandler(StoreError)
    def unavailable(error: StoreError) -> Any:
        words = sitting.words
        message = words[f"trouble_{error.trouble}"].format(store=error.address, reason=error.reason)
        # To the page 503 is what passes by itself: it tries again.
        return _told(message, 503 if error.trouble == "busy" else 500, words["no_store"])

    @app.errorhandler(AanbodError)
    def mistaken(error: AanbodError) -> Any:
        return _told(str(error), 400, sitting.words["no_page"])

    def _told(message: str, status: int, title: str) -> tuple[Response | str, int]:
        if request.path.startswith("/api/"):
            return jsonify(error=message), status
        return render_template("refused.html", lang=sitting.language, title=title, message=message), status

    return app
