"""What an analyst does after searching: where a quote comes from, how to cite, what changed over the years.

Functions take an open index and return records; they print nothing.
"""
