"""Tuning: makes an adapter for a shipped model from translations and articles with summaries."""
