"""Pure analyses of the record: no Django, no clock."""
