"""What one reader looks at: language, build, territory, year, hamlet; all of it from the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from catalog import indicators
from dashboard.data import Data
from dashboard.measure.as_of import as_of, day_of
from dashboard.measure.reviews import years
from dashboard.measure.territory import Hamlet, Territory, territories
from dashboard.menu import HOME, shown
from dashboard.words import say


@dataclass(frozen=True, eq=False)
class View:
    """One reader's view. Readers with the same address share one, so that what it shows is made once."""

    data: Data
    language: str
    dark: bool
    territory: Territory
    year: int
    hamlet: Hamlet | None = None
    today: date | None = None

    def say(self, key: str, **values: Any) -> str:
        """A text in the reader's language."""
        return say(self.language, key, **values)

    def indicator(self, name: str) -> str:
        """What an indicator is called in the reader's language."""
        return indicators.name(name, self.language)

    @property
    def hamlet_code(self) -> str:
        """The code of the hamlet that is looked at; "" for the whole commune."""
        return self.hamlet.code if self.hamlet else ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that can be chosen."""
        return years(self.data, self.territory)

    @property
    def latest(self) -> date | None:
        """The latest date in the data; `today` is another one when the reader has set it."""
        return as_of(self.data)

    def link(self, page: str, hamlet: str = "", **more: str) -> str:
        """The address of a page with what the reader chose: language, year, as-of date, commune, and more
        of what that page lets choose; the home page's where the page is not served."""
        chosen = {"lang": self.language, "year": str(self.year)}
        if self.today is not None and self.today != self.latest:
            chosen["asof"] = self.today.isoformat()
        if hamlet:
            chosen["hamlet"] = hamlet
        if self.territory is not territories(self.data)[0]:
            chosen["commune"] = self.territory.code
        chosen |= {name: value for name, value in more.items() if value}
        known = {name for _, name in shown()}
        return f"/{page if page in known else HOME}?{urlencode(chosen)}"


def view_of(data: Data, language: str, dark: bool, address: Mapping[str, str]) -> View | None:
    """The view that an address asks for; unknown wishes fall back. None when there is nothing to show."""
    found = territories(data)
    if not found:
        return None
    territory = next((t for t in found if t.code == address.get("commune")), found[0])
    known = years(data, territory)
    asked = address.get("year", "")
    year = next((one for one in known if str(one) == asked), max(known, default=0))
    hamlet, today = territory.hamlet(address.get("hamlet")), day_of(data, address.get("asof"))
    return _view(data, language, dark, territory, year, hamlet, today)


@lru_cache(maxsize=1024)
def _view(
    data: Data,
    language: str,
    dark: bool,
    territory: Territory,
    year: int,
    hamlet: Hamlet | None,
    today: date | None,
) -> View:
    return View(data, language, dark, territory, year, hamlet, today)
