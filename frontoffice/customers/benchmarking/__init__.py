"""How well customers who are on file twice are found: made-up people, with the mistakes that real desks make."""
