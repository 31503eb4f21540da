"""What an analyst does next: records out, no printing."""
