"""Readers turn a file into a Document of numbered paragraphs, one reader for each kind of file."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """A file that yields no text. The message names the file, says what is wrong with it, and is a line of a report by itself."""


READING = 3  # raised whenever a reader reads the same file otherwise than before, so that a refresh reads it again
