"""Loading the demonstration into an empty installation: all of it or, when something stops it, nothing."""

from datetime import datetime

from django.db import transaction

from demo import agency, wording
from demo.cast import STAFF
from demo.dates import Timetable
from demo.doubling import double
from demo.enriching import enrich
from demo.founding import BEFORE, appoint_all, found, is_business_day, plan_training, supervise
from demo.incoming import take_in
from demo.lists import keep_lists, set_triggers
from demo.matters import gather
from demo.policy import write_policy_tests
from demo.procedures import have_procedures_read
from demo.publishing import publish_articles
from demo.registering import register_customers
from demo.scene import Scene
from demo.story import tell
from demo.telling import tell_programs
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Agency

TRAINING = 7  # business days after the week


class NotEmpty(Exception):
    """There is an agency here that is not the demonstration's."""


def is_loaded() -> bool:
    """Whether the demonstration is here already. Raises NotEmpty."""
    name = Agency.objects.values_list("name", flat=True).first()
    if name is not None and name != agency.NAME:
        raise NotEmpty(name)
    return name is not None


def load(*, at: datetime, seed: int = 1) -> None:
    """The agency, its people and articles, and a week that ends when it is loaded.

    One transaction: whoever stops it leaves nothing behind and can begin again.
    """
    with transaction.atomic():
        found(at=at)
        timetable = Timetable(at, clock.zone_named(agency.DEFAULT_TIME_ZONE), is_business_day, seed)
        plan_training(timetable.date_of(TRAINING), at=timetable.moment(-4, "09:00", "training"))
        ended = {c.key: timetable.moment(-c.ended, "17:00", c.key) for c in STAFF if c.ended}
        staff = appoint_all(at=at, ended=ended)
        publish_articles(by=staff["gordon"].actor, since=at - BEFORE, loaded_at=at)
        have_procedures_read(timetable, staff)
        customers = register_customers(before=timetable.moment(-9, "08:00", "first"), seed=seed)
        enrich(customers, member=staff["dana"], at=timetable.moment(-8, "08:30", "enriched"))
        double(customers, lead=staff["ruth"], at=timetable.moment(-8, "08:45", "doubled"))
        write_policy_tests(by=service("knowledge"), at=at)
        scene = Scene(timetable, staff, customers)
        tell(scene)
        supervise({code: share for code, (share, _words) in agency.SUPERVISION.items() if share}, at=at)
        gather(scene, at=at)
        wording.keep(scene, at=at)
        take_in(scene)
        keep_lists(staff, at=at)
        set_triggers(staff, at=at)
        tell_programs(scene)
