/* The page of an entity: facts, timeline, events, claims by speaker, contradictions, and the sentences that name it. */

import { go, link } from "./address.js";
import { el, refill } from "./dom.js";
import { get } from "./net.js";
import { articleLink, entityLink, eventLink, eventRow, labelOf, longList, nodesById, quote, sameLinks, section, swatch, typeOf } from "./pieces.js";
import { smallMap } from "./places.js";
import { strip } from "./strip.js";
import { FACT_WORDS, anchor, isFactual, many, whenOf } from "./words.js";

export async function page(params) {
  const told = await get("entity", { id: params.get("id") || "" });
  const nodes = nodesById(told);
  const events = [...told.events].sort((a, b) => (anchor(a) ?? 1e9) - (anchor(b) ?? 1e9));
  const mine = events.filter((event) => event.place === told.id || event.roles.some((role) => role.node === told.id));
  const spoken = events.filter((event) => !mine.includes(event));
  const contested = events.filter((event) => event.contested || event.differs.length);
  const mentions = el("div", null, el("p", { className: "soft" }, "…"));
  const content = el("div", { className: "page detail" },
    el("header", { className: "page-head" },
      el("p", { className: "kind" }, swatch(told.type), " ", typeOf(told.type).label),
      el("h1", null, told.label),
      el("p", { className: "actions" }, link({ page: "explore", about: told.id }, "Show in the graph"), link({ page: "query", name: "claims-about", "v.about": told.label, run: "1" }, "Query"))),
    el("div", { className: "two" },
      el("div", { className: "wide" },
        section("Relations", "relations", relations(mine, told, nodes)),
        section("Timeline", "timeline-of", strip(mine, nodes, (event) => go({ page: "event", id: event.id }))),
        section(many(mine.length, "event") + (told.total > told.events.length ? " (the most reported of " + told.total.toLocaleString("en") + ")" : ""), "events",
          mine.length ? longList(mine, (event) => eventRow(event, nodes), 12) : none("Takes part in no event.")),
        contested.length > 0 && section("Contradictions", "contradictions", el("ul", { className: "rows" }, contested.map((event) => eventRow(event, nodes)))),
        section("Said about " + told.label + ", by speaker", "claims", claims(told)),
        (told.says.length > 0 || spoken.length > 0) && section("What " + told.label + " says", "says",
          told.says.length > 0 && longList(told.says, said, 8, "ul", "says"),
          told.says_all > told.says.length && none("The first " + told.says.length + " of " + told.says_all + "."),
          spoken.length > 0 && [el("h3", null, "Events told by " + told.label), longList(spoken, (event) => eventRow(event, nodes), 6)]),
        section("Named in the articles", "mentions", mentions)),
      el("aside", { "aria-label": "In short" }, facts(told), told.at && smallMap(told))));
  return { title: told.label, nodes: content, ready: () => loadMentions(told, mentions) };
}

function none(text) {
  return el("p", { className: "soft" }, text);
}

function facts(told) {
  const row = (name, value) => value && [el("dt", null, name), el("dd", null, value)];
  return el("dl", { className: "facts" },
    row("mentions", told.mentioned.toLocaleString("en") + " in " + many(told.in_articles, "article")),
    row("also called", told.names.length > 0 && told.names.slice(0, 12).join(", ") + (told.names.length > 12 ? " …" : "")),
    row("country", told.country && told.country[0] !== told.id && entityLink(told.country[0], told.country[1])),
    row("coordinates", told.at && told.at.map((degrees) => degrees.toFixed(2)).join(", ")),
    row("same as", told.same.length > 0 && sameLinks(told.same)),
    row("IRI", el("span", { className: "iri" }, told.iri)));
}

/** Direct lines of what is said to have happened, grouped: relation, other, the events behind it. */
function relations(events, { id, label: own }, nodes) {
  const found = new Map();
  for (const event of events) {
    if (!isFactual(event.fact)) continue;
    for (const [from, to, label] of event.lines) {
      const other = from === id ? to : to === id ? from : null;
      if (!other) continue;
      const key = (from === id ? "1" : "0") + label + " " + other;
      const row = found.get(key) || { out: from === id, label, other, events: [] };
      row.events.push(event);
      found.set(key, row);
    }
  }
  const rows = [...found.values()].sort((a, b) => b.events.length - a.events.length || (a.label < b.label ? -1 : 1));
  if (!rows.length) return none("No direct relation is stated.");
  const name = (other) => entityLink(other, nodes.has(other) ? nodes.get(other).label : other);
  return longList(rows, (row) => el("li", null,
    el("span", { className: "relation" }, row.out ? [el("b", null, row.label), " ", name(row.other)] : [name(row.other), " ", el("b", null, row.label), " " + own]),
    el("small", null, row.events.slice(0, 3).map((event, i) => [i > 0 && ", ", eventLink(event.id, whenOf(event) || labelOf(event))]),
      row.events.some((event) => event.fact === "Attributed") ? " · attributed" : "", row.events.length > 3 ? " and " + (row.events.length - 3) + " more" : "")), 10, "ul", "plain");
}

/** Claims about it, those of the articles' own voice first, then speaker by speaker. */
function claims(told) {
  if (!told.claims.length) return none("Nothing is claimed about it.");
  const by = new Map();
  for (const claim of told.claims) {
    const name = claim.speaker || "";
    by.set(name, (by.get(name) || []).concat(claim));
  }
  const groups = [...by].sort((a, b) => (a[0] === "" ? -1 : b[0] === "" ? 1 : b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)));
  return [
    longList(groups, ([speaker, list]) => el("li", null, el("details", { open: groups.length <= 4 },
      el("summary", null, el("b", null, speaker || "The articles themselves"), el("small", null, many(list.length, "claim"))),
      longList(list, claim, 12, "ul", "says"))), 8, "ul", "plain groups"),
    told.claims_all > told.claims.length && none("The first " + told.claims.length + " of " + told.claims_all + " claims."),
  ];
}

function claim(each) {
  return el("li", null, el("span", { title: each.sentence }, each.words), !isFactual(each.fact) && el("i", null, " (" + FACT_WORDS[each.fact] + ")"),
    el("small", null, source(each)));
}

function said(each) {
  return el("li", null, el("span", null, (each.cue ? each.cue + ": " : "") + each.content), each.denies && el("i", null, " (denied)"), el("small", null, source(each)));
}

function source(each) {
  return [articleLink(each.article, each.title), [each.outlet, each.date].filter(Boolean).map((part) => " · " + part)];
}

async function loadMentions(told, place) {
  try {
    const found = await get("mentions", { id: told.id });
    refill(place,
      found.merges.length > 0 && el("details", null, el("summary", null, "Why these names are one"), el("ul", { className: "says" }, found.merges.map((reason) => el("li", null, reason)))),
      longList(found.sentences, (sentence) => el("li", null, quote(sentence)), 6, "ul", "plain"),
      found.all > found.sentences.length && none("The first " + found.sentences.length + " of " + found.all + " sentences."));
  } catch (error) {
    refill(place, none(error.message));
  }
}
