"""Between the store and another program's project: what is sent, what is received. The files are of `aanbod.refi`."""
