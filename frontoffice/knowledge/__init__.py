"""What the agency says, in force on a date, and the answers given from it."""
