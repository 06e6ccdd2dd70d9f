"""Where the feed goes, one module for each kind of place."""
