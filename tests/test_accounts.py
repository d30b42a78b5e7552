"""Accounts of this server's own: signing in, guessing, locks that do not shut out who is on duty, commands."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from schema.access import Post, Role, Viewer
from schema.errors import RateLimited, Unauthenticated, Unavailable
from server import auth, passwords
from server.accounts import Accounts, Seal
from server.app import execution
from server.audit import Ledger
from server.database import opened
from server.keys import Keys
from server.settings import Settings
from tests.asking import SECRET, Asker, Counted
from tests.conftest import Copy
from tests.lines import until
from tests.running import NAME, NAMED
from tests.screens import Served
from tests.test_proposals import act, proposed, refusal
from tests.test_sessions import ended, run, watching

pytestmark = pytest.mark.alone

PASSWORD = "correct horse 电池 staple"
WRONG = "wrong horse battery staple"
SIGN_IN = "mutation SignIn($n: String!, $p: String!) { signIn(name: $n, password: $p) { token expiresAt } }"
numbers = itertools.count(1)
HASH = passwords.hashed(PASSWORD)
POST = Post(Role.OFFICER, ("421000",))
ADD = """
WITH made AS (INSERT INTO account (subject, name, hash) VALUES ($1, $2, $3) RETURNING id)
INSERT INTO account_post (account_id, role, divisions, basins, units)
SELECT id, 'officer', '{421000}', '{}', '{}' FROM made
"""


class Door:
    """Accounts over a database of the tests' own; it counts statements, and passwords that were looked at."""

    def __init__(self, copy: Copy, database: Counted) -> None:
        self.copy = copy
        self.database = database
        self.accounts = Accounts(database, Keys(SECRET), Ledger(database), 12)
        self.looked = 0
        fits = self.accounts.passwords.fits

        async def counted(hash_: str | None, password: str) -> bool:
            self.looked += 1
            return await fits(hash_, password)

        self.accounts.passwords.fits = counted  # type: ignore[method-assign]

    async def account(self) -> str:
        """Make an account."""
        name = f"desk {next(numbers)}"
        await self.owner(ADD, name, "值班席", HASH)
        return name

    async def owner(self, statement: str, *values: Any) -> Any:
        connection = await asyncpg.connect(self.copy.owner_url)
        try:
            return await connection.fetchval(statement, *values)
        finally:
            await connection.close()

    async def tries(self, name: str, password: str = WRONG, address: str | None = None) -> str | float:
        """Try once: 'in', 'no', or the seconds to wait."""
        try:
            made = await self.accounts.sign_in(name, password, address or f"172.16.{next(numbers)}.1")
        except Unauthenticated as error:
            return {"SIGN_IN_REFUSED": "no"}[error.extensions["reason"]]
        except RateLimited as error:
            return float(error.extensions["retryAfter"])
        assert auth.identity(self.accounts.keys, made.token).viewer == made.viewer
        return "in"

    async def later(self, seconds: float) -> None:
        """Let time pass for what is counted."""
        await self.owner(
            "UPDATE sign_in_failure SET failed_at = failed_at - $1 * interval '1 s', "
            "locked_until = locked_until - $1 * interval '1 s'",
            seconds,
        )


@pytest.fixture(scope="module")
async def door(module_database: Copy) -> AsyncIterator[Door]:
    settings = Settings(database_url=module_database.url, pool_size=4)
    async with opened(module_database.url, settings) as database:
        yield Door(module_database, Counted(database.pool))


async def test_who_knows_the_password_gets_a_token_for_the_posts_of_the_account(door: Door) -> None:
    name = await door.account()
    before = time.time()
    made = await door.accounts.sign_in(name, PASSWORD, "10.0.0.1")
    identity = auth.identity(door.accounts.keys, made.token)
    viewer = identity.viewer
    assert viewer == Viewer(name, (POST,))
    assert (viewer.name, identity.issuer) == ("值班席", "levee")
    assert viewer.expires == pytest.approx(before + 12 * 3600, abs=30)
    row = await door.owner("SELECT subject || ' ' || issuer FROM session WHERE jti = $1", viewer.session)
    assert row == f"{name} levee"
    assert made.token not in repr(made)


APART = ("levee_note", "typeinfo_tree", "'jit'")
"""Marks of statements that are no part of the answer: the entry in the audit after it, and the driver's own."""


