"""Rules about what is published beside what was published before."""
