"""The feed of changes: what a client that keeps a copy reads, first all rows and then what became of them."""
