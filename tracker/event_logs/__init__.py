"""Event logs from the file to the record: read, understood, shown, and loaded when somebody says so."""
