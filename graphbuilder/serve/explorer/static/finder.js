/* Finding entities and events: `/` goes to the box, arrows choose, Enter opens, Escape leaves. */

import { go } from "./address.js";
import { byId, el, refill } from "./dom.js";
import { get } from "./net.js";
import { swatch, typeOf } from "./pieces.js";

/** Go to the page of what was found. */
export function openFound(hit) {
  go({ page: hit.type === "Event" ? "event" : "entity", id: hit.id });
}

/**
 * Make a search box with its list (a combobox of WAI-ARIA 1.2).
 * `open` gets what was chosen; `kind` is "entity", "event" or "" for both.
 */
export function makeFinder(name, { open = openFound, kind = "", label = "Search people, places, organisations, events", empties = true } = {}) {
  const state = { hits: [], at: -1, asked: null, timer: 0 };
  const box = el("input", {
    id: name, type: "search", autocomplete: "off", spellcheck: false, placeholder: label, role: "combobox", "aria-label": label,
    "aria-expanded": "false", "aria-controls": name + "-hits", "aria-autocomplete": "list",
  });
  const list = el("ul", { id: name + "-hits", role: "listbox", "aria-label": "What was found", className: "hits", hidden: true });

  const show = (yes) => {
    list.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
    if (!yes) box.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    refill(list, state.hits.map((hit, index) => el("li", {
      id: name + "-hit-" + index, role: "option", "aria-selected": String(index === state.at),
      onpointerdown: (event) => { event.preventDefault(); choose(hit); },
    }, swatch(hit.type), el("span", null, hit.label), el("small", null, hit.note || typeOf(hit.type).label))),
    state.hits.length === 0 && el("li", { className: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found."));
    if (state.at >= 0) box.setAttribute("aria-activedescendant", name + "-hit-" + state.at);
    else box.removeAttribute("aria-activedescendant");
    const chosen = byId(name + "-hit-" + state.at);
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
  };
  const choose = (hit) => {
    if (empties) box.value = "";
    else box.value = hit.label;
    show(false);
    open(hit);
  };
  const ask = async () => {
    const text = box.value.trim();
    if (state.asked) state.asked.abort();
    if (!text) { show(false); return; }
    state.asked = new AbortController();
    try {
      state.hits = await get("find", kind ? { q: text, kind } : { q: text }, state.asked.signal);
      state.at = state.hits.length ? 0 : -1;
      draw();
      show(document.activeElement === box);
    } catch (error) {
      if (error.name !== "AbortError") { state.hits = []; draw(); show(true); }
    }
  };
  box.oninput = () => { clearTimeout(state.timer); state.timer = setTimeout(() => { state.timer = 0; ask(); }, 90); };
  box.onblur = () => show(false);
  box.onfocus = () => { if (box.value.trim() && state.hits.length) show(true); };
  box.onkeydown = async (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden && state.hits.length) {
      state.at = (state.at + step + state.hits.length) % state.hits.length;
      draw();
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(state.timer);
      if (list.hidden || state.timer) await ask();
      state.timer = 0;
      if (state.hits[state.at]) choose(state.hits[state.at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (list.hidden) { box.value = ""; box.blur(); } else show(false);
    }
  };
  return el("div", { className: "finder" }, box, list);
}
