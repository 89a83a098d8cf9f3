"""The week at Driver Licensing: what else lies on one representative's desk."""

from demo.week.steps import Adds, Assigns, Matter, Notes, Replies, Takes

LICENSE_FROM_ELSEWHERE = Matter(
    key="ingrid-license",
    day=0,
    time="10:05",
    topic="license-new",
    channel="web",
    customer="ingrid",
    subject="My old state's license ran out last year",
    words=(
        "My Minnesota license expired 14 months ago because I did not drive there. Do I have to take the "
        "knowledge test and the road test with an expired license from another state? I have driven for 22 years."
    ),
    asked=("license from another state expired do i need the tests",),
    steps=(
        Takes(0, "13:20", "dana"),
        Notes(
            0,
            "13:34",
            "dana",
            "More than a year, so both tests. Minnesota could confirm whether it was extended while she was "
            "abroad; asked her for the dates before I say no.",
        ),
    ),
)

EYE_DOCTOR = Matter(
    key="beatrice-vision",
    day=0,
    time="09:40",
    topic="license-renewal",
    channel="phone",
    customer="beatrice",
    opened_by="lucia",
    subject="Eye doctor's form instead of the vision test",
    words=(
        "Ms. Lindqvist came on Thursday evening and could not read the third line in our machine. Her eye "
        "doctor says that she sees well enough with her new glasses, which come next week. She asks whether "
        "the doctor can fill in a form so that she does not have to be driven in again."
    ),
    steps=(
        Assigns(0, "10:20", "gordon", "dana", "You renewed her neighbor last month; same question."),
        Notes(
            0,
            "15:05",
            "dana",
            "Her neighbor can bring the form. Call her after 4 p.m., before that she is asleep.",
        ),
    ),
)

SHUTTLE_VAN = Matter(
    key="foodbank-van",
    day=-1,
    time="11:48",
    topic="license-commercial",
    channel="email",
    customer="foodbank",
    opened_by="dana",
    subject="Volunteers who drive our 15-seat van",
    words=(
        "We were given a van with 15 seats and the driver's. Our volunteers have ordinary licenses. Does each "
        "of them need a commercial license now, and does it matter that nobody pays for the ride?\n\nColumbia "
        "Valley Food Bank"
    ),
    steps=(
        Takes(-1, "12:10", "dana"),
        Notes(
            0,
            "11:10",
            "dana",
            "15 and the driver make 16, which is where the smaller commercial class begins. Taking out one "
            "seat would change it. Asked Tomas whether the seat has to be unbolted or only blocked.",
        ),
    ),
)

PRACTICE_LOG = Matter(
    key="samuel-log",
    day=-2,
    time="17:55",
    topic="license-tests",
    channel="web",
    customer="samuel",
    subject="Practice log left on the bus",
    words=(
        "My daughter's road test is on Friday. She did her hours, 61 of them, and left the log on the bus. Is "
        "the test off? Her aunt rode with her for most of it."
    ),
    asked=("lost the driving practice log before road test",),
    steps=(
        Takes(-1, "08:15", "dana"),
        Replies(
            -1,
            "08:31",
            "dana",
            "Dear Mr. Adeyemi,\n\nThe test can go ahead. Your daughter needs a log with 50 hours, 10 of them "
            "at night, signed by the adult who rode with her. Please write it again as well as you can, let "
            "her aunt sign it, and answer this message with a photo. I will note it on the "
            "appointment.\n\nDana Whitfield",
            cites=(("first-driver-license", "Drivers under 18"), ("road-test", "What to bring")),
            waits=True,
        ),
    ),
)

OLD_MIDDLE_NAME = Matter(
    key="dwayne-name",
    day=-2,
    time="09:05",
    topic="license-change",
    channel="post",
    customer="dwayne",
    opened_by="dana",
    subject="Middle name that was never mine",
    words=(
        "Letter by hand. Enclosed is my card. It says Dwayne Earl. I am Dwayne Earle, with an e at the end, "
        "as my mother spelled it, and so does my birth certificate, of which a copy. It has been wrong for "
        "eleven years and I would like it right before I am buried with it."
    ),
    steps=(
        Takes(-2, "09:10", "dana"),
        Notes(
            -1,
            "15:40",
            "dana",
            "Our mistake: the application of 2015 has the e. Correction and card are free. A copy of the "
            "certificate is enough, since the original is scanned with the application. He has no telephone, "
            "so the answer goes with the card.",
        ),
    ),
)

ANOTHER_DATE = Matter(
    key="mateo-fecha",
    day=0,
    time="16:32",
    topic="license-tests",
    channel="web",
    customer="mateo",
    language="es",
    subject="Cambio de fecha para el examen de manejo",
    words=(
        "Buenas tardes. Mi hijo tiene el examen de manejo el martes, pero ese día tiene un examen en la "
        "escuela. ¿Se puede cambiar la fecha sin perder los $25.00? Gracias otra vez."
    ),
)

STILL_NO_CARD = Matter(
    key="terrence-temporary",
    day=1,
    time="08:03",
    topic="license-replacement",
    channel="web",
    customer="terrence",
    subject="Temporary license on my phone",
    words=(
        "Ordered a new card because the dog ate the old one. A policeman says the page on my phone is not a "
        "license and has to be on paper. Your page says phone is fine. Who is right?"
    ),
    asked=("is the temporary license on my phone valid",),
)

DRIVING_TO_WORK = Matter(
    key="jesse-restricted",
    day=-1,
    time="16:20",
    topic="license-suspension",
    channel="phone",
    customer="jesse",
    opened_by="lucia",
    subject="May I drive to work meanwhile?",
    words=(
        "Mr. Kowalczyk waits for the decision on his fee. He asks whether he can drive to work until then and "
        "what he has to bring. He works nights at the cannery."
    ),
    steps=(
        Takes(-1, "16:45", "dana"),
        Replies(
            0,
            "08:25",
            "dana",
            "Dear Mr. Kowalczyk,\n\nYou can ask for a restricted license. It lets you drive to work, to "
            "school, to a doctor and to a treatment program. Please bring a letter from your employer and "
            "proof of insurance. It costs $30.00.\n\nDana Whitfield",
            cites=(("suspended-license", "Restricted license for work"),),
            waits=True,
        ),
        Adds(0, "12:40", "Called: the cannery writes the letter on Monday. Does it have to name the hours?"),
    ),
)

MATTERS = [
    LICENSE_FROM_ELSEWHERE,
    EYE_DOCTOR,
    SHUTTLE_VAN,
    PRACTICE_LOG,
    OLD_MIDDLE_NAME,
    ANOTHER_DATE,
    STILL_NO_CARD,
    DRIVING_TO_WORK,
]
