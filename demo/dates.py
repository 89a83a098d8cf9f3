"""When the week happens: business days counted back from the day of loading, by the agency's own calendar."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frontoffice.foundation import clock

Open = Callable[[dt.date], bool]
# The last office to close on any day, and later than anything that the week tells of its last day.
CLOSES = dt.time(19, 0)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Timetable:
    """Turns a day and a time of the week into an instant.

    `loaded_at` is when the demonstration was loaded; day 0 is the last business day that was over by then, so
    that all that is told of it lies in the past and in office hours. `seed` only spreads the seconds.
    """

    loaded_at: dt.datetime
    zone: ZoneInfo
    is_business_day: Open
    seed: int = 1

    def date_of(self, day: int) -> dt.date:
        """The date of a business day of the week: 0 the last one over, 1 the next."""
        date = self._last_one_over()
        step = DAY if day > 0 else -DAY
        for _passed in range(abs(day)):
            date = self._next_business_day(date + step, step)
        return date

    def moment(self, day: int, time: str, key: str) -> dt.datetime:
        """The instant of `time` (HH:MM on the agency's wall clock) on that day; `key` decides the seconds."""
        start = clock.first_instant(self.date_of(day), dt.time.fromisoformat(time), self.zone)
        seconds = random.Random(f"{self.seed}:{key}").randrange(60)  # noqa: S311 - spread, not a secret
        return start + dt.timedelta(seconds=seconds)

    def is_past(self, at: dt.datetime) -> bool:
        return at <= self.loaded_at

    def _last_one_over(self) -> dt.date:
        local = clock.local(self.loaded_at, self.zone)
        date = local.date() if local.time() >= CLOSES else local.date() - DAY
        return self._next_business_day(date, -DAY)

    def _next_business_day(self, date: dt.date, step: dt.timedelta) -> dt.date:
        while not self.is_business_day(date):
            date += step
        return date
