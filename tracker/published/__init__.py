"""Forecasts that others published, replayed: what ours are read beside until enough of ours have been judged."""
