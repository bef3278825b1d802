"""A payment gateway for trying: a stranger to the shop, with its own books, its own pages and its own moods.

It knows nothing of Hawker's database and speaks to it as any gateway does: the shop calls its REST API, it calls the
shop's webhook. No money moves here.
"""
