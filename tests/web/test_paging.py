"""Paging: whole, in order, and only with cursors we gave."""

import pytest

from tests.web.notes import bearer


def listed(client, **query):
    return client.get("/api/v1/notes", query_string=query, headers=bearer())


def test_all_rows_come_once_and_in_order(client):
    seen, cursor = [], ""
    while cursor is not None:
        page = listed(client, limit=3, cursor=cursor).json
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == [str(n) for n in range(7)]


def test_an_exact_page_has_no_empty_one_after_it(client):
    assert listed(client, limit=7).json["next"] is None


@pytest.mark.parametrize("cursor", ["x", "WzFd", "eyIkZ3QiOjB9.AAAA", "é", "a" * 5000])
def test_a_cursor_we_did_not_give_is_refused(client, cursor):
    answer = listed(client, cursor=cursor)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("limit", [0, 201, "many", "1.5", -1])
def test_a_limit_out_of_range_is_refused(client, limit):
    answer = listed(client, limit=limit)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["limit"])
