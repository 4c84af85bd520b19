"""Tests, named like the modules they test."""
