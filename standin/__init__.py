"""A stand-in for the United Nations' servers: for the tests, and for a demonstration without the internet.

What belongs here: a real HTTP server on this machine that serves documents by symbol and language as theirs do, with
their redirects, types, names of files, pages of search results and OAI-PMH, and that can be told to misbehave. What
does not: anything that a run needs (``sederunt/sources/web/``).
"""
