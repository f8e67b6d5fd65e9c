"""Who pays for whose gain: the ledger of trade-offs (METHODS 7)."""
