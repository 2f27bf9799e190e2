/* What several pages are made of. Text from articles only ever becomes text nodes. */

import { link } from "./address.js";
import { byId, el, svg, swatchOfLine, swatchOfType } from "./dom.js";
import { FACT_WORDS, before, hostOf, isFactual, many, whenOf, words } from "./words.js";

/** Shapes and colours of the types, as the server says them; a type that is not there looks like a thing. */
export const TYPES = new Map();

export function learnTypes(types) {
  for (const type of types || []) TYPES.set(type.name, type);
}

const OWN = [
  ["Country", "hexagon", "#0072B2"], ["Person", "dot", "#E69F00"], ["Organization", "square", "#009E73"], ["Place", "triangleDown", "#56B4E9"],
  ["Group", "diamond", "#CC79A7"], ["Thing", "triangle", "#8A8F98"], ["Event", "box", "#D55E00"],
];
learnTypes(OWN.map(([name, shape, colour]) => ({ name, label: name.toLowerCase(), shape, colour })));

export function typeOf(name) {
  return TYPES.get(name) || { name, label: words(name), shape: "star", colour: "#8A8F98" };
}

export function swatch(name) {
  return swatchOfType(typeOf(name));
}

/** Say something to a screen reader. */
export function say(text) {
  byId("live").textContent = text;
}

/** A link to the web, only when it is one: other schemes (javascript:, data:) stay text. */
export function outLink(address, text) {
  return /^https?:\/\//i.test(address || "")
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer", className: "out" }, text)
    : el("span", null, text);
}

export function sameLinks(addresses) {
  return addresses.map((address) => [" ", outLink(address, hostOf(address))]);
}

export function entityLink(id, text) {
  return link({ page: "entity", id }, text);
}

export function eventLink(id, text) {
  return link({ page: "event", id }, text);
}

export function articleLink(id, text, event) {
  return link({ page: "article", id, event }, text);
}

/** Who is who in an event, by id. */
export function nodesById(told) {
  return new Map(told.nodes.map((node) => [node.id, node]));
}

/** The label of an event with what is not fact said first: "not: leave". */
export function labelOf(event) {
  return before(event.fact) + event.label;
}

const AGENTS = ["actor", "candidate", "speaker", "agent"];

export function isAgent(role) {
  return AGENTS.includes(role.role);
}

/** The names of those who fill roles, each once. */
export function namesOf(roles, nodes) {
  return [...new Set(roles.map((role) => (role.node && nodes.has(role.node) ? nodes.get(role.node).label : role.text)))].join(", ");
}

/** An event in one line: who, what, whom; where it happened, when nobody and nothing takes part. */
export function sentenceOf(event, nodes) {
  const others = event.roles.filter((role) => !isAgent(role)), place = !event.roles.length && nodes.get(event.place);
  return [namesOf(event.roles.filter(isAgent), nodes), labelOf(event), namesOf(others, nodes), place && place.label].filter(Boolean).join(" – ");
}

/** The row of a list that leads to an event; `open` is called instead of following the link, if given. */
export function eventRow(event, nodes, open) {
  const speakers = [...new Set(event.speakers.map(([name]) => name))];
  const notes = [whenOf(event), event.contested && "≠ contested", speakers.length > 0 && "says " + speakers.slice(0, 2).join(", "),
    event.articles.length > 1 && many(event.articles.length, "report")].filter(Boolean).join(" · ");
  const content = [swatchOfLine(event.fact, event.contested), el("span", null, sentenceOf(event, nodes)), notes && el("small", null, notes)];
  const row = open ? el("button", { type: "button", onclick: () => open(event.id) }, content) : el("a", { href: eventLink(event.id).getAttribute("href") }, content);
  return el("li", null, row);
}

export function factChip(fact) {
  return el("span", { className: "chip fact" }, swatchOfLine(fact), FACT_WORDS[fact] || fact);
}

export function contestedChip() {
  return el("span", { className: "chip contested" }, "≠ contested");
}

const STRENGTH = { trigger: 4, mention: 3, speaker: 2, cue: 2 };

/** Cut a text at its marks: a list of [text, strongest mark or null]. Marks are [begin, end, kind, ...]. */
export function pieces(text, marks) {
  const cuts = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark[0], mark[1]])])].sort((a, b) => a - b);
  const strong = (mark) => STRENGTH[mark[2]] || 1;
  return cuts.slice(0, -1).map((start, i) => {
    const covering = marks.filter((mark) => mark[0] <= start && mark[1] >= cuts[i + 1]);
    return [text.slice(start, cuts[i + 1]), covering.sort((a, b) => strong(b) - strong(a))[0] || null];
  });
}

/** The class of a mark's kind: roles look alike. */
export function markClass(kind) {
  return STRENGTH[kind] ? kind : "role";
}

export function markedText(text, marks) {
  return pieces(text, marks).map(([part, mark]) => (mark ? el("mark", { className: markClass(mark[2]), title: words(mark[2]) }, part) : part));
}

/** A sentence of an article with its marks, and where it comes from. */
export function quote(sentence, event) {
  const source = [sentence.outlet, sentence.date].filter(Boolean).join(" · ");
  return el("div", { className: "report" + (isFactual(sentence.fact || "Asserted") ? "" : " no") },
    el("blockquote", null, markedText(sentence.text, sentence.marks)),
    sentence.fact && el("p", null, sentence.speaker ? ["Said by ", el("b", null, sentence.speaker), sentence.kind ? " (" + sentence.kind + " speech)" : ""] : "In the article’s own voice",
      sentence.fact && !["Asserted", "Attributed"].includes(sentence.fact) ? " · " + FACT_WORDS[sentence.fact] : "",
      sentence.confidence === null || sentence.confidence === undefined ? "" : " · confidence " + sentence.confidence.toFixed(2)),
    el("p", null, articleLink(sentence.article, sentence.title, event), source ? " · " + source : ""));
}

export function markKey() {
  return el("p", { className: "key" }, el("mark", { className: "trigger" }, "what happened"), el("mark", { className: "role" }, "who, what, where"),
    el("mark", { className: "speaker" }, "who says so"));
}

/** A list that begins short and can be shown whole. */
export function longList(items, draw, first = 8, tag = "ul", className = "rows") {
  const list = el(tag, { className }, items.slice(0, first).map(draw));
  if (items.length <= first) return list;
  const more = el("button", { type: "button", className: "more" }, "Show all " + items.length.toLocaleString("en"));
  more.onclick = () => {
    const added = items.slice(first).map(draw);
    list.append(...added);
    more.remove();
    const target = added[0].querySelector("a, button");
    if (target) target.focus();
  };
  return [list, more];
}

/** Bars with words, for counts: items are [label, number, link or null]. */
export function bars(items, name) {
  const top = items.reduce((found, item) => Math.max(found, item[1]), 1);
  return el("ul", { className: "bars", "aria-label": name }, items.map(([label, number, address]) => el("li", null,
    address ? el("a", { href: address }, label) : el("span", null, label),
    svg("svg", { "aria-hidden": "true", viewBox: "0 0 100 8", preserveAspectRatio: "none" }, svg("rect", { width: Math.max(1, (number / top) * 100), height: 8 })),
    el("small", null, number.toLocaleString("en")))));
}

/** A message in place of a page. */
export function notice(title, text) {
  return el("section", { className: "notice", role: "alert" }, el("h1", null, title), el("p", null, text));
}

export function section(title, id, ...content) {
  return el("section", { id, "aria-labelledby": id + "-head" }, el("h2", { id: id + "-head" }, title), content);
}
