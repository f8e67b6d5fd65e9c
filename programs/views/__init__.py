"""Pages of the record: a view translates a request into one action and its answer into HTML."""
