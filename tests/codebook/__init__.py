"""Tests of codebooks."""
