"""A country's tiers and a concept's presence, year by year; years without a report are shown as such."""
