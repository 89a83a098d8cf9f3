"""Everyday questions on the week's last day, which the automated representative drafts answers to."""

from demo.week.steps import Matter

MATTERS = [
    Matter(
        key="candles-permit",
        day=0,
        time="12:18",
        topic="sales-tax-permit",
        channel="web",
        subject="Two craft fairs a year",
        words="I make candles. Do I need a sales-tax permit to sell them at two craft fairs a year?",
    ),
    Matter(
        key="bakery-zero-return",
        day=0,
        time="13:42",
        topic="sales-tax-return",
        channel="web",
        customer="bakery",
        subject="A quarter without sales",
        words="The oven was broken and we made zero sales this quarter. Do we still have to file a return?",
    ),
    Matter(
        key="terrence-renewal-fee",
        day=0,
        time="14:55",
        topic="license-renewal",
        channel="web",
        customer="terrence",
        subject="What renewing costs",
        words="How much does it cost to renew a driver license?",
    ),
]
