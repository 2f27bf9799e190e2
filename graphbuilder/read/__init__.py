"""Bytes -> Article: one module a format, `structure.py` for what the stretches of a text are for."""

from graphbuilder.read.articles import read_articles
from graphbuilder.read.draft import Draft, article_of
from graphbuilder.read.sources import check_paths, count_articles

__all__ = ["Draft", "article_of", "check_paths", "count_articles", "read_articles"]
