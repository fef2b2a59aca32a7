"""What coding costs beside a plain spaCy pipeline and beside the floor: `make bench`, or `python -m tests.bench`."""
