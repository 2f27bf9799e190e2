"""Example articles, installed with the package: the demo builds its graph from them."""
