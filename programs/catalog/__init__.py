"""What ships with the product, for stewards to take over."""
