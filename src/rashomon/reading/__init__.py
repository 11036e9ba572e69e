"""From files and pages to documents, and which documents repeat another."""
