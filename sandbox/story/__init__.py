"""`make demo STORY=1`: a week of the small company, told in a terminal."""
