"""Quality: translations, summaries, checks; docs/measurements.md has the figures."""
