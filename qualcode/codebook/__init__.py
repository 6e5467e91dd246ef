"""The codebook: read, checked, shown, changed in its file, compared and merged."""
