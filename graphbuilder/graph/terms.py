"""Terms in N-Triples syntax: the cheapest thing that Oxigraph can load in bulk, and what a sorted dump consists of.

A term is a string: `<iri>` or `"literal"^^<datatype>`. Everything that comes from an article goes through `text_term`,
`iri_term` or a function of `graphbuilder.vocabulary`, so that no word of an article can end a term or begin another.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from graphbuilder.vocabulary import XSD, Namespace

Triple = tuple[str, str, str]
"""Subject, predicate and object as terms."""

_SPECIAL = re.compile('["\\\\\n\r\ud800-\udfff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def iri_term(iri: str) -> str:
    """Write an IRI that is known to be well formed.

    >>> iri_term("http://example.org/a")
    '<http://example.org/a>'
    """
    return f"<{iri}>"


class Terms:
    """The IRIs of a closed vocabulary as terms: attribute access gives one without a call.

    >>> Terms(XSD).date
    '<http://www.w3.org/2001/XMLSchema#date>'
    >>> Terms(XSD).dat
    Traceback (most recent call last):
    ...
    AttributeError: xsd: has no term 'dat'. Nearest: date
    """

    __slots__ = ("__dict__", "_namespace")

    def __init__(self, namespace: Namespace) -> None:
        """Write all terms of the vocabulary."""
        self._namespace = namespace
        self.__dict__.update((term, iri_term(namespace[term])) for term in sorted(namespace.terms))

    def __getattr__(self, term: str) -> str:
        return iri_term(getattr(self._namespace, term))


def safe_iri_term(text: str) -> str | None:
    """Write an IRI that comes from outside, or give None when it is none.

    >>> safe_iri_term("http://www.wikidata.org/entity/Q184"), safe_iri_term("Q184"), safe_iri_term("x:> <y:")
    ('<http://www.wikidata.org/entity/Q184>', None, None)
    """
    return f"<{text}>" if _IRI.fullmatch(text) else None


def text_term(text: str) -> str:
    r"""Write a string literal. A lone surrogate, which no encoding of RDF can hold, becomes U+FFFD.

    >>> text_term('He said "no"\n')
    '"He said \\"no\\"\\n"'
    """
    if not text.isprintable() or '"' in text or "\\" in text:  # three looks that cost less than one of the pattern
        text = _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], "\ufffd"), text)
    return f'"{text}"'


def typed_term(text: str, datatype: str) -> str:
    """Write a literal of a datatype, whose lexical form the caller has checked."""
    return f'"{text}"^^<{datatype}>'


def integer_term(value: int) -> str:
    """Write an xsd:integer.

    >>> integer_term(3)
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def decimal_text(value: float, digits: int = 4) -> str:
    """Write a number without exponent and without trailing zeros.

    >>> decimal_text(0.90), decimal_text(1.0), decimal_text(1e-9), decimal_text(-0.5)
    ('0.9', '1', '0', '-0.5')
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def decimal_term(value: float, digits: int = 4) -> str:
    """Write an xsd:decimal, rounded."""
    return typed_term(decimal_text(value, digits), XSD.decimal)


def written_decimal(text: str) -> str | None:
    """Give the xsd:decimal form of digits as an article writes them, None when they are no number.

    >>> written_decimal("80.10"), written_decimal("1,200"), written_decimal("a dozen"), written_decimal("1E+3")
    ('80.10', '1200', None, '1000')
    """
    try:
        number = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return f"{number:f}" if number.is_finite() and -40 < number.adjusted() < 40 else None


def date_term(text: str | None) -> str | None:
    """Write the day of an ISO 8601 date or date and time as xsd:date, or give None when there is none.

    >>> date_term("2020-11-17T08:00:00Z")
    '"2020-11-17"^^<http://www.w3.org/2001/XMLSchema#date>'
    >>> date_term("2020-02-31"), date_term(None)
    (None, None)
    """
    if not text or not _DATE.match(text):
        return None
    try:
        return typed_term(date.fromisoformat(text[:10]).isoformat(), XSD.date)
    except ValueError:
        return None


def datetime_term(text: str | None) -> str | None:
    """Write an ISO 8601 date and time as xsd:dateTime, or give None when no time of day is given.

    >>> datetime_term("2020-11-17T08:00:00Z")
    '"2020-11-17T08:00:00+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    >>> datetime_term("2020-11-17")
    """
    if not text or len(text) <= 10:
        return None
    try:
        return typed_term(datetime.fromisoformat(text).isoformat(), XSD.dateTime)
    except ValueError:
        return None


def boolean_term(value: bool) -> str:
    """Write an xsd:boolean."""
    return typed_term("true" if value else "false", XSD.boolean)
