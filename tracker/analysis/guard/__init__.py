"""Whether the order of the change is kept: gates by the record, violations with their days, waivers."""
