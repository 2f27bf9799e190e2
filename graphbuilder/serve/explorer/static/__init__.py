"""The page, its style sheet and its modules."""
