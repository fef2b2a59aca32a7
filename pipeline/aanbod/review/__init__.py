"""What every way to review has in common: what is asked and in which order, and a review as a spreadsheet.

The page in the browser is `aanbod.reviewpage`, the terminal `aanbod.commands.review_terminal`.
"""
