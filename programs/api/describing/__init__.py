"""What the description of the API says beyond its views: words, groups, headers, links and examples."""
