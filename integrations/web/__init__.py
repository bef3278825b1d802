"""What is fetched from the web at a merchant's word."""
