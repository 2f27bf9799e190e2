"""The records of the gazetteer: what a name can stand for."""

from __future__ import annotations

from dataclasses import dataclass

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


def _same_as(wikidata: str | None, geonames: int | None) -> tuple[str, ...]:
    """IRIs of the same thing elsewhere, sorted."""
    iris = [WIKIDATA + wikidata] if wikidata else []
    if geonames is not None:
        iris.append(f"{GEONAMES}{geonames}/")
    return tuple(sorted(iris))


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country, a dependent territory, or a state that is gone.

    Attributes:
        alpha3: ISO 3166-1 alpha-3; for a former state the alpha-3 of ISO 3166-3 ("SUN", "YUG", "CSK", "DDR").
        lat, long: degrees of its middle, None for a former state.
        names: what it is called in English, its usual name first. demonyms: adjectives and nouns for its people.
    """

    alpha3: str
    name: str
    wikidata: str | None
    geonames: int | None
    lat: float | None
    long: float | None
    capital: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The entity id: `country/<alpha3>`."""
        return f"country/{self.alpha3}"

    @property
    def same_as(self) -> tuple[str, ...]:
        """Wikidata and GeoNames IRIs, sorted."""
        return _same_as(self.wikidata, self.geonames)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place other than a country.

    Attributes:
        geonames: GeoNames id, None for a region without a certain one. country: alpha-3, None when it lies in several.
        admin1: GeoNames code of the first-level subdivision, without the country ("TX"), "" when unknown.
        lat, long: degrees. population: of a subdivision the sum of its towns.
        feature: "city", "state" (first level), "county" (second level), "region", "continent", "sea", "facility", "country".
    """

    geonames: int | None
    name: str
    country: str | None
    admin1: str
    lat: float | None
    long: float | None
    population: int
    feature: str

    @property
    def id(self) -> str:
        """The entity id: `country/<alpha3>`, `place/<geonames>`, or `place/<slug>` without a GeoNames id."""
        if self.feature == "country" and self.country:
            return f"country/{self.country}"
        if self.geonames is not None:
            return f"place/{self.geonames}"
        return "place/" + "-".join("".join(c if c.isalnum() else " " for c in self.name.casefold()).split())

    @property
    def same_as(self) -> tuple[str, ...]:
        """The GeoNames IRI, or nothing."""
        return _same_as(None, self.geonames)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An international body or a well-known organisation.

    Attributes:
        kind: "international", "government", "agency", "court", "party", "armed", "media", "company", "ngo", "sport".
        country: alpha-3 of the country that it belongs to, or None.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    wikidata: str | None
    country: str | None

    @property
    def same_as(self) -> tuple[str, ...]:
        """The Wikidata IRI, or nothing."""
        return _same_as(self.wikidata, None)
