"""Bytes → document; sentences, names, glossary."""
