"""How far coders agree, and which transcripts to code twice. Works on values: it knows no database and no command."""
