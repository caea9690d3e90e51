"""Sites that the workers of a cluster make; the cluster is on this machine, and its processes share no file."""
