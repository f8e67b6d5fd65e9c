"""Forms of the record: what was typed becomes the arguments of one action, which alone judges it."""
