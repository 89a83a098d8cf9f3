"""Names and streets of people who don't exist. Rare names are put together of syllables, so that no list knows them."""

_GIVEN = """
Abigail Aaron Adela Adrian Agnes Alejandro Alfredo Alicia Amanda Amara Andre Andrea Angela Antonio Arjun Ayesha
Barbara Beatriz Benjamin Bianca Brandon Brenda Bruno Caleb Camila Carlos Carmen Caroline Catherine Cecilia
Charles Chiamaka Christina Christopher Daniel Daniela David Deborah Dmitri Donald Dorothy Eduardo Edward
Elizabeth Emeka Emily Enrique Eric Esperanza Esteban Eva Fatou Felicia Fernando Frances Francisco Frank Gabriel
Gabriela Gloria Gregory Guadalupe Guillermo Hannah Hector Henry Hiroshi Ibrahim Ignacio Imani Isabel Ivan Jacob
Jacqueline James Jasmine Javier Jennifer Jesus Joaquin John Jonathan Jorge Jose Joseph Juan Judith Julia Karen
Katherine Kenneth Kevin Kwame Laila Latoya Laura Lawrence Leonard Leticia Linda Linh Lucia Luis Malik Manuel
Margaret Maria Marisol Martha Martin Matthew Mei Mercedes Michael Miguel Ming Minh Monica Nadia Natalie Nathan
Nicholas Nkechi Olivia Oscar Pablo Patricia Patrick Paul Pedro Priya Rachel Rafael Raj Ramon Raymond Rebecca
Ricardo Richard Robert Rosa Ruth Salvador Samuel Sandra Santiago Sara Shanice Sofia Stephanie Steven Susan
Svetlana Tamika Teresa Theodore Thomas Timothy Tomasz Valeria Vicente Victor Victoria Vincent Walter Wei William
Xiomara Yolanda Yusuf Zainab Zachary
"""
_FAMILY = """
Adams Aguilar Ahmed Allen Alvarez Anderson Bailey Baker Barnes Bennett Brooks Brown Campbell Castillo Castro
Chavez Chen Clark Collins Cook Cooper Cruz Davis Diaz Edwards Evans Fernandez Fisher Flores Foster Garcia Gomez
Gonzalez Gray Green Gutierrez Hall Harris Henderson Hernandez Hill Howard Hughes Ivanov Jackson Jenkins Jimenez
Johnson Jones Kelly Khan Kim King Kowalski Le Lee Lewis Long Lopez Martin Martinez Mendoza Miller Mitchell Moore
Morales Moreno Morgan Morris Murphy Nelson Nguyen Okafor Okonkwo Ortega Ortiz Parker Patel Perez Perry Peterson
Phillips Powell Price Ramirez Ramos Reed Reyes Richardson Rivera Roberts Robinson Rodriguez Rogers Romero Ross
Ruiz Russell Salazar Sanchez Sanders Santos Scott Singh Smith Soto Stewart Suarez Sullivan Taylor Thomas
Thompson Torres Turner Vargas Vasquez Vega Walker Ward Washington Watson White Williams Wilson Wood Wright Wu
Yang Young Zhang
"""
_HISPANIC = """
Aguilar Alvarez Castillo Castro Chavez Cruz Diaz Fernandez Flores Garcia Gomez Gonzalez Gutierrez Hernandez
Jimenez Lopez Martinez Mendoza Morales Moreno Ortega Ortiz Perez Ramirez Ramos Reyes Rivera Rodriguez Romero
Ruiz Salazar Sanchez Santos Soto Suarez Torres Vargas Vasquez Vega
"""
_STREETS = """
Alder Ash Aspen Bay Beacon Birch Bridge Cedar Chapel Cherry Church Clay College Court Dogwood Elm Fern Foundry
Franklin Front Garden Grove Hickory Highland Hill Jefferson Juniper Lake Laurel Liberty Lincoln Linden Locust
Madison Magnolia Main Maple Market Meadow Mill Monroe Mulberry Oak Orchard Park Pearl Pine Poplar Prospect Quay
River Ropewalk School Spring Spruce State Summit Sycamore Union Valley Vine Walnut Washington Water Willow
"""
_SYLLABLES = """
ba be bo da de do fa ga ka ke la le lo ma me mi mo na ne no ra re ri sa se ta te va ve vi za
"""
_SHORT = """
William Bill Will; Robert Bob Rob; Elizabeth Liz Beth; Margaret Peggy Meg; Richard Dick Rick; Michael Mike;
James Jim; Katherine Kate Kathy; Francisco Paco Pancho; Jose Pepe; Guadalupe Lupe; Guillermo Memo; Ignacio
Nacho; Jesus Chuy; Christopher Chris; Jennifer Jen; Patricia Pat Trish; Thomas Tom; Joseph Joe; Charles Chuck;
Daniel Dan; Edward Ed Ted; Samuel Sam; Susan Sue; Rebecca Becky; Deborah Debbie; Steven Steve; Gabriela Gaby;
Mercedes Meche; Salvador Chava; Enrique Quique; Alejandro Alex; Benjamin Ben
"""

GIVEN, FAMILY, STREETS, SYLLABLES = (text.split() for text in (_GIVEN, _FAMILY, _STREETS, _SYLLABLES))
HISPANIC = frozenset(_HISPANIC.split())
SHORT = {whole: short for whole, *short in (group.split() for group in " ".join(_SHORT.split()).split(";"))}
KINDS = ["Street", "Avenue", "Road", "Lane", "Drive", "Court"]
TOWNS = [
    ("Northside", "00120"),
    ("Northside", "00121"),
    ("Port Ellery", "00145"),
    ("Port Ellery", "00146"),
    ("Capitol City", "00103"),
    ("Capitol City", "00104"),
    ("Millrace", "00162"),
    ("Harrow", "00177"),
]
HOSTS = ["example.com", "example.org", "example.net"]
ENDS = ["n", "r", "s", "l", "ski", "wood", "ley", "son", "man", ""]
