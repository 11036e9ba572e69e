"""What phrases refer to: parties, places, periods, quantities."""
