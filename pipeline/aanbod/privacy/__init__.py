"""What is personal in a text: found, masked, or replaced by pseudonyms. It knows no store, no shell and no report."""
