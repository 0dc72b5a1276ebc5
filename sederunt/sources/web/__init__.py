"""Documents that come over HTTP: who may be asked, how politely, what came, and what is new there.

What belongs here: the client and its rules, the United Nations' document system and library, the manifest of what was
asked. What does not: the folder as a source (``folder.py``), reading what came (``batches.py``).
"""
