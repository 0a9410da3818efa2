"""The output is in the language that was asked for."""
