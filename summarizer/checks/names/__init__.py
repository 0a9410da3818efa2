"""Proper names come through, and none is made up."""
