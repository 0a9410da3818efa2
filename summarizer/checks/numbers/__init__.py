"""Numbers, amounts and dates come through by value and unit."""
