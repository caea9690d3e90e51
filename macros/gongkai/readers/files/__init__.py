"""Files as bytes, before any format is read: kind, archive, encoding, limits, and separate processes."""
