"""Bytes to text: one module a format, each giving the same ``Text``.

What belongs here: decoding, page furniture, lines, paragraphs, footnotes and their marks, document symbols. What does
not: what the words mean (``facts/``).
"""
