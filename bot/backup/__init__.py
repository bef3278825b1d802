"""One file that brings an installation back: database, pictures, files for buyers, and what they must add up to."""
