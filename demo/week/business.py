"""The week at Business Tax, the Contact Center and the Supervisor's Office."""

from demo.week.steps import Adds, Assigns, Matter, Notes, Replies, Resolves, Takes

LATE_RETURNS = Matter(
    key="bakery-penalty",
    day=-4,
    time="09:26",
    topic="sales-tax-return",
    channel="email",
    customer="bakery",
    opened_by="aisha",
    subject="Penalty after the flood",
    words=(
        "The quay flooded in June and we were closed for seven weeks. Our July return went in on August 5 and "
        "we were charged $20.00 of penalty and $3.00 of interest. We have never been late before. Can the "
        "penalty come off?\n\nHarbor Light Bakery"
    ),
    steps=(
        Assigns(-4, "10:40", "mei", "noor", "A good one to learn on."),
        Notes(
            -1,
            "11:15",
            "noor",
            "On time for the 24 months before. Paid in full on August 5. July return: 5% of $400.00 is $20.00 "
            "and 0.75% is $3.00, so the figures are right. Penalty can be waived once; interest cannot.",
        ),
        Replies(
            0,
            "13:20",
            "noor",
            "Dear Harbor Light Bakery,\n\nBecause you filed and paid on time for the 24 months before, the "
            "supervisor of business tax can take off the penalty of $20.00 once. Please ask with form GR-5 or "
            "in your business tax account. The interest of $3.00 stays; the law does not let us waive "
            "it.\n\nNoor Haddad",
            cites=(
                ("fee-waiver-and-hardship", "Waiver of a sales-tax penalty"),
                ("sales-tax-returns", "Interest"),
            ),
        ),
    ),
)

CLOSING_SHOP = Matter(
    key="antiques-closing",
    day=-8,
    time="10:30",
    topic="sales-tax-permit",
    channel="post",
    customer="antiques",
    opened_by="aisha",
    subject="Closing the shop at the end of the year",
    words=(
        "Letter. After 41 years my daughters and I close on December 31. What is the last paper we owe the "
        "State, and is tax due on the stock that we take home? We do not use electronic mail."
    ),
    steps=(
        Takes(-8, "10:45", "aisha"),
        Notes(
            -6,
            "14:05",
            "aisha",
            "Final return is due January 20. Goods bought without tax and kept are taxed at cost. Wrote the "
            "answer by hand on form BT-4 and enclosed the article on closing.",
        ),
        Resolves(
            -5, "09:10", "aisha", "Answered by letter with form BT-4 and the due date of the final return."
        ),
    ),
)

BAKE_SALE = Matter(
    key="foodbank-sale",
    day=-6,
    time="15:18",
    topic="sales-tax-permit",
    channel="web",
    customer="foodbank",
    subject="Bake sale permit",
    words=(
        "We are a 501(c)(3). We sell pies twice a year to raise money. A volunteer says we need a permit and "
        "another says we don't. Which is it? If we add a plant sale and a book sale next year, does that "
        "change?"
    ),
    asked=("does a charity need a sales tax permit for a bake sale",),
    steps=(
        Takes(-5, "09:40", "aisha"),
        Replies(
            -5,
            "10:31",
            "aisha",
            "Dear director,\n\nWith two sales a year you do not need a permit: nonprofit groups need one when "
            "they sell goods to raise money more than 3 times a year. With a plant sale and a book sale you "
            "come to four, and then you do. Applying online is free and takes 3 business days.\n\nAisha Karim",
            cites=(
                ("sales-tax-permit", "Who does not need a permit"),
                ("sales-tax-permit", "How to apply"),
            ),
        ),
        Adds(-4, "16:44", "Clear. We will apply in the spring."),
        Resolves(-3, "09:05", "aisha", "Explained the limit of three sales a year."),
    ),
)

REMOTE_SELLER = Matter(
    key="visitor-remote",
    day=-2,
    time="16:32",
    topic="sales-tax-permit",
    channel="web",
    subject="Online shop in another state",
    words=(
        "We make phone cases in another state. Sales into Columbia this year are about $92,000 on our own "
        "site plus $31,000 on a marketplace that collects the tax. Are we over the limit or not? Asking "
        "before we give a name."
    ),
    asked=("out of state seller threshold", "do marketplace sales count"),
    steps=(
        Takes(-1, "10:50", "aisha"),
        Notes(
            0,
            "12:05",
            "aisha",
            "The article says to count all sales, and that a seller who sells only through a marketplace "
            "needs none. It does not say whether marketplace sales count for a seller with both. Asked Mei; "
            "the article needs a line.",
        ),
    ),
)

CATERING_RATE = Matter(
    key="bakery-rate",
    day=0,
    time="10:57",
    topic="sales-tax-return",
    channel="web",
    customer="bakery",
    subject="Which city's tax on catering?",
    words=(
        "We bake in Port Ellery and cater a wedding in Northside. Do we charge the Port Ellery tax or the "
        "Northside tax? The two are not the same and the couple has already seen a price."
    ),
    asked=("which city tax for catering",),
)

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

EMISSIONS = Matter(
    key="visitor-emissions",
    day=-1,
    time="19:20",
    topic="vehicle-registration",
    channel="web",
    subject="Smog check",
    words="do i need a smog check before i renew my tags. nothing on your site says yes or no",
    asked=("do i need a smog check", "is there an emissions test for older cars"),
)

MATTERS = [
    LATE_RETURNS,
    CLOSING_SHOP,
    BAKE_SALE,
    REMOTE_SELLER,
    CATERING_RATE,
    REFUND_MISSING,
    CHARGED_TWICE,
    HARDSHIP,
    COMPLAINT,
    EMISSIONS,
]
