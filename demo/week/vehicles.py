"""The week at Vehicle Services."""

from demo.week.steps import Adds, Assigns, Matter, Notes, Replies, Resolves, Takes

PLATE_TRANSFER = Matter(
    key="terrence-plates",
    day=-5,
    time="14:37",
    topic="plates",
    channel="email",
    customer="terrence",
    opened_by="marcus",
    subject="Overcharged on plate transfer",
    words=(
        "Hi, I asked to MOVE my plates to the new car. I watched the lady write it down. The receipt says New "
        "Plate Set $16. Now I have two sets of plates and I am out the difference. It is not the money, it is "
        "that nobody listens. Receipt attached.\n\nT. Bowdry"
    ),
    steps=(
        Takes(-5, "15:10", "marcus"),
        Adds(-5, "15:40", "Forgot the receipt.", "plate-receipt.pdf"),
        Replies(
            -4,
            "10:02",
            "marcus",
            "Dear Mr. Bowdry,\n\nI am sorry. You are right: moving plates costs $8.00 and a new set $16.00. If we "
            "charged for new plates but you moved the old ones, you get the plate fee back, less the transfer "
            "fee. May I ask which plates are on the car now?\n\nMarcus Bell",
            cites=(
                ("license-plates", "Move your plates to another vehicle"),
                ("refunds", "What we pay back"),
            ),
            waits=True,
        ),
        Adds(-3, "06:58", "The OLD ones. Like I asked for. The new set is still in its bag."),
        Notes(
            -2,
            "11:05",
            "marcus",
            "Refund of $8.00 is due once the unused set is handed in. Not sure that I may ask for it myself "
            "because I was at the counter that day. Asked Ruth.",
        ),
        Assigns(-1, "09:20", "ruth", "ruth", "Marcus served him at the counter; somebody else decides."),
    ),
)

LIEN_RELEASE = Matter(
    key="towing-lien",
    day=-4,
    time="10:52",
    topic="vehicle-title",
    channel="counter",
    customer="towing",
    opened_by="marcus",
    subject="Lien release paperwork",
    words=(
        "Three vehicles towed in September, all with a bank on the title, nobody has come for them. The office "
        "manager brought a folder and wants the titles this week. The notices to the lenders are in the folder, "
        "the mailing receipts are not."
    ),
    steps=(
        Takes(-4, "11:05", "marcus"),
        Notes(
            -4,
            "11:20",
            "marcus",
            "Two of the three notices name the bank's branch, not the lienholder on record.",
        ),
        Replies(
            -3,
            "09:12",
            "marcus",
            "Dear Northside Towing,\n\nFor each of the three vehicles we need the notice to the lender, the "
            "mailing receipt and the storage bill together with form VT-1. The receipts were not in the "
            "folder. Two notices went to a branch; please mail them again to the lienholder named in the "
            "vehicle record.\n\nMarcus Bell",
            cites=(("vehicle-title", "When a loan is paid off"),),
            waits=True,
        ),
    ),
)

PLACARD_BY_LETTER = Matter(
    key="dwayne-placard",
    day=-3,
    time="08:55",
    topic="disabled-placard",
    channel="post",
    customer="dwayne",
    opened_by="marcus",
    subject="Disabled placard renewal",
    words=(
        "Letter by hand, two pages. My blue tag ran out in October and the form never came. I have had it eleven "
        "years and my leg has not grown back. Do I have to pay a doctor again to say so? I have no telephone. "
        "Kindly write."
    ),
    steps=(
        Takes(-1, "10:15", "ruth"),
        Notes(
            0,
            "10:40",
            "ruth",
            "No new certificate is needed to renew a permanent placard. Placard printed; letter and placard go out "
            "together. He may use the old one for 30 days, so tell him that he is not in trouble.",
        ),
    ),
)

OUT_OF_STATE_TITLE = Matter(
    key="ingrid-title",
    day=-3,
    time="17:21",
    topic="vehicle-title",
    channel="web",
    customer="ingrid",
    subject="Out-of-state title",
    words=(
        "We moved here from Minnesota in October. A bank in Minnesota has the title because of the loan, so I "
        "can't bring it. The 60 days are nearly over. What do I do?"
    ),
    asked=("moved here but my bank has the car title", "and can i get plates before it comes"),
    steps=(
        Takes(-2, "08:42", "marcus"),
        Replies(
            -2,
            "09:07",
            "marcus",
            "Dear Ms. Sorensen,\n\nYou do not need to have the title in your hands. Fill in form VT-1, and we "
            "write to the bank for you. You can register the vehicle for 90 days while we wait. Please bring "
            "the car: we compare its number, which takes ten minutes and costs $10.00. To begin, we need the "
            "bank's name, its address and your loan number.\n\nMarcus Bell",
            cites=(("vehicle-title", "A vehicle from another state"),),
            waits=True,
        ),
    ),
)

