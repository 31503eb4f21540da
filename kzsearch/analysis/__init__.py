"""What an analyst does after searching: compare years, follow figures and recommendations, prove a quote, cite.

Functions take an open index and return records; they print nothing.
"""
