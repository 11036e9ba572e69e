"""What a codebook calls a clause."""
