"""Benchmarks. ``make bench`` builds the same reports with Gongkai and with stock Material, and compares the two."""
