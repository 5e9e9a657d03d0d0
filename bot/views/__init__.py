"""What people see: pure functions from data and a translator to Block Kit."""
