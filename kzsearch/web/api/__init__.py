"""The HTTP API: one table of addresses, from which routes and their description are made."""
