"""How is the reader model of index/comprehension made, from data to the packaged files? See README.md here."""
