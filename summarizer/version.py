"""The version of the program, which reports carry."""

__version__ = "0.2.0"
