/* The start page: a search box, how much there is, what is reported most, who is connected most. */

import { addressOf, link } from "./address.js";
import { byId, el, svg } from "./dom.js";
import { makeFinder } from "./finder.js";
import { get } from "./net.js";
import { articleLink, bars, entityLink, eventRow, learnTypes, nodesById, section, swatch } from "./pieces.js";
import { FACT_WORDS, many } from "./words.js";

export async function page() {
  const told = await get("overview");
  learnTypes(told.types);
  const { counts } = told, nodes = nodesById(told.reported);
  const kinds = told.kinds.map((kind) => [kind.label, kind.events, addressOf({ page: "explore", view: "events", type: kind.type })]);
  const facts = told.facts.map((fact) => [FACT_WORDS[fact.fact] || fact.fact, fact.events, addressOf({ page: "explore", view: "events", fact: fact.fact })]);
  const span = told.first ? (told.first === told.last ? told.first : told.first + " to " + told.last) : "";
  const content = el("div", { className: "page overview" },
    el("div", { className: "hero" },
      el("h1", null, "What the articles say"),
      makeFinder("start-search"),
      el("dl", { className: "counts" },
        countOf(counts.articles, "articles", span), countOf(counts.events, "events", counts.happened.toLocaleString("en") + " said to have happened"),
        countOf(counts.entities, "names", "people, places, organisations, things"), countOf(counts.outlets, "outlets", ""),
        countOf(counts.contested, "contested events", "reports disagree"))),
    el("div", { className: "columns" },
      section("Most reported events", "reported", el("ul", { className: "rows" }, told.reported.events.map((event) => eventRow(event, nodes))),
        el("p", null, link({ page: "explore", view: "events" }, "All events"))),
      section("Most connected", "actors", el("ul", { className: "rows" }, told.actors.map((actor) => el("li", null,
        el("a", { href: entityLink(actor.id).getAttribute("href") }, swatch(actor.type), el("span", null, actor.label), el("small", null, many(actor.events, "event")))))),
        el("p", null, link({ page: "explore" }, "Explore the graph"))),
      section("When", "months", months(told.months)),
      section("Kinds of event", "kinds", bars(kinds, "Kinds of event")),
      section("How firm", "facts", bars(facts, "Factuality")),
      section("Newest articles", "articles", el("ul", { className: "rows" }, told.articles.map((article) => el("li", null,
        el("a", { href: articleLink(article.id).getAttribute("href") }, el("span", null, article.title || article.id),
          el("small", null, [article.outlet, article.date].filter(Boolean).join(" · ")))))))));
  return { title: "", nodes: content, ready: () => byId("start-search").focus() };
}

function countOf(number, name, note) {
  return el("div", null, el("dt", null, name), el("dd", null, number.toLocaleString("en")), note && el("dd", { className: "aside" }, note));
}

/** Months with events as columns; the few that lie long before the rest are left out and said so. */
function months(told) {
  if (!told.length) return el("p", { className: "soft" }, "No event has a date.");
  const number = (text) => +text.slice(0, 4) * 12 + +text.slice(5, 7);
  const last = number(told[told.length - 1].month);
  const shown = told.filter((each) => last - number(each.month) < 36), older = told.length - shown.length;
  const first = number(shown[0].month), wide = Math.max(12, last - first + 1);
  const top = Math.max(...shown.map((each) => each.events));
  const columns = shown.map((each) => {
    const x = wide - 1 - (last - number(each.month)), tall = Math.max(2, (each.events / top) * 78);
    return svg("rect", { x: x * 10 + 1, y: 80 - tall, width: 8, height: tall, rx: 1 }, svg("title", null, each.month + ": " + many(each.events, "event")));
  });
  const ticks = [shown[0].month, shown[shown.length - 1].month].filter((month, i, all) => all.indexOf(month) === i);
  return [
    svg("svg", { class: "months", viewBox: "0 0 " + wide * 10 + " 80", preserveAspectRatio: "none", role: "img",
      "aria-label": "Events by month: " + shown.map((each) => each.month + " " + each.events).join(", ") }, columns),
    el("p", { className: "ticks" }, ticks.map((tick) => el("span", null, tick))),
    older > 0 && el("p", { className: "soft" }, many(older, "earlier month") + " not drawn"),
  ];
}
