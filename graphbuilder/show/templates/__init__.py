"""The files that the page is put together from."""
