/* The page itself: tabs, colours, keys. Loaded last. */

const TABS = ["graph", "map", "table", "sources"];

/** Show one of the four views; the others are drawn when they are asked for. */
function showTab(name, focus) {
  state.tab = name;
  for (const tab of TABS) {
    const on = tab === name;
    byId("view-" + tab).hidden = !on;
    byId("tab-" + tab).setAttribute("aria-selected", String(on));
    byId("tab-" + tab).tabIndex = on ? 0 : -1;
    if (on && focus) byId("tab-" + tab).focus();
  }
  byId("graph-tools").hidden = name !== "graph";
  ({ graph: drawGraph, map: drawMap, table: drawTable, sources: drawSources })[name]();
}

function startTabs() {
  for (const tab of TABS) {
    byId("tab-" + tab).onclick = () => showTab(tab);
    byId("tab-" + tab).onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) showTab(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length], true);
    };
  }
  onChange(drawMap);
  onChange(drawTable);
  onChange(drawSources);
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").setAttribute("aria-pressed", String(name === "dark"));
  drawGraph();
}

function startTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(dark.matches));
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  byId("theme").onclick = () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
}

function startKeys() {
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "range";
    if (event.key === "/" && !typing) { byId("search").focus(); event.preventDefault(); }
    if (event.key === "Escape") {
      if (byId("filters").classList.contains("open")) byId("close-filters").click();
      else select(null);
    }
  });
}

startTheme();
startTabs();
startSearch();
startFilters();
startGraph();
startTimeline();
startKeys();
drawPanel();
drawFilters();
drawGraph();
if (time.svg) drawTimeline();

/* For tests and for whoever builds on the page. */
globalThis.dossier = { DATA, state, drawn, passing, select, showTab, setRange, changed, lineLabel };
