/* The table of events, which can be sorted, and the list of articles. */

const COLUMNS = [
  { name: "When", of: whenOf, sort: (event) => anchor(event) ?? Infinity, className: "nowrap" },
  { name: "Event", of: labelOf },
  { name: "Who", of: (event) => namesOf(event.roles.filter((role) => isAgent(role))) },
  { name: "Whom or what", of: (event) => namesOf(event.roles.filter((role) => !isAgent(role))) },
  { name: "Where", of: (event) => (event.place === null ? "" : DATA.nodes[event.place].label), className: "wide" },
  { name: "Said to be", of: (event) => (event.contested ? "≠ contested, " : "") + event.fact.toLowerCase(), className: "wide" },
  { name: "Said by", of: (event) => speakersOf(event).join(", "), className: "wide" },
  { name: "Reports", of: (event) => String(reportsOf(event).length), sort: (event) => -reportsOf(event).length, className: "number wide" },
  { name: "Confidence", of: (event) => event.confidence.toFixed(2), sort: (event) => -event.confidence, className: "number wide" },
];
const table = { column: 0, up: true, rows: 200 };

function sortedEvents() {
  const column = COLUMNS[table.column];
  const key = column.sort || ((event) => fold(column.of(event)) || "\uffff");
  const keyed = passing().map((event) => [key(event), event]);
  const turn = table.up ? 1 : -1;
  keyed.sort(([a, x], [b, y]) => (a < b ? -turn : a > b ? turn : x.index - y.index));
  return keyed.map(([, event]) => event);
}

function drawTable() {
  if (state.tab !== "table") return;
  const events = sortedEvents();
  const head = el("tr", null, COLUMNS.map((column, index) => el("th", {
    scope: "col", className: /wide/.test(column.className) ? "wide" : "",
    "aria-sort": index === table.column ? (table.up ? "ascending" : "descending") : "none",
  }, el("button", { type: "button", onclick: () => sortBy(index) }, column.name))));
  const rows = events.slice(0, table.rows).map((event) => {
    const row = el("tr", { onclick: () => select(event.key) }, COLUMNS.map((column, index) => {
      const text = column.of(event);
      return el("td", { className: column.className || "" },
        index === 1 ? el("button", { type: "button", className: "link" }, text) : text);
    }));
    row.dataset.key = event.key;
    return row;
  });
  refill(byId("view-table"), el("table", { className: "grid", id: "events" },
    el("caption", null, count(events.length, "event") + " pass the filters"), el("thead", null, head), el("tbody", null, rows)),
    events.length > table.rows && el("p", { className: "after" }, el("button", { type: "button", onclick: () => { table.rows += 500; drawTable(); } },
      "Show " + Math.min(500, events.length - table.rows) + " more")));
  markRow();
}

function sortBy(index) {
  table.up = index === table.column ? !table.up : true;
  table.column = index;
  drawTable();
  byId("view-table").querySelectorAll("th button")[index].focus();
}

/** Mark the row of what is selected. */
function markRow() {
  const key = state.selected && state.selected.key;
  for (const row of byId("view-table").querySelectorAll("tbody tr")) row.classList.toggle("on", row.dataset.key === key);
}

function drawSources() {
  if (state.tab !== "sources") return;
  const counts = new Map();
  for (const event of passing()) for (const source of new Set(reportsOf(event).map((report) => report.source))) counts.set(source, (counts.get(source) || 0) + 1);
  const order = DATA.sources.map((source, index) => [source, index]).sort((a, b) => ((a[0].date || "9") < (b[0].date || "9") ? -1 : (a[0].date || "9") > (b[0].date || "9") ? 1 : a[1] - b[1]));
  const head = ["Date", "Outlet", "Article", "Events"].map((name) => el("th", { scope: "col" }, el("button", { type: "button", disabled: true }, name)));
  refill(byId("view-sources"), el("table", { className: "grid", id: "sources" },
    el("caption", null, count(DATA.sources.length, "article")), el("thead", null, el("tr", null, head)),
    el("tbody", null, order.map(([source, index]) => el("tr", { className: counts.get(index) ? "" : "off" },
      el("td", { className: "nowrap" }, source.date || "no date"), el("td", null, source.outlet || "unknown outlet"),
      el("td", null, outLink(source.url, source.title || source.id), source.author ? el("small", null, " · " + source.author) : ""),
      el("td", { className: "number" }, String(counts.get(index) || 0)))))));
}
