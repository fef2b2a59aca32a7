"""The tables of a study: which there are, their rows and columns, and the passages behind each cell.

What a cell counts is said in `aanbod.counting`; how a table looks is for `aanbod.reports`.
"""
