"""Drawings of the graph: the dossier page, the picture as SVG and PNG."""
