/* The table of events, which can be sorted, and the list of articles. */

import { byId, el, refill } from "./dom.js";
import { articleLink, isAgent, labelOf, namesOf } from "./pieces.js";
import { onChange, passing, set, state } from "./set.js";
import { anchor, many, whenOf } from "./words.js";

const COLUMNS = [
  { name: "When", of: whenOf, sort: (event) => anchor(event) ?? Infinity, className: "nowrap" },
  { name: "Event", of: labelOf },
  { name: "Who", of: (event) => namesOf(event.roles.filter(isAgent), set.nodes) },
  { name: "Whom or what", of: (event) => namesOf(event.roles.filter((role) => !isAgent(role)), set.nodes) },
  { name: "Where", of: (event) => (set.nodes.has(event.place) ? set.nodes.get(event.place).label : ""), className: "wide-only" },
  { name: "Said to be", of: (event) => (event.contested ? "≠ contested, " : "") + event.fact.toLowerCase(), className: "wide-only" },
  { name: "Said by", of: (event) => event.speakers.map(([name]) => name).join(", "), className: "wide-only" },
  { name: "Reports", of: (event) => String(event.articles.length), sort: (event) => -event.articles.length, className: "number wide-only" },
  { name: "Confidence", of: (event) => event.confidence.toFixed(2), sort: (event) => -event.confidence, className: "number wide-only" },
];
const table = {};

export function startTables(select) {
  Object.assign(table, { column: 0, up: true, rows: 200, select });
  onChange(drawEvents);
  onChange(drawArticles);
}

function sorted() {
  const column = COLUMNS[table.column], turn = table.up ? 1 : -1;
  const key = column.sort || ((event) => column.of(event).toLowerCase() || "\uffff");
  return passing().map((event) => [key(event), event]).sort(([a, x], [b, y]) => (a < b ? -turn : a > b ? turn : x.id < y.id ? -1 : 1)).map(([, event]) => event);
}

export function drawEvents() {
  if (state.view !== "events") return;
  const events = sorted();
  const head = el("tr", null, COLUMNS.map((column, index) => el("th", {
    scope: "col", className: column.className || "", "aria-sort": index === table.column ? (table.up ? "ascending" : "descending") : "none",
  }, el("button", { type: "button", onclick: () => sortBy(index) }, column.name))));
  const rows = events.slice(0, table.rows).map((event) => {
    const row = el("tr", { onclick: () => table.select(event.id) }, COLUMNS.map((column, index) => el("td", { className: column.className || "" },
      index === 1 ? el("button", { type: "button", className: "link" }, column.of(event)) : column.of(event))));
    row.dataset.id = event.id;
    return row;
  });
  refill(byId("view-events"), el("table", { className: "grid", id: "events" }, el("caption", null, many(events.length, "event") + " pass the filters"), el("thead", null, head), el("tbody", null, rows)),
    events.length > table.rows && el("p", { className: "after" }, el("button", { type: "button", onclick: () => { table.rows += 500; drawEvents(); } }, "Show " + Math.min(500, events.length - table.rows) + " more")));
  markRow();
}

function sortBy(index) {
  table.up = index === table.column ? !table.up : true;
  table.column = index;
  drawEvents();
  byId("view-events").querySelectorAll("th button")[index].focus();
}

/** Mark the row of what is selected. */
export function markRow() {
  for (const row of byId("view-events").querySelectorAll("tbody tr")) row.classList.toggle("on", row.dataset.id === state.select);
}

export function drawArticles() {
  if (state.view !== "articles") return;
  const counts = new Map();
  for (const event of passing()) for (const id of event.articles) counts.set(id, (counts.get(id) || 0) + 1);
  const order = [...set.sources.values()].sort((a, b) => ((a.date || "9") + a.id < (b.date || "9") + b.id ? -1 : 1));
  refill(byId("view-articles"), el("table", { className: "grid", id: "sources" }, el("caption", null, many(order.length, "article")),
    el("thead", null, el("tr", null, ["Date", "Outlet", "Article", "Events"].map((name) => el("th", { scope: "col" }, el("span", null, name))))),
    el("tbody", null, order.map((source) => el("tr", { className: counts.get(source.id) ? "" : "off" }, el("td", { className: "nowrap" }, source.date || "no date"),
      el("td", null, source.outlet || "unknown outlet"), el("td", null, articleLink(source.id, source.title || source.id)), el("td", { className: "number" }, String(counts.get(source.id) || 0)))))));
}
