"""What reports say in six languages: their words as data, and the code that finds them."""
