"""Putting a built site in the place of the published one: where it may stand, who may write it, the exchange."""
