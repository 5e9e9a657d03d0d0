"""What tests stand on: real databases, a real browser, a clock that waits."""
