"""What the shop owes a customer: refunds kept here and credit the shop has given. It pays for orders."""
