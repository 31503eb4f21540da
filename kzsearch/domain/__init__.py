"""What is true of these reports in every file and index.

Countries and their spellings, tiers, series and their names, headings, list markers and the forms of sentences.
Nothing here reads a file.
"""
