"""The package room: an OOXML file as members, read with suspicion and copied raw."""
