"""Front Office: the open front office of a public agency, every channel, one desk."""
