"""Putting a built site in the place of the published one: where it may be, who may write it, the exchange."""
