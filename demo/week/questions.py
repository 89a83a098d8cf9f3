"""What people asked the portal without a case coming of it, and what came in on the morning of the loading day."""

from demo.week.steps import Decision, Matter, Visit

VISITS = [
    Visit("renew-cost", -9, "08:12", ("how much is it to renew my license",), helped=True),
    Visit("lost-card", -9, "12:40", ("lost my license what now",), helped=True),
    Visit("placard", -8, "10:05", ("how do i get a disabled parking tag for my mother",), helped=True),
    Visit(
        "due-date-chain",
        -8,
        "20:31",
        (
            "when are sales tax returns due",
            "what if that is a sunday",
            "and what do you charge if i am late",
        ),
        helped=True,
    ),
    Visit("notary", -7, "09:18", ("how do i become a notary",), helped=False),
    Visit("harbor-hours", -7, "11:55", ("is harbor open during lunch",), helped=True),
    Visit("sold-car", -6, "07:48", ("sold my car what do i do with the plates",), helped=True),
    Visit("boat", -6, "14:22", ("do you register boats", "who does then"), helped=False),
    Visit("road-test-fail", -6, "16:30", ("failed my road test when can i try again",), helped=True),
    Visit("car-gift", -5, "13:09", ("giving my car to my daughter do i pay tax",), helped=True),
    Visit("spanish-hours", -5, "17:26", ("a que hora cierran los jueves",), helped=True, language="es"),
    Visit("boat-2", -5, "18:02", ("where can i register my boat",), helped=False),
    Visit("notary-2", -4, "07:55", ("notary commission application",), helped=False),
    Visit("solar", -4, "08:51", ("tax credit for solar panels",), helped=False),
    Visit("bounced", -4, "19:43", ("my check was returned by the bank what happens",), helped=True),
    Visit("drone", -3, "12:12", ("do i register my drone with you",), helped=False),
    Visit("boat-3", -3, "13:20", ("boat registration renewal",), helped=False),
    Visit("moped-2", -3, "14:48", ("license plates for my moped",), helped=False),
    Visit("points", -3, "15:37", ("how long do points stay on my record",), helped=True),
    Visit(
        "moved-here",
        -2,
        "10:44",
        ("moved here from another state how long do i have", "and my car"),
        helped=True,
    ),
    Visit("ev-fee", -2, "21:02", ("why do electric cars pay more",), helped=None),
    Visit("zero-return", -1, "06:55", ("no sales this month do i still file",), helped=True),
    Visit("passport", -1, "12:01", ("do you do passports here",), helped=False),
    Visit("boat-4", -1, "16:31", ("how do i register a boat i bought",), helped=None),
    Visit("drone-2", 0, "08:15", ("drone registration",), helped=False),
    Visit("own-record", 0, "09:33", ("how do i get a copy of my driving record",), helped=True),
    Visit("moped", 0, "14:14", ("does a moped need plates",), helped=False),
    Visit("next-holiday", 0, "16:20", ("are you closed the day after thanksgiving",), helped=True),
]

DECISIONS = [
    Decision(
        -6, "10:15", "gordon", "notary", "Notaries are commissioned by the Secretary of State of Columbia."
    ),
    Decision(-3, "10:40", "gordon", "solar", "We do not give tax credits; there is nothing of ours to say."),
]

THIS_MORNING = [
    Matter(
        key="visitor-suspension",
        day=1,
        time="07:38",
        topic="license-suspension",
        channel="web",
        subject="Suspension letter went to the wrong house",
        words=(
            "The letter about my suspension went to my ex's house and I only saw it today. It is dated 27 "
            "days ago. Is it too late to ask somebody to look at it? I did not do what it says."
        ),
        asked=("too late to appeal suspension letter",),
    ),
    Matter(
        key="oksana-appointment",
        day=1,
        time="08:21",
        topic="license-tests",
        channel="web",
        customer="oksana",
        subject="Earlier road test",
        words="Is there a list for canceled appointments? I can come in 30 minutes to Harbor on any day.",
    ),
    Matter(
        key="grace-records",
        day=1,
        time="09:47",
        topic="records-privacy",
        channel="web",
        customer="grace",
        subject="Who looked at my record?",
        words="A neighbor who works for the State knew my new address before I told anyone. Can I find out who looked?",
    ),
]
