"""How right the rules are: against a truth, and by what people decided; and what that says of the keywords."""
