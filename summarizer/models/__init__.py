"""A model's name → verified files → a ready engine."""
