"""A report as page, text, Markdown, JSON, HTML."""
