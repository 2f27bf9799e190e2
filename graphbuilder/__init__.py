"""Turn news articles into a graph of events that leads back to the words that state them."""

__version__ = "0.1.0"
