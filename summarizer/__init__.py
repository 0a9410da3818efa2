"""Summaries and English translations of Vietnamese news, checked against the source."""

__version__ = "0.1.0"
