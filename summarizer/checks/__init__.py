"""(source, output) → findings; pure, no model."""
