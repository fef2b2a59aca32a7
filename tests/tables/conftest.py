"""The study of neighbourhood kitchens."""

from ..kitchens import stored, study

__all__ = ["stored", "study"]
