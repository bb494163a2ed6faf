"""What the desk does to companies, people and what ties them."""
