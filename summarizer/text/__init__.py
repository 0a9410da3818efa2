"""Reads text: bytes to a document; sentences, names, terms and word lists."""
