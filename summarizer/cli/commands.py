"""The names of the commands, where each is, and what it does."""

# A command is imported when it is called.
COMMANDS = {
    "models": ("summarizer.cli.models:models", "List, fetch, verify and remove models."),
    "batch": ("summarizer.cli.batch:batch", "Many documents by a config file; can stop and resume."),
    "check": ("summarizer.cli.check:check", "Check anybody's translation, without a model."),
    "glossary": ("summarizer.cli.glossary:glossary", "Check a glossary; find an article's terms."),
    "config": ("summarizer.cli.config:config", "Show the settings and where each came from."),
    "schema": ("summarizer.cli.schema:schema", "Print the JSON Schema of a report."),
    "evaluate": ("summarizer.cli.evaluate:evaluate", "Measure translations and summaries."),
    "bench": ("summarizer.cli.bench:bench", "Measure speed and memory on an article."),
    "tune": ("summarizer.cli.tune:tune", "Make an adapter by a recipe; can stop and resume."),
    "completion": ("summarizer.cli.completion:completion", "Print the completion script of a shell."),
}
