/* The page of an article: its whole text, with the words marked that state an event; the events beside it. */

import { keep } from "./address.js";
import { el, refill, swatchOfLine } from "./dom.js";
import { get } from "./net.js";
import { eventLink, entityLink, markClass, markKey, outLink, pieces } from "./pieces.js";
import { before, many, words } from "./words.js";

const LAYERS = [["events", "events"], ["said", "who says what"], ["names", "names"], ["silent", "sentences without a result"]];

export async function page(params) {
  const told = await get("article", { id: params.get("id") || "" });
  const state = { layers: new Set(["events"]), event: params.get("event") };
  const text = el("div", { className: "text", lang: told.language });
  const list = el("ul", { className: "rows" });
  const draw = () => { drawText(text, told, state); drawList(list, told, state, choose); };
  const choose = (id) => {
    state.event = state.event === id ? null : id;
    keep({ page: "article", id: told.id, event: state.event });
    draw();
    bringIn(text);
  };
  const switches = LAYERS.map(([layer, name]) => el("label", null, el("input", {
    type: "checkbox", checked: state.layers.has(layer),
    onchange: (event) => { if (event.target.checked) state.layers.add(layer); else state.layers.delete(layer); draw(); },
  }), " " + name));
  draw();
  const credits = [told.outlet, told.date, told.author].filter(Boolean).join(" · ");
  const content = el("article", { className: "page detail article" },
    el("header", { className: "page-head" }, el("p", { className: "kind" }, "Article"), el("h1", null, told.title), el("p", { className: "soft" }, credits),
      told.url && el("p", { className: "actions" }, outLink(told.url, "At the outlet"))),
    el("div", { className: "two" },
      el("div", { className: "wide" },
        el("div", { className: "switches", role: "group", "aria-label": "What is marked" }, switches), markKey(), text),
      el("aside", { "aria-labelledby": "events-here" }, el("h2", { id: "events-here" }, many(told.events.length, "event")),
        el("p", { className: "soft" }, "Choose one to see its words alone."), list)));
  return { title: told.title, nodes: content, ready: () => bringIn(text) };
}

/** The marks that are asked for: those of the chosen event, or all of the layers that are on. */
function marksOf(told, state) {
  const chosen = told.events.filter((event) => event.id === state.event);
  const marks = [];
  if (state.layers.has("names")) for (const [start, end, node] of told.names) marks.push([start, end, "name", node]);
  if (state.layers.has("said")) {
    for (const each of told.said) {
      for (const [start, end] of each.source) marks.push([start, end, "speaker"]);
      for (const [start, end] of each.cue) marks.push([start, end, "cue"]);
    }
  }
  if (state.layers.has("silent")) for (const [start, end, reason] of told.sentences) if (reason) marks.push([start, end, "silent", null, reason]);
  const events = chosen.length ? chosen : state.layers.has("events") ? told.events : [];
  for (const event of events) for (const [start, end, kind] of event.marks) marks.push([start, end, kind, null, null, event.id]);
  return marks;
}

function drawText(place, told, state) {
  refill(place, pieces(told.text, marksOf(told, state)).map(([part, mark]) => {
    if (!mark) return part;
    if (mark[2] === "name") return el("a", { className: "name", href: entityLink(mark[3]).getAttribute("href") }, part);
    if (mark[2] === "silent") return el("span", { className: "silent", title: "nothing found: " + mark[4] }, part);
    return el("mark", { className: markClass(mark[2]) + (mark[5] === state.event && state.event ? " chosen" : ""), title: words(mark[2]) }, part);
  }));
}

function drawList(place, told, state, choose) {
  const held = [...place.querySelectorAll("button")].indexOf(document.activeElement);
  refill(place, told.events.map((event) => el("li", null,
    el("button", { type: "button", "aria-pressed": String(event.id === state.event), onclick: () => choose(event.id) },
      swatchOfLine(event.fact), el("span", null, before(event.fact) + event.title.replace(/ \([a-z ]+\)$/, "")), event.speaker && el("small", null, "says " + event.speaker)),
    event.id === state.event && el("p", { className: "after" }, eventLink(event.id, "Open this event")))));
  if (held >= 0) place.querySelectorAll("button")[held].focus();
}

function bringIn(text) {
  const found = text.querySelector("mark.chosen.trigger") || text.querySelector("mark.chosen");
  if (found) found.scrollIntoView({ block: "center" });
  const row = document.querySelector(".article aside [aria-pressed='true']");
  if (row && matchMedia("(min-width: 821px)").matches) row.parentElement.parentElement.parentElement.scrollTop = row.offsetTop - 120;
}
