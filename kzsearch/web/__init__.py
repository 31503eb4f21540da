"""The server: an HTTP API and pages to read in. Everything that it shows comes from `serving` and `library`."""
