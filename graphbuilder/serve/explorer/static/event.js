/* The page of an event: what, who, when, where, how firm, every report with its words, and where the reports disagree. */

import { link } from "./address.js";
import { el } from "./dom.js";
import { get } from "./net.js";
import { articleLink, contestedChip, entityLink, eventLink, factChip, labelOf, markKey, nodesById, quote, section, sentenceOf } from "./pieces.js";
import { smallMap } from "./places.js";
import { FACT_WORDS, many, whenOf, words } from "./words.js";

export async function page(params) {
  const told = await get("event", { id: params.get("id") || "" });
  const event = told.events[0], nodes = nodesById(told);
  const place = nodes.get(event.place);
  const content = el("div", { className: "page detail" },
    el("header", { className: "page-head" },
      el("p", { className: "kind" }, "Event · " + labelOf(event)),
      el("h1", null, sentenceOf(event, nodes)),
      el("p", { className: "chips" }, factChip(event.fact), (event.contested || told.differs.length > 0) && contestedChip(),
        el("span", { className: "chip" }, "confidence " + event.confidence.toFixed(2)), whenOf(event) && el("span", { className: "chip" }, whenOf(event))),
      el("p", { className: "actions" }, event.roles.some((role) => role.node) && link({ page: "explore", about: event.roles.map((role) => role.node), select: event.id, mode: "events" }, "Show in the graph"))),
    el("div", { className: "two" },
      el("div", { className: "wide" },
        section(many(told.reports.length, "report"), "reports", markKey(), told.reports.map((report) => quote(report, event.id))),
        told.differs.length > 0 && section("Where the reports disagree", "differs", told.differs.map((each) => differing(each))),
        told.against.length > 0 && section("Against it", "against", el("ul", { className: "plain" }, told.against.map((other) =>
          el("li", null, eventLink(other.id, other.title), el("small", null, FACT_WORDS[other.fact]))))),
        told.merges.length > 0 && section("Why these reports are one event", "merges", el("ul", { className: "says" }, told.merges.map((reason) => el("li", null, reason))))),
      el("aside", { "aria-label": "In short" },
        el("dl", { className: "facts" },
          event.roles.map((role) => [el("dt", null, words(role.role)), el("dd", null, role.node ? entityLink(role.node, nodes.has(role.node) ? nodes.get(role.node).label : role.text) : role.text)]),
          [el("dt", null, "when"), el("dd", null, whenOf(event) || "not known")],
          place && [el("dt", null, "where"), el("dd", null, entityLink(place.id, place.label))],
          event.speakers.length > 0 && [el("dt", null, "said by"), el("dd", null, event.speakers.map(([name, node], i) => [i > 0 && ", ", node ? entityLink(node, name) : name]))],
          [el("dt", null, "sources"), el("dd", null, many(told.independent, "independent source"))],
          told.codes.length > 0 && [el("dt", null, "codes"), el("dd", null, told.codes.map(([code, scheme]) => scheme + " " + code).join(", "))],
          [el("dt", null, "IRI"), el("dd", { className: "iri" }, told.iri)]),
        place && place.at && smallMap({ ...place, label: place.label }))));
  return { title: sentenceOf(event, nodes), nodes: content };
}

function differing(each) {
  return el("table", { className: "grid small" }, el("caption", null, "in " + each.in),
    el("thead", null, el("tr", null, el("th", { scope: "col" }, each.in), el("th", { scope: "col" }, "reported by"))),
    el("tbody", null, each.values.map((found) => el("tr", null, el("td", null, each.in === "factuality" ? FACT_WORDS[found.value] || found.value : found.value),
      el("td", null, found.by.map((by, i) => [i > 0 && ", ", articleLink(by.article, by.outlet), by.speaker ? " (said by " + by.speaker + ")" : ""]))))));
}
