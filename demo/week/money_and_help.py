"""The week at the Contact Center and the Supervisor's Office."""

from demo.week.steps import Adds, Assigns, Matter, Notes, Replies, Resolves, Takes

REFUND_MISSING = Matter(
    key="alicia-refund",
    day=-2,
    time="09:48",
    topic="refunds",
    channel="email",
    customer="alicia",
    opened_by="lucia",
    subject="Refund not received",
    words=(
        "You wrote on the 2nd that my second payment would be returned. It is now weeks and there is nothing. "
        "The card ends in 4410. I did get a new card in between, could that be it?\n\nAlicia Fennimore"
    ),
    steps=(
        Takes(-2, "10:05", "lucia"),
        Replies(
            -2,
            "10:41",
            "lucia",
            "Dear Ms. Fennimore,\n\nThat may be the reason. If the card is closed, the bank sends the money "
            "back to us and we mail a warrant. I have asked for the payment to be traced and will write to "
            "you when I hear. Is your postal address still right?\n\nLucia Ferrante",
            cites=(("refunds", "How long it takes"), ("refunds", "Where is my refund")),
        ),
        Adds(-1, "12:30", "Address is the same. Please do not let it take another month."),
        Notes(0, "09:15", "lucia", "Bank returned $36.81 four days ago. Finance mails the warrant tomorrow."),
    ),
)

CHARGED_TWICE = Matter(
    key="alicia-twice",
    day=-9,
    time="11:02",
    topic="refunds",
    channel="web",
    customer="alicia",
    subject="Charged twice for one renewal",
    words="I pressed pay, it said error, I pressed pay again, and now my bank shows $36.81 two times.",
    asked=("charged twice for license renewal",),
    steps=(
        Takes(-9, "13:12", "lucia"),
        Replies(
            -9,
            "13:29",
            "lucia",
            "Dear Ms. Fennimore,\n\nWe see both payments and pay back the second one to the same card. It "
            "takes 7 to 10 business days from today. You do not need to do anything.\n\nLucia Ferrante",
            cites=(("payment-methods", "If you were charged twice"), ("refunds", "How long it takes")),
        ),
        Resolves(-8, "08:40", "lucia", "Second payment of $36.81 is being returned to the card."),
    ),
)

HARDSHIP = Matter(
    key="jesse-hardship",
    day=-4,
    time="21:36",
    topic="hardship",
    channel="web",
    customer="jesse",
    subject="Hardship waiver request",
    words=(
        "I need my license to get to work and I need work to pay the fee. It is $150. I get SNAP since "
        "spring. The page says half can be waived but also says don't pay first, and the lady at the counter "
        "said pay first. Which one?"
    ),
    asked=("cant afford to get my license back",),
    steps=(
        Assigns(-3, "09:30", "gordon", "gordon", "Waivers are decided here."),
        Adds(-2, "18:02", "Benefit letter from this month.", "benefit-letter.pdf"),
        Notes(
            -1,
            "16:45",
            "gordon",
            "Letter is in date. Half of $150.00 is $75.00. Tell Northside that nobody should be told to pay first.",
        ),
    ),
)

COMPLAINT = Matter(
    key="colleen-complaint",
    day=-3,
    time="16:25",
    topic="appeals",
    channel="phone",
    customer="colleen",
    opened_by="lucia",
    subject="Harbor closed at noon with people in line",
    words=(
        "Ms. Gratz stood in line at Harbor for 40 minutes. At noon the shutters came down for lunch and "
        "nobody said a word. She took unpaid leave for it. She wants an answer from a person, not a form."
    ),
    steps=(
        Takes(-2, "09:30", "gordon"),
        Replies(
            -2,
            "15:50",
            "gordon",
            "Dear Ms. Gratz,\n\nThank you for telling us. The Harbor office closes from 12:00 noon to 1:00 "
            "p.m., but people who are in line should be told at 11:30. I am asking the office what happened "
            "and will write to you within 5 business days.\n\nGordon Pike",
            cites=(
                ("appeals-and-reviews", "Complaints about service"),
                ("offices-and-hours", "When we are open"),
            ),
        ),
        Notes(
            -1,
            "10:25",
            "gordon",
            "Spoke with Ruth: the person who announces lunch was at the dentist. Needs a stand-in.",
        ),
    ),
)

MATTERS = [
    REFUND_MISSING,
    CHARGED_TWICE,
    HARDSHIP,
    COMPLAINT,
]
