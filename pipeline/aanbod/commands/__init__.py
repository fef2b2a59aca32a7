"""One module per command: arguments in, messages out. The rules are elsewhere."""
