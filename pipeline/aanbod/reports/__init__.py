"""From tables to something one can read, print or calculate with: html, md, csv and xlsx."""
