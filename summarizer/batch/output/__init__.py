"""What a batch writes: a folder with a manifest of its documents, and whose the files in it are."""
