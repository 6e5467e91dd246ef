"""The codebook: read, checked and shown."""
