"""Named questions: SPARQL files with a comment that says what they answer, and parameters.

A file `queries/NAME.rq` begins with comment lines: first what it answers, then one line for each parameter::

    # Who imposes sanctions on whom?
    # param: sender entity : only these senders
    # param: target entity required : the target
    # param: least number = 1 : at least so many reports

In the query the parameter stands as `$sender`. A parameter without a value stays a variable, so it restricts nothing.
Values become RDF terms by their kind before they are put in; nothing that a value contains can change the query.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuilder.errors import QueryError, RequestError, UnknownNameError
from graphbuilder.graph.answers import Answer, read_answer
from graphbuilder.graph.known_terms import is_known, known_terms
from graphbuilder.graph.sparql import bind
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import date_term, safe_iri_term, text_term
from graphbuilder.vocabulary import BASE, GB, PREFIXES, XSD, entity_iri, term_iri

if TYPE_CHECKING:
    import pyoxigraph

_PARAMETER = re.compile(r"# param: (?P<name>\w+) (?P<kind>\w+)(?P<required> required)?(?: = (?P<default>[^:]*?))? : (?P<help>.+)")
KINDS = ("entity", "date", "number", "text", "term")
"""What a parameter can be: a node by name, id or IRI; an ISO date; a number; words; a class or value of the ontology."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question; `default` is as it would be given, None when there is none.

    Without a value a `required` one is an error, and another restricts nothing.
    """

    name: str
    kind: str
    default: str | None
    required: bool
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question: what it answers, its parameters in order, and its SPARQL."""

    name: str
    answers: str
    parameters: tuple[Parameter, ...]
    text: str


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """Give all named questions by name, sorted.

    >>> questions()["sanctions"].answers
    'Who imposes sanctions on whom, and when?'
    """
    folder = files("graphbuilder.graph.queries")
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return {
        name.removesuffix(".rq"): parse_question(name.removesuffix(".rq"), folder.joinpath(name).read_text("utf-8"))
        for name in found
    }


def parse_question(name: str, text: str) -> Question:
    """Read the comment at the head of a query.

    Raises:
        QueryError: a `# param:` line is not of the form above, or names an unknown kind.
    """
    answers, parameters = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if line.startswith("# param:"):
            parameters.append(_parameter(name, number, line))
        else:
            answers.append(line.removeprefix("#").strip())
    return Question(name=name, answers=" ".join(answers), parameters=tuple(parameters), text=text)


def _parameter(name: str, number: int, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match or match["kind"] not in KINDS:
        raise QueryError(
            f"{name}, line {number}: write a parameter as `# param: NAME KIND = DEFAULT : HELP` with one of the kinds "
            f"{', '.join(KINDS)} (the default may be missing); this is {line!r}.",
            number,
        )
    return Parameter(name=match["name"], kind=match["kind"], default=match["default"], required=bool(match["required"]), help=match["help"])


def find_question(question: str | os.PathLike[str]) -> Question:
    """Give the question that a name, a file `*.rq` or the text of a query stands for.

    Raises:
        UnknownNameError: a single word that is no name of a question; says the nearest ones.
        RequestError: a file that cannot be read.
    """
    text = os.fspath(question)
    if text in questions():
        return questions()[text]
    if text.endswith((".rq", ".sparql")) and "{" not in text:
        try:
            return parse_question(Path(text).name, Path(text).read_text(encoding="utf-8"))
        except OSError as error:
            raise RequestError(f"{text}: cannot be read as a query: {error.strerror or error}.") from error
        except UnicodeDecodeError as error:
            raise RequestError(f"{text}: cannot be read as a query: it is no UTF-8 at byte {error.start}.") from error
    if "{" in text or len(text.split()) > 1:
        return parse_question("query", text)
    raise UnknownNameError("question", text, questions())


def ask(store: GraphStore, question: str | os.PathLike[str], params: Mapping[str, str] | None = None) -> Answer:
    """Ask a graph.

    Args:
        store: an open graph.
        question: name of a question, path of a file, or SPARQL.
        params: parameter name -> value as text; an unknown one is an error.

    Returns:
        All rows, a truth value or triples (see `graphbuilder.graph.answers.Answer`).

    Raises:
        UnknownNameError: there is no such question, parameter or entity.
        QueryError: the SPARQL cannot be read, or a value does not fit its parameter.
    """
    return read_answer(store.sparql(ask_text(store, question, params)))


def ask_text(store: GraphStore, question: str | os.PathLike[str], params: Mapping[str, str] | None = None) -> str:
    """Give the SPARQL that `ask` runs: the question with the values of its parameters put in.

    Raises:
        UnknownNameError: there is no such question, parameter or entity.
        QueryError: a value does not fit its parameter, or a required one is missing.
    """
    found = find_question(question)
    given = dict(params or {})
    known = {parameter.name: parameter for parameter in found.parameters}
    for name in given:
        if name not in known:
            if not known:
                raise QueryError(f"{found.name} has no parameters; {name!r} was given.")
            raise UnknownNameError("parameter", name, known, where=found.name)
    values = {name: given.get(name, parameter.default) for name, parameter in known.items()}
    if missing := [parameter for name, parameter in known.items() if parameter.required and not values[name]]:
        wanted = ", ".join(f"--param {parameter.name}=... ({parameter.help})" for parameter in missing)
        raise QueryError(f"{found.name} needs {wanted}.")
    terms = {
        name: _term(store, known[name], value) for name, value in values.items() if value is not None and value != ""
    }
    return bind(found.text, terms)


def run(
    store: GraphStore,
    question: str | os.PathLike[str],
    params: Mapping[str, str] | None = None,
    format: str = "table",
) -> str:
    """Ask a graph and write the answer down as "table", "csv", "tsv", "json", "xml" or "ttl" (see `ask`).

    Raises:
        UnknownNameError: as `ask`, or there is no such format.
        QueryError: as `ask`, or the answer cannot be written in that format.
    """
    return ask(store, question, params).render(format)


def _term(store: GraphStore, parameter: Parameter, value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    import pyoxigraph

    if parameter.kind == "entity":
        return pyoxigraph.NamedNode(find_entity(store, value))
    if parameter.kind == "term":
        return pyoxigraph.NamedNode(_ontology_term(store, parameter, value))
    if parameter.kind == "text":
        return pyoxigraph.Literal(value.encode("utf-8", "replace").decode("utf-8"))  # a lone surrogate is in no text of a graph
    if parameter.kind == "date":
        if len(value) != 10 or date_term(value) is None:
            raise QueryError(f"parameter {parameter.name}: {value!r} is no date. Write it as 2020-08-09.")
        return pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(XSD.date))
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value):
        raise QueryError(f"parameter {parameter.name}: {value!r} is no number. Write it as 3 or 0.5.")
    return pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(XSD.decimal if "." in value else XSD.integer))


