"""What a batch reads: paths, patterns and tables, and the articles in them."""
