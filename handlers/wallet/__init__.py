"""S-62: what a customer has at the shop, and how it came there."""
