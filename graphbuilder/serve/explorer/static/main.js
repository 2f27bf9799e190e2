/* The frame around all pages: which page the address asks for, the search box, colours, keys. */

import { here, onAddress } from "./address.js";
import { byId, el, refill } from "./dom.js";
import { makeFinder } from "./finder.js";
import { notice, say } from "./pieces.js";

const PAGES = {
  overview: () => import("./overview.js"), explore: () => import("./explore.js"), entity: () => import("./entity.js"),
  event: () => import("./event.js"), article: () => import("./article.js"), query: () => import("./query.js"),
};
const now = { leave: null, turn: 0, first: true };

/** Draw the page of the address. Each page gives {title, nodes}, and may give `ready` (called when it stands) and `leave`. */
async function draw() {
  const params = here(), name = params.get("page") || "overview", turn = ++now.turn;
  const main = byId("main");
  if (now.leave) now.leave();
  now.leave = null;
  main.setAttribute("aria-busy", "true");
  for (const link of document.querySelectorAll("nav a[data-page]")) {
    if (link.dataset.page === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  let made;
  const slow = setTimeout(() => { if (turn === now.turn) refill(main, el("p", { className: "loading", role: "status" }, "Loading …")); }, 400);
  try {
    if (!Object.hasOwn(PAGES, name)) throw new Error("There is no such page.");
    made = await (await PAGES[name]()).page(params);
  } catch (error) {
    if (error.name === "AbortError") return clearTimeout(slow);
    made = { title: "Not found", nodes: notice("This cannot be shown", error.message) };
  }
  clearTimeout(slow);
  if (turn !== now.turn) return;
  document.body.dataset.page = name;
  document.title = (made.title ? made.title + " · " : "") + "graphbuilder";
  refill(main, made.nodes);
  main.removeAttribute("aria-busy");
  main.scrollTop = 0;
  scrollTo(0, 0);
  if (!now.first) { if (!isSearching()) main.focus({ preventScroll: true }); say(made.title || "Overview"); }
  now.first = false;
  now.leave = made.leave || null;
  if (made.ready && !isSearching()) made.ready();
}

/** Whether the reader has begun to type into the search box: a page that comes late must not take the keys away. */
function isSearching() {
  return document.activeElement === byId("search") && byId("search").value !== "";
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").setAttribute("aria-pressed", String(name === "dark"));
  dispatchEvent(new Event("theme"));
}

/** The colours of the system, until the reader chooses; the choice is kept for the tab. */
function startTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => sessionStorage.getItem("theme");
  setTheme(chosen() || (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", () => { if (!chosen()) setTheme(dark.matches ? "dark" : "light"); });
  byId("theme").onclick = () => {
    const name = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    sessionStorage.setItem("theme", name);
    setTheme(name);
  };
}

function startKeys() {
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !["checkbox", "range"].includes(event.target.type);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const box = byId("start-search") || byId("search");
      box.focus();
      event.preventDefault();
    }
  });
}

startTheme();
startKeys();
byId("finder").append(makeFinder("search", { label: "Search  ( / )" }));
onAddress(draw);
draw().then(() => { document.documentElement.dataset.ready = "yes"; });
