"""Reports of the same happening, set side by side."""
