"""The work of a batch, done by workers on the machines of a Ray cluster."""