def _ontology_term(store: GraphStore, parameter: Parameter, value: str) -> str:
    name = value.removeprefix("gb:").removeprefix(GB.iri)
    if "://" not in name:
        if not is_known(store, name):
            raise UnknownNameError(parameter.name, value, known_terms())
        return term_iri(name)
    if safe_iri_term(value) is None:
        raise QueryError(f"parameter {parameter.name}: {value!r} is no IRI. Write a class or role by its name, for example Sanction.")
    return value


def find_entity(store: GraphStore, name: str) -> str:
    """Give the IRI of the node with this name, id or IRI; of several with one name, the one mentioned most.

    A name that is written just so comes before one in other capitals.

    Raises:
        UnknownNameError: no node has this name; says the nearest ones.
    """
    iris = [iri for iri in map(safe_iri_term, (name, BASE + name, entity_iri(name))) if iri]
    for row in store.sparql(f"SELECT ?node WHERE {{ VALUES ?node {{ {' '.join(iris)} }} ?node a gb:Entity }} LIMIT 1"):
        return str(row["node"].value)
    exact = _named(store, f"VALUES ?label {{ {text_term(name)} }}")
    if exact:
        return min(min(exact.values()))[1]
    known = _named(store)
    if name.casefold() in known:
        return min(known[name.casefold()])[1]
    raise UnknownNameError("entity", name, _labels(store, [min(known[like])[1] for like in _like(name, known)]), where=str(store.folder))


def _labels(store: GraphStore, iris: Iterable[str]) -> list[str]:
    """Give the names of nodes as they are printed everywhere."""
    values = " ".join(f"<{iri}>" for iri in dict.fromkeys(iris))
    return [row["label"].value for row in store.sparql(f"SELECT ?label {{ VALUES ?node {{ {values} }} ?node skos:prefLabel ?label }}")]


def _named(store: GraphStore, restriction: str = "") -> dict[str, list[tuple[int, str]]]:
    """Give the nodes by their names in small letters, each with the number of its mentions, negative."""
    named: dict[str, list[tuple[int, str]]] = {}
    query = f"""SELECT ?node ?label ?mentions WHERE {{
      {restriction} ?node skos:prefLabel|skos:altLabel ?label . ?node a gb:Entity OPTIONAL {{ ?node gb:mentionCount ?mentions }} }}"""
    for row in store.sparql(query):
        weight = int(row["mentions"].value) if row["mentions"] else 0
        named.setdefault(row["label"].value.casefold(), []).append((-weight, row["node"].value))
    return named


def _like(name: str, known: Iterable[str]) -> list[str]:
    """Names that have a word of this one, or look like it; a whole corpus of names is no help in an error."""
    words = set(name.casefold().split())
    names = list(known)
    shared = [other for other in names if words & set(other.split())]
    return sorted(shared)[:20] or get_close_matches(name.casefold(), names, n=3, cutoff=0.5) or sorted(names)[:10]


PREFIX_LINES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(PREFIXES.items()))
"""The prefixes that every query may use, for pasting into another program."""
