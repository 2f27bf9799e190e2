"""Bytes -> Article: one module a format, `structure.py` for what the stretches of a text are for."""

from graphbuilder.read.articles import read_articles
from graphbuilder.read.draft import Draft, article_of

__all__ = ["Draft", "article_of", "read_articles"]
