"""Tools of those who build Hawker; nothing here runs in a shop."""
