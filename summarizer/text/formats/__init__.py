"""Reads files that are no plain text: pages, office documents, PDF, books, mail, subtitles; a module each."""
