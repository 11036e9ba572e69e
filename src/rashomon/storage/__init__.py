"""The study folder: documents, decisions and the archive."""
