"""One frozen document per report, and its renderings. Nothing here reads models, facts or the clock."""
