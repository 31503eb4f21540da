"""What is true of these reports, whatever file or index they are in.

The countries and how they are spelled, the tiers, the series and their names, the headings and list markers, and the
forms that their sentences have. Nothing here reads a file.
"""
