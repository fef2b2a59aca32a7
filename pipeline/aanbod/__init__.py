"""Codebook-driven coding of Dutch school reports, from transcripts to defensible inventory tables."""

__version__ = "0.1.0"
