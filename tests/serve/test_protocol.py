"""The SPARQL 1.1 Protocol, request by request, as its test suite asks (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import httpx
import pytest

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
ONE = "https://w3id.org/graphbuilder/article/one"

GOOD: list[tuple[str, str, str, Mapping[str, str], str]] = [
    ("query_get", "GET", "?" + urlencode({"query": "ASK {}"}), {}, ""),
    ("query_post_form", "POST", "", FORM, urlencode({"query": "ASK {}"})),
    ("query_post_direct", "POST", "", QUERY, "ASK {}"),
    ("query_content_type_select", "POST", "", QUERY, "SELECT (1 AS ?one) {}"),
]


@pytest.mark.parametrize(("name", "method", "url", "headers", "body"), GOOD, ids=[row[0] for row in GOOD])
def test_good_requests_are_answered(
    name: str, method: str, url: str, headers: Mapping[str, str], body: str, client: httpx.Client
) -> None:
    response = client.request(method, "sparql" + url, headers=headers, content=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert set(response.json()) & {"boolean", "results"}
