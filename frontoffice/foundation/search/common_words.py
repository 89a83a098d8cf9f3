"""Words too common to tell one text from another, folded, by language."""

ENGLISH = frozenset(
    """
    a about above after again against all also am an and any are as at be because been before being below between
    both but by can cannot could did do does doing don down during each etc ever few for from further get gets
    getting give got had has have having he her here hers herself him himself his how however i if in into is it its
    itself just know let like ll m many may me might more most much must my myself need no nor not now of off on once
    only or other others ought our ours ourselves out over own please re s same shall she should so some such t tell
    than that the their theirs them themselves then there these they thing things this those through to too under
    until up upon us use used using ve very want was we were what when where which while who whom why will with
    within without won would y yes you your yours yourself yourselves
    aren couldn d didn doesn hadn hasn haven isn mightn mustn needn shan shouldn wasn weren wouldn
    hi hello thank thanks ok okay
    """.split()  # noqa: SIM905 - read as prose, kept in order by hand
)
SPANISH = frozenset(
    """
    a al algo algun alguna algunas alguno algunos ante antes aqui asi aun aunque bajo bien cada casi como con cual
    cuales cualquier cuando cuanto cuanta cuantos cuantas de del desde despues donde dos el ella ellas ellos en entre
    era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos estoy fue fueron ha habia han
    hasta hay he hola la las le les lo los mas me mi mientras mis mucho muchos muy nada ni no nos nosotros nuestra
    nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque puede pueden puedo pues que quien
    quienes quiero se sea ser si sido sin sobre son soy su sus suya suyo tal tambien tan tanto te tener tengo ti tiene
    tienen todo todos toda todas tu tus un una unas uno unos usted ustedes y ya yo gracias favor necesito debo
    """.split()  # noqa: SIM905 - read as prose, kept in order by hand
)
BY_LANGUAGE = {"en": ENGLISH, "es": SPANISH}
