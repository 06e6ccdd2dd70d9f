"""A week of a user's, and the calendars that follow it: what stands in them at the end of each day."""
