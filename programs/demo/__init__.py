"""The demo: believable programs of two made-up companies, written into an empty record through actions."""
