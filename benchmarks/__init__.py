"""What README claims about speed and memory, measured against a floor of the same minute."""
