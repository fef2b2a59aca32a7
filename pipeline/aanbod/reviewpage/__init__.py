"""The review page: a second front door beside the shell, with no rules of its own. It calls the functions of the store.

Flask is imported where the page is made, so that no other command waits for it.
"""
