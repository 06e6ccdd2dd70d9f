"""Google's servers: signing in, and one HTTP session with them. What is asked of them is left to others."""
