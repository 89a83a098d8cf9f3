"""The week at Business Tax."""

from demo.week.steps import Adds, Approves, Assigns, Declines, Matter, Notes, Replies, Resolves, Takes

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
        Assigns(-5, "09:40", "mei", "noor", "Good practice: one rule, one number."),
        Replies(
            -5,
            "10:31",
            "noor",
            "Dear director,\n\nWith two sales a year you do not need a permit: nonprofit groups need one when "
            "they sell goods to raise money more than 3 times a year. With a plant sale and a book sale you "
            "come to four, and then you do. Applying online is free and takes 3 business days.\n\nNoor Haddad",
            cites=(
                ("sales-tax-permit", "Who does not need a permit"),
                ("sales-tax-permit", "How to apply"),
            ),
        ),
        Approves(-5, "13:05", "mei"),
        Adds(-4, "16:44", "Clear. We will apply in the spring."),
        Resolves(-3, "09:05", "noor", "Explained the limit of three sales a year."),
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

EVENT_PERMIT = Matter(
    key="samuel-event",
    day=-3,
    time="18:22",
    topic="sales-tax-permit",
    channel="web",
    customer="samuel",
    subject="Selling smoked fish at the harbor festival",
    words=(
        "My brother and I want to sell smoked fish at the harbor festival in three weeks, two days only. Do we need "
        "the whole permit for that, and what does it cost? We have never sold anything before."
    ),
    asked=("permit to sell at a festival for 2 days",),
    steps=(
        Assigns(-2, "09:15", "mei", "noor"),
        Replies(
            -1,
            "10:05",
            "noor",
            "Dear Mr. Adeyemi,\n\nFor one festival you can get an event permit. It costs $20.00 and is valid for 30 "
            "days.\n\nNoor Haddad",
            cites=(("sales-tax-permit", "Event permit"),),
        ),
        Declines(
            -1,
            "14:20",
            "mei",
            "The event permit is free; $20.00 is the fee for a paper application for a full permit. Please also tell "
            "him about the return within 20 days after the event.",
        ),
    ),
)

MATTERS = [
    LATE_RETURNS,
    CLOSING_SHOP,
    BAKE_SALE,
    REMOTE_SELLER,
    CATERING_RATE,
    EVENT_PERMIT,
]