async def test_what_is_wrong_is_not_told_by_words_statements_or_work(door: Door) -> None:
    """An unknown name, a wrong password and a disabled account: one answer, the same statements, one hash."""
    name, disabled = await door.account(), await door.account()
    await door.owner("UPDATE account SET disabled_at = now() WHERE subject = $1", disabled)
    seen = []
    for tried, password in (
        (name, WRONG),
        ("nobody", WRONG),
        (disabled, PASSWORD),
        ("\x00", WRONG),
        ("n" * 500, ""),
    ):
        door.database.statements.clear()
        looked = door.looked
        with pytest.raises(Unauthenticated) as refused:
            await door.accounts.sign_in(tried, password, f"10.1.0.{next(numbers)}")
        await asyncio.sleep(0)
        asked = tuple(one for one in door.database.statements if not any(mark in one for mark in APART))
        seen.append((refused.value.told(), door.looked - looked, asked))
    assert seen[0] == seen[1] == seen[2]
    assert {told["message"] for told, _, _ in seen} == {"The name or the password is wrong."}
    assert [looked for _, looked, _ in seen] == [1] * 5
    for told, _, _ in seen:
        assert not {WRONG, PASSWORD, name} & set(json.dumps(told))


async def test_success_forgets_the_failures_of_a_name_from_an_address(door: Door) -> None:
    name, here = await door.account(), "10.2.0.1"
    for _ in range(2):
        assert [await door.tries(name, address=here) for _ in range(4)] == ["no"] * 4
        assert await door.tries(name, PASSWORD, here) == "in"
        await door.later(61)  # the pace of the address
    assert [await door.tries(name, address=here) for _ in range(5)] == ["no"] * 5
    assert await door.tries(name, PASSWORD, here) == 60.0
    await door.later(30)
    assert await door.tries(name, PASSWORD, here) == 30.0, "whoever waits is not made to wait longer"
    await door.later(31)
    assert await door.tries(name, PASSWORD, here) == "in"


async def test_one_name_from_one_address_is_locked_for_a_time_that_doubles_up_to_an_hour(door: Door) -> None:
    name, here = await door.account(), "10.3.0.1"
    mark = Seal(SECRET, name, here).pair
    find = "SELECT extract(epoch FROM locked_until - failed_at)::float8 FROM sign_in_failure WHERE what = $1"
    held = []
    for _ in range(13):
        assert await door.tries(name, address=here) == "no"
        held.append(await door.owner(find, mark))
        await door.later(held[-1] or 0)
        await door.owner("DELETE FROM sign_in_failure WHERE what <> $1", mark)
    assert held[:4] == [None] * 4
    assert held[4:] == pytest.approx([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], abs=1)
    await door.later(86_401)
    assert await door.tries(name, address=here) == "no"
    assert await door.owner("SELECT failures FROM sign_in_failure WHERE what = $1", mark) == 1, "a day later"


async def test_strangers_lock_out_strangers_and_never_who_is_on_duty(door: Door) -> None:
    """Whoever has signed in from an address within 30 days goes on doing so while others guess from elsewhere."""
    name, desk = await door.account(), "10.4.0.1"
    assert await door.tries(name, PASSWORD, desk) == "in"
    tried = [await door.tries(name) for _ in range(25)]
    assert tried[:20] == ["no"] * 20
    assert all(isinstance(one, float) and one <= 60 for one in tried[20:])
    assert isinstance(await door.tries(name, PASSWORD), float), "from elsewhere even the right one waits"
    assert await door.tries(name, PASSWORD, desk) == "in"
    assert await door.tries("nobody else", WRONG) == "no", "other names are not concerned"


async def test_a_name_that_there_is_not_is_locked_as_one_that_there_is(door: Door) -> None:
    name = await door.account()
    for tried in (name, "not there"):
        here = f"10.5.{next(numbers)}.1"
        assert [await door.tries(tried, address=here) for _ in range(6)] == ["no"] * 5 + [60.0]


async def test_an_address_has_ten_attempts_a_minute_whatever_comes_of_them(door: Door) -> None:
    here = "10.6.0.1"
    names = [await door.account() for _ in range(11)]
    told = [await door.tries(name, PASSWORD, here) for name in names]
    assert told[:10] == ["in"] * 10
    assert isinstance(told[10], float)
    await door.later(61)
    assert await door.tries(names[10], PASSWORD, here) == "in"


async def test_an_address_that_fails_with_fifty_names_is_locked(door: Door) -> None:
    here = "10.7.0.1"
    for number in range(50):
        assert await door.tries(f"guess {number}", address=here) == "no"
        await door.owner("DELETE FROM sign_in_failure WHERE what = $1", Seal(SECRET, "", here).pace)
    assert isinstance(await door.tries("guess", address=here), float)


