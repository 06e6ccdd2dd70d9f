"""The pure core: it decides, and knows no file, no network, no clock and no log."""
