"""From a text to codings: passages, words, keywords, status. Knows no database and no template."""
