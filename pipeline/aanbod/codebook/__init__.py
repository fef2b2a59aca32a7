"""The codebook: what the files say, checked and frozen."""
