"""A page through the project's templates. The templates hold the wording and the layout; nothing is counted here."""

import base64
import hashlib
import re
import traceback
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import CodeType

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import ImmutableSandboxedEnvironment

from aanbod.errors import AanbodError
from aanbod.reports.page import Page
from aanbod.reports.passages import slug

FORMATS = ("html", "md")


class _Compiled(BytecodeCache):
    """Templates as this process compiled them. One whose text changed is compiled again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


def render(page: Page, form: str, templates: Path) -> str:
    """The page as `html` or `md`, by the template `<kind>.<form>` of the folder.

    AanbodError: a template is missing or wrong, with its file, its line and what to do.
    """
    context = {field.name: getattr(page, field.name) for field in fields(page)}
    return render_template(f"{page.kind}.{form}", context, templates)


def render_template(name: str, context: Mapping[str, object], templates: Path) -> str:
    """A template of the folder with the names that it may use. AanbodError as above."""
    try:
        return environment(templates).get_template(name).render(context)
    except TemplateNotFound as error:
        raise AanbodError(
            f"{templates / str(error.name)}: there is no such template\n"
            "    copy it from a new project (`aanbod init FOLDER`), or mend `templates:` in aanbod.yaml"
        ) from error
    except TemplateSyntaxError as error:
        place = f"{error.filename or templates / name}:{error.lineno}"
        raise AanbodError(f"{place}: {error.message}\n    mend this line of the template") from error
    except UnicodeDecodeError as error:
        raise AanbodError(
            f"{templates}: {name}, or a template that it uses, is no UTF-8\n    save it as UTF-8"
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        lines = [frame for frame in traceback.extract_tb(error.__traceback__) if _stands_in(frame.filename, templates)]
        if not lines:
            raise
        raise AanbodError(
            f"{lines[-1].filename}:{lines[-1].lineno}: {error}\n"
            "    mend this line of the template; README.md in its folder says what a template can use"
        ) from error


def environment(templates: Path) -> ImmutableSandboxedEnvironment:
    """The templates of a folder. Names that end in .html escape what they print; an unknown name is an error."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates, encoding="utf-8"),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )
    made.filters |= {"slug": slug, "md": markdown, "csp_hash": csp_hash}
    return made


def markdown(value: object) -> str:
    """A text that Markdown prints as it is, on one line, also within a table."""
    text = " ".join(str(value).split())
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*\[\]|~]|_(?!\w)|(?<!\w)_)", r"\\\1", text)


def csp_hash(text: object) -> str:
    """The source that allows exactly this inline script or style in a Content-Security-Policy."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode() + "'"


def _stands_in(filename: str, folder: Path) -> bool:
    return Path(filename).is_relative_to(folder)
