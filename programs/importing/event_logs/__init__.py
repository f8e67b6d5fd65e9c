"""Event logs on their way in: bytes -> unpacked -> events of cases, each with a time and an actor."""
