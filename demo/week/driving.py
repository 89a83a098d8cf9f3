"""The week at Driver Licensing: tests, suspensions, other licenses."""

from demo.week.steps import Adds, Assigns, Matter, Notes, Replies, Resolves, Takes

INTERPRETER = Matter(
    key="huong-interpreter",
    day=-1,
    time="13:18",
    topic="license-tests",
    channel="phone",
    customer="huong",
    opened_by="lucia",
    language="vi",
    subject="Interpreter for road test",
    words=(
        "Ms. Tran called with her nephew on the line; continued with a telephone interpreter in Vietnamese. She "
        "has a road test at Harbor next week and would like an interpreter in the car. Please call her back."
    ),
    steps=(
        Notes(
            -1,
            "13:25",
            "lucia",
            "Told her that nobody can ride along but that an interpreter can help before the test begins. She "
            "asked whether she could bring a list of words. Needs someone who knows how the Harbor examiners "
            "do it. Interpreter used, 11 minutes, not billed.",
        ),
        Assigns(-1, "14:05", "gordon", "dana", "Knows the Harbor examiners."),
        Notes(
            0,
            "09:50",
            "dana",
            "Called Harbor: a list of words on paper is fine before the test, not in the car. Tried her number "
            "at 9:45, no answer. Will try again with an interpreter in the afternoon.",
        ),
    ),
)

COMMERCIAL = Matter(
    key="abdi-commercial",
    day=-1,
    time="15:05",
    topic="license-commercial",
    channel="phone",
    customer="abdi",
    opened_by="lucia",
    language="so",
    subject="Commercial permit runs out before the skills test",
    words=(
        "Mr. Warsame's commercial learner permit runs out in nine days. The first free skills test at Harbor is "
        "in sixteen. He asks whether he has to take the knowledge test again and whether he loses the test fee."
    ),
    steps=(
        Takes(-1, "15:30", "tomas"),
        Notes(
            0,
            "10:20",
            "tomas",
            "Permit was not renewed before, so it can be renewed once without a test. Check that the skills "
            "test date stays in the booking system when the permit number changes.",
        ),
    ),
)

MOTORCYCLE = Matter(
    key="colleen-motorcycle",
    day=-3,
    time="08:41",
    topic="license-tests",
    channel="email",
    customer="colleen",
    opened_by="dana",
    subject="Motorcycle class added?",
    words=(
        "I finished the rider course at the community college on Saturday. Do I still need to take your road "
        "test, and what do I pay to get the M on my license?\n\nColleen Gratz"
    ),
    steps=(
        Takes(-3, "09:15", "dana"),
        Replies(
            -3,
            "09:34",
            "dana",
            "Dear Ms. Gratz,\n\nNo road test: an approved rider course takes its place. Bring the course "
            "certificate and your license to any office. The motorcycle endorsement costs $15.00, and you get a "
            "paper license the same day.\n\nDana Whitfield",
            cites=(("road-test", "Motorcycles"),),
        ),
        Adds(-2, "19:12", "Got it done at Northside tonight in ten minutes. Thanks!"),
        Resolves(-1, "08:20", "dana", "Endorsement added at Northside; customer confirmed."),
    ),
)

FOREIGN_LICENSE = Matter(
    key="oksana-foreign",
    day=-5,
    time="20:47",
    topic="license-new",
    channel="web",
    customer="oksana",
    subject="Driving with a license from Ukraine",
    words=(
        "I live in Port Ellery for five weeks now. I have Ukrainian driving license, valid until 2031. How long "
        "I can drive with it and do you take it away when I get the Columbia one?"
    ),
    asked=("can i drive with license from my country", "how long"),
    steps=(
        Takes(-4, "08:25", "tomas"),
        Replies(
            -4,
            "08:52",
            "tomas",
            "Dear Ms. Melnyk,\n\nYou can drive with your valid license for up to 60 days after you began to live "
            "here. After that you need a Columbia license, with the vision, knowledge and road tests. You keep "
            "your Ukrainian license; we do not take it. An interpreter is free if you would like one.\n\n"
            "Tomas Reinholt",
            cites=(
                ("first-driver-license", "If your license is from another country"),
                ("interpreter-and-language-help", "Tests in other languages"),
            ),
        ),
        Resolves(-3, "16:40", "tomas", "Answered with the 60-day rule and the tests."),
        Adds(
            0,
            "18:33",
            "I tried to book the road test and the first free date is 12 days after my 60 days. Can I drive until "
            "then? I must bring my son to school.",
        ),
    ),
)

