"""Data files that the package reads: what it knows about names, places and English."""
