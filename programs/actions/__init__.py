"""The only writers of the record: verbs in one file per noun."""