NO_GAP_IN_INSURANCE = Matter(
    key="samuel-insurance",
    day=-7,
    time="07:31",
    topic="license-suspension",
    channel="web",
    customer="samuel",
    subject="Suspended for no insurance, but I was insured",
    words=(
        "I got a notice that my license and my truck are suspended because my insurance ended. I only changed "
        "companies. The new policy began the same day. I need this fixed before I am stopped on the road."
    ),
    asked=("suspended no insurance but i changed companies",),
    steps=(
        Takes(-7, "09:05", "dana"),
        Replies(
            -7,
            "09:31",
            "dana",
            "Dear Mr. Adeyemi,\n\nPlease send the declarations page of the new policy, or a letter from the "
            "company that shows no gap. If there was none, we cancel the suspension and you pay nothing. Your "
            "notice is dated four days ago, so you can also ask for a review, and then the suspension waits for "
            "the decision.\n\nDana Whitfield",
            cites=(
                ("suspended-license", "Insurance suspensions"),
                ("appeals-and-reviews", "Suspensions"),
            ),
            waits=True,
        ),
        Adds(-6, "12:04", "Here it is, both pages in one file.", "insurance-declarations.pdf"),
        Notes(-6, "13:22", "dana", "Policy begins at 12:01 a.m. of the day the old one ended. No gap."),
        Resolves(-6, "13:40", "dana", "Suspension canceled, no fee: there was no gap in the insurance."),
    ),
)

OUT_OF_STATE_TICKET = Matter(
    key="visitor-ticket",
    day=-2,
    time="22:14",
    topic="license-suspension",
    channel="web",
    subject="Ticket from another state",
    words=(
        "i would rather not say who i am. if somebody has an old speeding ticket from another state that was "
        "never paid can they still renew here or do they get arrested at the counter"
    ),
    asked=("unpaid speeding ticket other state can i renew",),
    steps=(
        Takes(-1, "08:10", "dana"),
        Replies(
            -1,
            "08:44",
            "dana",
            "Hello,\n\nNobody is arrested at our counter for an unpaid ticket. If a court told us that a ticket is "
            "not settled, the license is suspended until the court tells us that it is, and reinstatement costs "
            "$50.00. Anyone can see their own status online with the license number. Was the ticket from a state "
            "that has written to you in the last two years? Then we can say more.\n\nDana Whitfield",
            cites=(("suspended-license", "Why a license is suspended"),),
            waits=True,
        ),
    ),
)

TEST_IN_SPANISH = Matter(
    key="mateo-examen",
    day=-2,
    time="12:49",
    topic="license-tests",
    channel="web",
    customer="mateo",
    language="es",
    subject="Examen escrito en español",
    words=(
        "Buenas tardes. Mi hijo tiene 16 años y quiere sacar la licencia. ¿Puede hacer el examen escrito en "
        "español? ¿Y cuánto cuesta si no lo pasa la primera vez? Gracias."
    ),
    steps=(
        Takes(-2, "13:30", "lucia"),
        Replies(
            -2,
            "13:55",
            "lucia",
            "Estimado Sr. Villanueva:\n\nSí. El examen de conocimientos se puede hacer en español, y la computadora "
            "también lo lee en voz alta. Los dos primeros intentos están incluidos en la tarifa de la licencia. "
            "Desde el tercero, cada intento cuesta $10.00, y se puede repetir el siguiente día hábil.\n\n"
            "Lucia Ferrante",
            cites=(
                ("interpreter-and-language-help", "Tests in other languages"),
                ("first-driver-license", "Tests"),
            ),
        ),
        Adds(-2, "21:10", "Muchas gracias, muy amable."),
        Resolves(-1, "08:35", "lucia", "Contestado en español; no necesita nada más."),
    ),
)

MATTERS = [
    INTERPRETER,
    COMMERCIAL,
    MOTORCYCLE,
    FOREIGN_LICENSE,
    NO_GAP_IN_INSURANCE,
    OUT_OF_STATE_TICKET,
    TEST_IN_SPANISH,
]
