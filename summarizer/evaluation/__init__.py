"""Quality: translations, summaries, checks; RESULTS.md has the figures."""
