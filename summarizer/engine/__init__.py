"""Engines run requests on a loaded model; they know tokens, not articles."""
