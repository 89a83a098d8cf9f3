"""Given names that are one name, in English and Spanish, and such as are known to be names of their own.

Two known names that are spelled alike are two people (Eric and Erica, Maria and Mario), not one misspelled.
"""

_ONE_NAME = """
abigail abby abbie gail; abraham abe; adrian ade; agnes aggie; albert al bert albie; alberto beto; alejandra ale
sandra; alejandro alex ale; alexander alex alec sandy xander; alexandra alex sandra lexi; alfonso poncho; alfred fred
alf alfie; alfredo fredo; alice ally; allison allie ally; amanda mandy; andrea andie; andrew andy drew; angela angie;
anita ana; anna ann anne annie nan; antonia toni tona; antonio tony tono toni; anthony tony; archibald archie; armando
mando; arthur art artie; augustine gus; barbara barb babs; bartholomew bart; beatrice bea trixie; beatriz bea betty;
benjamin ben benny; bernard bernie; bernardo nardo; bertha bertie; beverly bev; bradley brad; brandon bran; bridget
bridie; calvin cal; cameron cam; carlos charly; carmen carmela; carolina caro; caroline carrie caro; catherine cathy
kate katie kit cat; katherine kathy kate katie kit kat; kathleen kathy kath; cecilia ceci cece; charles charlie chuck
chas; charlotte charlie lottie; christina chris tina christy; christine chris tina christy; christopher chris kit
topher; clarence clare; clifford cliff; concepcion concha conchita; consuelo chelo; constance connie; cornelius neil;
cristina cris tina; cynthia cindy; daniel dan danny; daniela dani; david dave davey; deborah deb debbie debra; dennis
denny; diana di; dolores lola; dominic dom nick; donald don donny; dorothy dot dottie; douglas doug; edgar ed; eduardo
lalo edu; edward ed eddie ned ted teddy; edwin ed eddie; eleanor ellie nell nora; elizabeth liz lizzie beth betty
betsy eliza libby lisa; ellen nell; emanuel manny; emilio milo; emily em emmy; enrique quique kike; ernest ernie;
ernesto neto; esperanza lanza; esther essie; eugene gene; evelyn evie eve; federico fede; felicia fel; fernando nando
fer; florence flo; frances fran frannie; francis frank; francisca paca pancha; francisco paco pancho frank cisco;
franklin frank; frederick fred freddy rick; gabriel gabe; gabriela gabi gaby; gerald gerry jerry; gerardo gera;
gertrude gertie trudy; gilbert gil; gilberto beto; gloria glo; graciela chela; gregory greg; guadalupe lupe lupita;
guillermo memo; gustavo gus tavo; hannah hana; harold harry hal; harriet hattie; hector tito; helen nell; henry hank
harry hal; herbert herb bert; hortensia tencha; howard howie; hugo huguito; humberto beto; ignacio nacho; irene rene;
isabel isa chabela bel; isabella bella izzy; isaac ike; jacob jake; jacqueline jackie; jaime jimmy; james jim jimmy
jamie; janet jan; javier javi; jeffrey jeff; jennifer jen jenny; jeremy jerry; jerome jerry; jessica jess jessie;
jesus chuy chucho; joaquin quino; john jack johnny jon; jonathan jon jonny; jorge coque; jose pepe; josefa pepa;
josefina fina; joseph joe joey; josephine jo josie; joshua josh; juan juanito; juana juanita; judith judy; julia
julie; julian jules; kenneth ken kenny; kimberly kim; kristina kris tina; lawrence larry; leonard leo lenny; leonardo
leo; leticia lety; lillian lily lil; linda lindy; louis lou; louise lou; lourdes lulu; lucia lucy; luis lucho; luisa
lu; madeline maddie; magdalena magda lena; manuel manny manolo; manuela manola; marcelo chelo; margaret maggie meg
peggy marge margie; margarita rita mago; maria mari maru; maricela mari; marilyn lyn; martha marty; martin marty;
matthew matt; matilda tilly; maximilian max; melissa mel missy; mercedes meche; michael mike mick mickey; michelle
shelly; miguel mike migue; mildred millie; mitchell mitch; mohammed mohamed muhammad mohammad; monica moni; nancy nan;
natalie nat; natasha tasha; nathan nate; nathaniel nate nat; nicholas nick nicky nicolas; nicolas nico; nicole nikki;
norma normita; octavio tavo; olivia liv; oliver ollie; oscar osc; pamela pam; patricia pat patty trish tricia; patrick
pat paddy; paul paulie; paula paulita; pedro perico; penelope penny; peter pete; philip phil; phillip phil; rachel
rae; rafael rafa; rafaela rafa; ramon moncho; raymond ray; raymundo ray mundo; rebecca becky becca; refugio cuca;
reginald reg reggie; richard rick rich dick ricky; ricardo rico richi; robert rob bob bobby robbie bert; roberta
bobbie; roberto beto rob; rodney rod; rodolfo rudy fito; rogelio roger; ronald ron ronnie; rosa rosita; rosario chayo
charo; rose rosie; rosemary rose rosie; russell russ; ruth ruthie; salvador chava; samantha sam; samuel sam sammy;
santiago chago santi; sarah sally sara; sebastian seb; sergio checo; sharon shari; silvia chiva; sofia sofi; solomon
sol; sophia sophie; stanley stan; stephanie steph; stephen steve; steven steve; susan sue susie; susana susi; suzanne
sue suzy; sylvia syl; teodoro teo; teresa tere tessa; theodore ted teddy theo; theresa terry tess; thomas tom tommy;
timothy tim timmy; tobias toby; valentina vale; valerie val; vanessa nessa; veronica vero ronnie; vicente chente;
victor vic; victoria vicky tori; vincent vince vinny; virginia ginny; walter walt wally; wendy wen; william bill billy
will willie liam; xavier xavi; yolanda yoli; zachary zach zack
"""
_OTHERS = """
aaron ada adam adela aisha alan alana alba aldo alfredo alicia alma alyssa amber amy ana andres angel angelica april
ariana arturo ashley austin ava beth blanca bonnie brad brenda brian bruce bruno bryan byron camila carl carla carol
cesar chad chelsea cheryl chloe clara claudia claire clayton cody colin connor corey courtney craig crystal curtis
dale damian dana danielle darren dean denise derek desiree diane diego donna doris dylan earl elaine elena elias
elisa ella elsa emma enzo eric erica erik erika erin esteban ethan eva evan fabian faith fatima felipe felix fiona
flora gavin genesis george gina glen glenn grace grant greta hailey hanna hazel heather heidi ian ines ingrid irma
ivan jada jade jane jared jasmine jason javier jay jean jenna jesse jill joan joanna joel jordan joy joyce juanita
julio justin kara karen karina karl kayla keith kelly kevin kyle lara laura lauren leah lee leon leslie lisa lois
lola lorena lori luca lucas lucy luke lydia lynn mabel marc marcia marco marcos marcus maria mariana marie marina
mario marion marisol mark marta mary mateo maya megan mia mila miriam molly myra nadia naomi natalia nelson nina noah
noel nora norman oscar pablo paloma pearl phyllis rachael ralph raquel raul rene ricky rita robin roger rosalia ross
roy ruben ryan sally sandra sara scott sean selena seth shane shannon sheila shirley sierra sonia spencer stella
stuart tamara tanya tara taylor terrence tina todd tony tracy travis trevor troy tyler uma ursula vera vernon victor
violet wade wanda warren wayne wesley wilma yesenia yvette yvonne zoe
"""


def _families() -> dict[str, frozenset[str]]:
    """Each name with the full names it may stand for, itself among them."""
    found: dict[str, set[str]] = {}
    for group in " ".join(_ONE_NAME.split()).split(";"):
        whole, *short = group.split()
        found.setdefault(whole, set()).add(whole)
        for name in short:
            found.setdefault(name, set()).add(whole)
    return {name: frozenset({name, *wholes}) for name, wholes in found.items()}


FAMILIES = _families()
KNOWN = frozenset(FAMILIES) | frozenset(_OTHERS.split())


def one_name(one: str, other: str) -> bool:
    """Whether two folded given names are one, or short forms of one."""
    if one == other:
        return True
    mine, theirs = FAMILIES.get(one, frozenset({one})), FAMILIES.get(other, frozenset({other}))
    return bool(mine & theirs)


def whole_names(name: str) -> frozenset[str]:
    """The names under which a given name is looked for: itself and what it is short for."""
    return FAMILIES.get(name, frozenset({name}))
