"""The clock's entry points: what is due is planned, what is planned is sent."""
