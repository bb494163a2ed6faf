"""The words of the English calendar: months, weekdays and seasons, in full and cut short."""

from datetime import date

from .edtf import MONTHS

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

# Words are looked up by their first three letters, which no two months and no two weekdays share
MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAY_OF = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
CODE_OF = MONTH_OF | {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

MONTH_NAMES = [*MONTHS, "Sept", *(name[:3] for name in MONTHS)]
WEEKDAY_NAMES = [*WEEKDAYS, "Tues", "Thurs", "Thur", *(name[:3] for name in WEEKDAYS)]

# In small letters, as they stand in a pattern
MONTH_PATTERN = "|".join(sorted(map(str.lower, MONTH_NAMES), key=len, reverse=True))
WEEKDAY_PATTERN = "|".join(name.lower() for name in WEEKDAYS)
ANY_WEEKDAY_PATTERN = "|".join(sorted(map(str.lower, WEEKDAY_NAMES), key=len, reverse=True))
SEASON_PATTERN = "spring|summer|autumn|fall|winter"


def day_in_words(day: date) -> str:
    """A day as people write it: 19 March 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
