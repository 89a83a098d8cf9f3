"""The week at Driver Licensing: renewals, changes and proofs."""

from demo.week.steps import Adds, Assigns, Attaches, Matter, Notes, Replies, Resolves, Takes, Tells

STUCK_RENEWAL = Matter(
    key="marisol-renewal",
    day=-1,
    time="09:02",
    topic="license-renewal",
    channel="web",
    customer="marisol",
    access_code="RWW56-4F5XV-QFXJ7",
    subject="Renewal stuck at proof of address",
    words=(
        "I uploaded my lease twice but the renewal page still says proof of address is missing. My license "
        "expires in two weeks and I drive for work.\n\nCan someone check it?"
    ),
    asked=("uploaded my lease but it says proof of address missing",),
    steps=(
        Takes(-1, "10:12", "dana"),
        Attaches(-1, "10:31", "dana", "lease-page-2.jpg"),
        Notes(
            -1,
            "10:40",
            "dana",
            "Lease names the landlord only on page 2; page 1 has her name and address. Acceptable under "
            "735-020-0040(4)(b). The page with the date of the signature is missing. Asked records to index "
            "pages 1 and 2 together.",
        ),
        Replies(
            -1,
            "14:31",
            "dana",
            "Dear Ms. Ortega-Reyes,\n\nThank you for your lease. We have the pages with your name and your "
            "address, and they are accepted. We still need the page that shows the date of the signature. You "
            "can answer this message with a photo of it. You do not need to send the other pages again, and "
            "you do not pay twice.\n\nDana Whitfield",
            cites=(("proof-of-identity-and-residence", "Leases"),),
            waits=True,
        ),
        Adds(-1, "19:55", "Here is the page. Thank you for the quick answer!", "lease-page-3.jpg"),
        Notes(
            0, "16:10", "dana", "Page 3 is signed and dated. All five points are there. Finish first thing."
        ),
    ),
)

MISSPELLED_NAME = Matter(
    key="priya-name",
    day=0,
    time="11:26",
    topic="license-change",
    channel="web",
    customer="priya",
    subject="Name spelled wrong on card",
    words=(
        "My new license came today and it says RAMEN instead of RAMAN. I checked the paper one and that is "
        "wrong too. Do I have to pay for another card? I fly in three weeks and the airline will not accept it."
    ),
    asked=("you spelled my name wrong on the card",),
)

RENEWAL_AT_81 = Matter(
    key="beatrice-renewal",
    day=-5,
    time="10:08",
    topic="license-renewal",
    channel="phone",
    customer="beatrice",
    opened_by="lucia",
    subject="Renewing at 81 without the internet",
    words=(
        "Ms. Lindqvist got a reminder that talks only of the web page. She has no computer. She asks whether she "
        "can renew by letter and whether she has to take the driving test again at her age."
    ),
    steps=(
        Takes(-5, "10:10", "lucia"),
        Tells(
            -5,
            "10:22",
            "lucia",
            "At 70 or older one renews in person every 3 years with a "
            "vision test. There is no road test unless the vision test or a doctor's report raises a concern. "
            "The fee is $18.00. Northside is open until 7:00 p.m. on Thursday, when her neighbor can drive her.",
            cites=(("renew-driver-license", "Drivers 70 or older"),),
        ),
        Resolves(-5, "10:24", "lucia", "Answered on the telephone. She will come on Thursday evening."),
    ),
)

ID_WITHOUT_ADDRESS = Matter(
    key="ray-id",
    day=-1,
    time="11:20",
    topic="license-proof",
    channel="counter",
    customer="ray",
    opened_by="dana",
    subject="ID card without a fixed address",
    words=(
        "Mr. Tolliver stays at the Mill Street shelter. His ID was stolen. He has a photo of his birth "
        "certificate on a telephone that no longer works. Needs an ID to be paid for a job that begins Monday."
    ),
    steps=(
        Takes(-1, "11:21", "dana"),
        Notes(
            -1,
            "11:35",
            "dana",
            "Photo on file matches. A letter from the shelter counts as both residence documents. Gave him form "
            "GR-5 for the fee: the ID card is free for people who live in a shelter.",
        ),
        Resolves(-1, "15:50", "dana", "Came back with the shelter's letter; paper ID issued, fee waived."),
    ),
)

CARD_NEVER_CAME = Matter(
    key="grace-card",
    day=-6,
    time="16:02",
    topic="license-replacement",
    channel="email",
    customer="grace",
    opened_by="lucia",
    subject="Renewed six weeks ago, no card",
    words=(
        "I renewed online six weeks ago and paid $36.81 with my card. The page said ten business days. My paper "
        "license runs out on Friday. Did you send it to my old address on Cannery Row?\n\nGrace Nakamura"
    ),
    steps=(
        Assigns(-6, "16:30", "gordon", "hal"),
        Notes(-5, "09:12", "hal", "Left a message with the card printer. Waiting for a call back."),
        Assigns(
            0,
            "14:10",
            "gordon",
            "dana",
            "Hal has left us and nobody saw that this was still his. Please call her.",
        ),
    ),
)

ADDRESS_CHANGED = Matter(
    key="marisol-address",
    day=-9,
    time="09:44",
    topic="license-change",
    channel="phone",
    customer="marisol",
    opened_by="lucia",
    language="es",
    subject="Address change",
    words="Moved to 418 Alder Street, Apt 3. Asks whether she needs a new card. Spoke in Spanish.",
    steps=(
        Takes(-9, "09:45", "lucia"),
        Resolves(-9, "09:52", "lucia", "Address changed, free of charge. No new card needed."),
    ),
)

MATTERS = [
    STUCK_RENEWAL,
    MISSPELLED_NAME,
    RENEWAL_AT_81,
    ID_WITHOUT_ADDRESS,
    CARD_NEVER_CAME,
    ADDRESS_CHANGED,
]
