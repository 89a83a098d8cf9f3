"""How fast the desk is with very many cases, asked by HTTP as colleagues' browsers and programs ask."""