SELLER_WITHOUT_TITLE = Matter(
    key="visitor-bonded",
    day=-8,
    time="13:03",
    topic="vehicle-transfer",
    channel="web",
    subject="Seller never gave me the title",
    words="paid cash for a van, guy said he would mail the title, phone is dead now. have the bill of sale. am i stuck",
    asked=("bought van seller wont give title",),
    steps=(
        Takes(-8, "14:20", "marcus"),
        Replies(
            -8,
            "14:51",
            "marcus",
            "Hello,\n\nYou are not stuck. If you cannot find the seller, you can ask for a bonded title. You "
            "need the bill of sale, a value from a price guide, and a bond for that value. A supervisor in "
            "vehicle services decides within 10 business days. Bring the papers to any office.\n\nMarcus Bell",
            cites=(("transfer-a-vehicle", "If the seller never gave you a title"),),
        ),
        Adds(-7, "09:15", "ok getting the bond friday. thank you for writing back"),
        Resolves(-6, "16:10", "marcus", "Customer will apply for a bonded title."),
    ),
)

REFUSED_PLATE = Matter(
    key="grace-plate",
    day=-7,
    time="18:40",
    topic="plates",
    channel="web",
    customer="grace",
    subject="Personalized plate refused",
    words=(
        "You refused NAKA4 because it can be mixed up with another plate. Which one? And do I get the fifty "
        "dollars back or do I choose another?"
    ),
    steps=(
        Takes(-6, "09:30", "ruth"),
        Replies(
            -6,
            "09:58",
            "ruth",
            "Dear Ms. Nakamura,\n\nI can't say which plate it is, as that would tell you about another "
            "person's record. When we refuse a plate, your fee is paid back: $50.00 to your card, 7 to 10 "
            "business days after our letter. You can choose another one at any time, or ask for a review "
            "within 30 days.\n\nRuth Okafor",
            cites=(("license-plates", "Personalized plates"), ("refunds", "What we pay back")),
        ),
        Adds(-5, "07:20", "Fair enough. I will try another one."),
        Resolves(-5, "08:45", "ruth", "Fee is being paid back; no review asked for."),
    ),
)

FLEET = Matter(
    key="towing-fleet",
    day=0,
    time="15:44",
    topic="vehicle-registration",
    channel="email",
    customer="towing",
    opened_by="lucia",
    subject="One renewal date for 14 trucks",
    words=(
        "We have 14 trucks and every month one of them is due. My bookkeeper says other states let you put "
        "them all in one month. Can we do that here, and do we lose what we already paid?\n\nOffice, "
        "Northside Towing LLC"
    ),
)

PARKING_TICKETS = Matter(
    key="jesse-tickets",
    day=-2,
    time="11:11",
    topic="vehicle-transfer",
    channel="web",
    customer="jesse",
    subject="Parking tickets for a car I sold",
    words=(
        "I sold my hatchback in August. Now the city sends me parking tickets for it. I did not know about "
        "any notice of sale. I have the bill of sale and a picture of the buyer's license."
    ),
    asked=("tickets for car i sold",),
    steps=(
        Takes(-1, "13:48", "marcus"),
        Adds(-1, "20:05", "Bill of sale.", "bill-of-sale.pdf"),
        Notes(
            0,
            "11:32",
            "marcus",
            "Record corrected from the date of the sale. The letter for the city is being typed.",
        ),
    ),
)

STICKER = Matter(
    key="samuel-sticker",
    day=-4,
    time="12:17",
    topic="vehicle-registration",
    channel="phone",
    customer="samuel",
    opened_by="lucia",
    subject="Sticker did not come",
    words="Renewed online five weeks ago; the sticker has not come. Was stopped and let go with a warning.",
    steps=(
        Takes(-4, "12:18", "lucia"),
        Replies(
            -4,
            "12:26",
            "lucia",
            "Dear Mr. Adeyemi,\n\nA new sticker is on its way, free of charge, because you told us within 60 "
            "days. Until it comes, the printed registration page is your proof; it is attached to your "
            "renewal receipt.\n\nLucia Ferrante",
            cites=(("register-a-vehicle", "If the sticker does not come"),),
        ),
        Resolves(-4, "12:30", "lucia", "Second sticker mailed, no fee."),
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
    PLATE_TRANSFER,
    LIEN_RELEASE,
    PLACARD_BY_LETTER,
    OUT_OF_STATE_TITLE,
    SELLER_WITHOUT_TITLE,
    REFUSED_PLATE,
    FLEET,
    PARKING_TICKETS,
    STICKER,
    EMISSIONS,
]
