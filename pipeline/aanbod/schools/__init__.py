"""What is asked of each case (a school) about what was coded for it, and what it answers.

`overview` gathers what was coded, `worddocument` and `htmldocument` write it down, `returned` reads what comes back,
`answering` makes decisions and memos of that, and `completeness` counts them. (`aanbod.evaluating.feedback` is
about keywords.)
"""
