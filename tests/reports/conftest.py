"""The study of neighbourhood kitchens, and the templates that the project has."""

from pathlib import Path

import pytest

from ..kitchens import stored, study

__all__ = ["stored", "study"]
TEMPLATES = Path(__file__).parents[2] / "reports" / "templates"


@pytest.fixture
def templates() -> Path:
    """The project's own templates."""
    return TEMPLATES
