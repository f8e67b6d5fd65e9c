"""What the analyses say: results in, one section of words, chart and rows out, for page and report alike."""
