"""Emoji, as a class of characters for regular expressions."""

EMOJI = "[\u2600-\u27bf\u200d\ufe0f\U0001f000-\U0001faff]"
