"""What the program knows of the Dutch language: spelling and word forms. No study's words stand here."""