async def test_many_at_once_are_no_more_than_one_after_another(door: Door) -> None:
    name, here = await door.account(), "10.8.0.1"
    looked = door.looked
    told = await asyncio.gather(*(door.tries(name, address=here) for _ in range(30)))
    assert sorted(map(str, told)).count("no") == 5
    assert door.looked - looked == 5


async def test_how_many_are_free_is_set(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """LEVEE_SIGN_INS__*: from the environment to the locks."""
    monkeypatch.setenv("LEVEE_SIGN_INS__PAIR", "2")
    monkeypatch.setenv("LEVEE_SIGN_INS__WAITING", "3")
    entrance = execution(Settings(database_url=door.copy.url), door.database, Keys(SECRET)).entrance
    assert isinstance(entrance, Accounts)
    name, here = await door.account(), "10.8.0.2"
    door.accounts, before = entrance, door.accounts
    told = [await door.tries(name, address=here) for _ in range(3)]
    door.accounts = before
    assert told[:2] == ["no", "no"]
    assert isinstance(told[2], float)
    assert entrance.passwords.most == 3
    entrance.passwords.close()


async def test_so_many_wait_for_a_hash_and_no_more() -> None:
    """Strangers take one core and a second or two of it."""
    held = passwords.Passwords(20)
    told = await asyncio.gather(*(held.fits(None, WRONG) for _ in range(60)), return_exceptions=True)
    assert sum(one is False for one in told) == held.most
    assert sum(isinstance(one, Unavailable) for one in told) == 60 - held.most
    assert await held.fits(HASH, PASSWORD)
    assert held.waiting == 0
    held.close()


@pytest.mark.parametrize(
    "password",
    ["short", "x" * 12, "Desk number 1 ", "a" * 1001, "nul \x00 inside it", "half \ud800 surrogate"],
)
def test_a_password_that_will_not_do_is_refused_without_being_repeated(password: str) -> None:
    with pytest.raises(ValueError, match=r"\w{3}") as refused:
        passwords.checked(password, "desk NUMBER 1")
    assert password not in str(refused.value)
    assert passwords.checked(PASSWORD, "desk number 1") == PASSWORD


async def post(served: Served, query: str, token: str | None = None, **variables: Any) -> httpx.Response:
    """Ask as somebody for whom nothing is open."""
    headers = {"x-forwarded-for": "192.0.2.1"} | ({"authorization": f"Bearer {token}"} if token else {})
    async with httpx.AsyncClient(base_url=served.base, timeout=30) as client:
        return await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


async def signed_in(served: Served, name: str, password: str = PASSWORD) -> dict[str, Any]:
    told: dict[str, Any] = (await post(served, SIGN_IN, n=name, p=password)).json()
    return told


async def test_the_commands_make_change_and_end_accounts_while_servers_run(
    served: Served, tmp_path: Path
) -> None:
    """W12: another post, another password, a disabled account: sessions end within 5 s, sockets with 4403."""
    copy = served.copy

    async def user(*words: str, sent: str = "") -> str:
        done = await run(copy, tmp_path, "user", *words, sent=sent)
        assert PASSWORD not in done.stdout + done.stderr
        return done.stdout if done.returncode == 0 else done.stderr

    assert (
        await user("add", "duty", "--post", "officer@421000", sent=PASSWORD + "\n")
        == "The account duty can sign in.\n"
    )
    assert "already" in await user("add", "duty", "--post", "officer@421000", sent=PASSWORD)
    assert "990000: there is nothing" in await user("add", "d", "--post", "officer@990000", sent=PASSWORD)
    assert "12 to 1000 characters" in await user("add", "d", "--post", "officer@421000", sent="short\n")
    assert (await user("list")) == "duty\tenabled\tofficer@421000\n"
    changes = [
        (["posts", "duty", "--post", "viewer@421000", "--post", "officer@421022"], "", PASSWORD),
        (["password", "duty"], WRONG + "\n", WRONG),
        (["disable", "duty"], "", None),
    ]
    password: str | None = PASSWORD
    for words, sent, after in changes:
        assert password
        token = (await signed_in(served, "duty", password))["data"]["signIn"]["token"]
        assert (await post(served, NAME, token)).json() == NAMED
        async with AsyncExitStack() as stack:
            watched = await watching(stack, served, token)
            assert "duty" in await user(*words, sent=sent)
            await ended(watched)
        assert "SESSION_ENDED" in (await post(served, NAME, token)).text
        password = after
    assert "SIGN_IN_REFUSED" in json.dumps(await signed_in(served, "duty", WRONG))
    assert (await user("list")).startswith("duty\tdisabled since ")
    await user("enable", "duty")
    assert "token" in json.dumps(await signed_in(served, "duty", WRONG))
    for _ in range(4):
        await signed_in(served, "duty", "guess after guess")
    await user("unlock", "duty")
    assert "there is no account nobody" in await user("unlock", "nobody")


@pytest.mark.parametrize(
    "query",
    [
        NAME,
        "mutation { __typename }",
        "mutation { signOut { at } }",
        "subscription { responseLevelChanged { cursor } }",
        "query signIn { eventCursor }",
        "{ nothing } # signIn",
    ],
)
async def test_without_a_token_one_signs_in_and_does_nothing_else(served: Served, query: str) -> None:
    told = (await post(served, query)).json()
    assert told["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert "data" not in told


async def test_a_stranger_is_not_listened_to_for_long(served: Served) -> None:
    told = (await post(served, SIGN_IN + " " * 20_000, n="a", p="b")).json()
    assert told["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_no_password_is_written_anywhere(
    served: Served, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """G13: not in a log, not in an error, whichever way it goes wrong; the database holds a hash alone."""
    marker = "Marker password 7"
    literal = f'mutation {{ signIn(name: "nobody", password: "{marker}") {{ token }} }}'
    told = [await post(served, SIGN_IN, n="nobody", p=marker), await post(served, literal)]
    told += [
        await post(served, literal.replace("token", "nothing")),
        await post(served, SIGN_IN, n="a", p=[marker]),
    ]
    told += [await post(served, literal[:-4]), await post(served, SIGN_IN, n="a")]
    out = capfd.readouterr()
    for text in (*(one.text for one in told), out.out, out.err):
        assert marker not in text
        assert "$argon2" not in text
    dump = "SELECT string_agg(to_jsonb(one)::text, '') FROM {} AS one"
    for table in ("sign_in_failure", "account_address", "session"):
        connection = await asyncpg.connect(served.copy.owner_url)
        assert "nobody" not in str(await connection.fetchval(dump.format(table)))
        await connection.close()


async def test_one_person_in_two_sessions_is_one_person(own: Asker) -> None:
    """A13: who proposed it does not approve it from another session, though it holds the post for that, too."""
    await own.owner(
        f"WITH made AS (INSERT INTO account (subject, hash) VALUES ('chief', '{HASH}') RETURNING id) "
        "INSERT INTO account_post (account_id, role, divisions, basins, units) "
        "SELECT id, role, '{421000}', '{}', '{}' FROM made, unnest('{officer,reviewer,commander}'::text[]) AS role"
    )
    accounts = Accounts(own.database, Keys(SECRET), Ledger(own.database), 12)
    one, two = [(await accounts.sign_in("chief", PASSWORD, f"10.9.0.{n}")).viewer for n in (1, 2)]
    assert one.session != two.session
    made = await proposed(own, one)
    for what in ("review", "approve", "reject"):
        assert await refusal(own, what, made, two) == ("FORBIDDEN", "SAME_PERSON"), what
    await act(own, "withdraw", made, two)


async def test_a_session_ends_by_itself(door: Door) -> None:
    brief = Accounts(door.database, Keys(SECRET), Ledger(door.database), 1 / 3600)
    name = await door.account()
    made = await brief.sign_in(name, PASSWORD, "10.10.0.1")
    await until(lambda: made.expires < time.time())
    with pytest.raises(Unauthenticated, match="expired"):
        auth.identity(brief.keys, made.token, skew=30)


AUDITED = "SELECT string_agg(kind || ' ' || coalesce(subject, '-') || ' ' || outcome, ', ' ORDER BY id) FROM audit WHERE action = 'signIn' AND subject = $1"


async def test_signing_in_and_being_refused_stand_in_the_audit(door: Door) -> None:
    name = await door.account()
    assert await door.tries(name) == "no"
    await until(lambda: not door.accounts.noting)
    made = await door.accounts.sign_in(name, PASSWORD, "10.11.0.1")
    assert await door.owner(AUDITED, name) == f"SIGN_IN {name} UNAUTHENTICATED, SIGN_IN {name} DONE"
    find = "SELECT session FROM audit WHERE subject = $1 AND outcome = 'DONE'"
    assert await door.owner(find, name) == made.viewer.session
    assert await door.tries("nobody at all") == "no"
    await until(lambda: not door.accounts.noting)
    await door.accounts.ledger.flush(every=True)
    assert await door.owner("SELECT count(*) FROM audit WHERE subject = 'nobody at all'") == 0, (
        "what a stranger wrote"
    )
