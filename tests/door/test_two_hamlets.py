"""Two officers of different hamlets at once: neither ever gets a row of the other's."""

from __future__ import annotations

import json
import re

from dashboard import load, menu
from dashboard.door import log
from dashboard.door.roles import Role
from dashboard.door.scope import PUBLIC, Scope
from tests.door.client import Client
from tests.door.conftest import PASSWORD, Serve, hire
from tests.door.real import personal

REQUESTS = 1_000
PLACE = re.compile(rb'\[\s*"([a-z_]+)",\s*"([^"]*)"\s*\]')
FILE = re.compile(rb"/media/[0-9a-f]{32}\.json")
NUMBER = re.compile(r"[0-9a-f]{20}")
OFFICERS = {"canbo1": "TD01", "canbo2": "TD02"}
NAMED = ("livelihoods", "households")  # pages that name the households of an officer's own hamlets


def officers(address: str) -> dict[str, Client]:
    """Two officers, each logged in."""
    hire("quantri", Role.ADMIN)
    found = {}
    for login, hamlet in OFFICERS.items():
        hire(login, Role.HAMLET_OFFICER, hamlet)
        found[login] = Client(address)
        assert found[login].log_in(login, PASSWORD).status == 303
    return found


def test_a_thousand_requests_of_two_officers_bring_no_foreign_row(serve: Serve) -> None:
    office = serve("tests.door")
    clients = officers(office.address)
    clients["nobody"] = Client(office.address)
    lines = {login: client.open() for login, client in clients.items()}
    files: dict[str, set[str]] = {}
    for turn in range(REQUESTS):
        login = list(lines)[turn % len(lines)]
        heard = lines[login].draw(query=f"turn={turn}")
        places = {place.decode() for _, place in PLACE.findall(heard)}
        assert places == ({OFFICERS[login]} if login in OFFICERS else set()), login
        files.setdefault(login, set()).update(f.decode() for f in FILE.findall(heard))
    assert all(files.values())
    for login, links in files.items():
        for asking, client in clients.items():
            for link in links:
                answer = client.ask(link)
                fine = asking == login or login == "nobody"
                assert answer.status == (200 if fine else 404), (login, asking)
                if fine and login in OFFICERS:
                    assert {place for _, place in json.loads(answer.body)} == {OFFICERS[login]}
    assert Client(office.address).ask(next(iter(files["canbo1"]))).status == 404


def test_on_the_real_pages_no_name_and_no_number_of_a_foreign_household_is_sent_and_none_is_logged(
    serve: Serve,
) -> None:
    office = serve()
    clients = officers(office.address)
    values = {value.encode() for value in personal(office.warehouse)}
    own = {
        name: {v.encode() for v in personal(office.warehouse, OFFICERS[name])} for name in clients
    }
    lines = {login: client.open() for login, client in clients.items()}
    for hamlet in ("TD01", "TD02", ""):
        for page in [name for _, name in menu.PAGES]:
            for login, line in lines.items():
                heard = line.draw(page, f"hamlet={hamlet}&role=admin&own=TD02&status=every")
                allowed = own[login] if page in NAMED else set()
                assert not [v for v in values - allowed if v in heard], (page, login)
                assert bool([v for v in own[login] if v in heard]) is (page in NAMED)
    assert not [value for value in values if value in office.log.read_bytes()]


def test_a_household_opens_for_the_officer_of_its_hamlet_alone_and_so_does_the_round(
    serve: Serve,
) -> None:
    office = serve()
    clients = officers(office.address)
    homes = {hamlet: sorted(personal(office.warehouse, hamlet)) for hamlet in OFFICERS.values()}
    numbers = {hamlet: [v for v in found if NUMBER.fullmatch(v)] for hamlet, found in homes.items()}
    lines = {login: client.open() for login, client in clients.items()}
    for turn in range(60):
        for login, line in lines.items():
            hamlet = list(homes)[turn % 2]
            wanted = numbers[hamlet][turn % len(numbers[hamlet])]
            ask = f"household={wanted}" if turn % 3 else f"round=1&hamlet={hamlet}"
            heard = line.draw("households", ask)
            foreign = next(h for h in homes if h != OFFICERS[login])
            seen = [v for v in homes[foreign] if v.encode() in heard and v != wanted]
            assert not seen, (login, ask)
    noted = [entry for entry in log.entries(False) if entry.action == "household"]
    assert noted
    assert all(entry.hamlet_code == OFFICERS[entry.login] for entry in noted)
    assert all(entry.household_id in numbers[entry.hamlet_code] for entry in noted)


def test_a_link_to_a_household_on_a_fresh_server_tells_nobody_anything(serve: Serve) -> None:
    office = serve()
    hire("quantri", Role.ADMIN)
    values = personal(office.warehouse)
    stranger = office.client()
    for number in [v for v in sorted(values) if NUMBER.fullmatch(v)][:3]:
        for query in (f"household={number}", "round=1&hamlet=TD01", "hamlet=TD01&role=admin"):
            answer = stranger.ask(f"/households?{query}")
            assert (answer.status, answer.to) == (303, "/login")
            heard = stranger.open().draw("households", query)
            assert not [v for v in values if v.encode() in heard and v != number], query


def test_scopes_that_see_the_same_share_what_is_kept_and_others_do_not(office: object) -> None:
    assert office
    one = load.read_warehouse(load.warehouse(), Scope(Role.HAMLET_OFFICER, frozenset({"TD01"})))
    same = load.read_warehouse(load.warehouse(), Scope(Role.HAMLET_OFFICER, frozenset({"TD01"})))
    other = load.read_warehouse(load.warehouse(), Scope(Role.HAMLET_OFFICER, frozenset({"TD02"})))
    admin, steward = (
        load.read_warehouse(load.warehouse(), Scope(r)) for r in (Role.ADMIN, Role.STEWARD)
    )
    assert one is same
    assert admin is steward
    assert len({id(data) for data in (one, other, admin)}) == 3
    nobody = load.read_warehouse(load.warehouse(), Scope(Role.HAMLET_OFFICER))
    assert nobody is load.read_warehouse(load.warehouse(), PUBLIC) is load.current()
    assert {r["hamlet_code"] for r in one.rows("household_movement")} == {"TD01"}
    assert not {"household_movement", "lineage", "credit_due"} & nobody.tables.keys()
