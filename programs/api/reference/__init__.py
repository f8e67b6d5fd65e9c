"""The description of the API as pages to read and to search."""
