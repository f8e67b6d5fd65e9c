"""The record over HTTP: every read starts from ``visible_to``, every write calls exactly one action."""
