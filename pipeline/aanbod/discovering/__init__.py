"""What the codebook lacks: organisations and forms of offer in the texts that no rule knows. Knows no database."""
