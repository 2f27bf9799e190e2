/* The address is the state: every page can be linked to, and Back goes back. */

import { el } from "./dom.js";

const follow = { changed: () => {} };

/** What the address says. */
export function here() {
  return new URLSearchParams(location.search);
}

/** The address of a page; values that are null or "" are left out, lists are repeated. */
export function addressOf(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== null && each !== undefined && each !== "") query.append(name, each);
  }
  const text = query.toString();
  return text ? "?" + text : "./";
}

/** Go to a page. */
export function go(params) {
  history.pushState(null, "", addressOf(params));
  follow.changed();
}

/** Write the state of the page into the address, without going anywhere. */
export function keep(params) {
  const address = addressOf(params);
  if (address !== (location.search || "./")) history.replaceState(null, "", address);
}

/** A link to a page of the explorer. */
export function link(params, ...text) {
  return el("a", { href: addressOf(params) }, ...text);
}

/** Have `draw` called whenever the address leads to another page; clicks on links of ours do not load anew. */
export function onAddress(draw) {
  follow.changed = draw;
  addEventListener("popstate", draw);
  document.addEventListener("click", (event) => {
    const found = event.target.closest("a[href]");
    if (!found || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = new URL(found.href);
    if (found.target || found.hasAttribute("download") || target.origin !== location.origin || target.pathname !== location.pathname) return;
    if (target.hash && target.search === location.search) return;
    event.preventDefault();
    history.pushState(null, "", target.search || "./");
    draw();
  });
}
