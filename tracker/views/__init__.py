"""Pages of the reckoning: stored snapshots shown, with the record's rows beside them."""
