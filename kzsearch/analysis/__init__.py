"""What an analyst does with reports: compare years, follow recommendations and figures. Records out, no printing."""
