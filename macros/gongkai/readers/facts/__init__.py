"""What a document says about itself: agency, year, dates, numbers."""
