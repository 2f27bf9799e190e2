/* The editor: a text field that everybody's keyboard and screen reader knows, its colours in a layer behind it, and completion. */

import { byId, el, refill } from "./dom.js";
import { get } from "./net.js";
import { swatch, typeOf } from "./pieces.js";
import { tokens, typed, variables } from "./sparql.js";

const MOST = 12;

/** Make an editor over the terms of the graph; `run` is called by Ctrl+Enter, `changed` after every change. */
export function makeEditor(terms, { run, changed }) {
  const keywords = new Set(terms.words);
  const state = { hits: [], at: -1, from: 0, asked: null, line: 0 };
  const layer = el("pre", { className: "layer", "aria-hidden": "true" });
  const gutter = el("pre", { className: "gutter", "aria-hidden": "true" });
  const list = el("ul", { id: "completions", className: "hits", role: "listbox", "aria-label": "Completions", hidden: true });
  const field = el("textarea", {
    id: "editor", spellcheck: false, autocomplete: "off", autocapitalize: "off", wrap: "off", "aria-label": "SPARQL query", "aria-autocomplete": "list",
    "aria-controls": "completions", "aria-haspopup": "listbox", "aria-describedby": "editor-help",
  });
  const frame = el("div", { className: "editor" }, gutter, el("div", { className: "paper" }, layer, field, list));

  const colour = () => {
    refill(layer, tokens(field.value, keywords).map(([kind, text]) => (kind === "other" || kind === "mark" ? text : el("span", { className: "t-" + kind }, text))), "\n");
    const lines = field.value.split("\n").length;
    refill(gutter, Array.from({ length: lines }, (_, i) => [i + 1 === state.line ? el("b", null, String(i + 1)) : String(i + 1), "\n"]));
    field.rows = Math.min(26, Math.max(9, lines + 1));
    follow();
  };
  const follow = () => {
    layer.scrollLeft = field.scrollLeft;
    layer.scrollTop = gutter.scrollTop = field.scrollTop;
  };
  const close = () => {
    list.hidden = true;
    state.hits = [];
    state.at = -1;
    field.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    list.hidden = !state.hits.length;
    refill(list, state.hits.map((hit, i) => el("li", {
      id: "completion-" + i, role: "option", "aria-selected": String(i === state.at), onpointerdown: (event) => { event.preventDefault(); take(hit); },
    }, hit.type ? swatch(hit.type) : el("i", { className: "sign t-" + hit.kind }, { property: "p", class: "C", keyword: "K", prefix: ":", variable: "?" }[hit.kind] || "·"),
    el("span", null, hit.label), el("small", null, hit.note || ""))));
    if (state.at >= 0) field.setAttribute("aria-activedescendant", "completion-" + state.at);
    const chosen = byId("completion-" + state.at);
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
    if (!list.hidden) put();
  };
  /* Under the caret: the letters are all of one width, so its place can be counted. */
  const put = () => {
    const lines = field.value.slice(0, state.from).split("\n"), look = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
    pen.font = look.fontSize + " " + look.fontFamily;
    const left = parseFloat(look.paddingLeft) + lines[lines.length - 1].length * pen.measureText("0").width - field.scrollLeft;
    list.style.left = Math.max(0, Math.min(left, field.clientWidth - 300)) + "px";
    list.style.top = parseFloat(look.paddingTop) + lines.length * parseFloat(look.lineHeight) - field.scrollTop + 2 + "px";
  };
  const take = (hit) => {
    const end = field.selectionStart;
    const rest = hit.kind === "entity" ? (/^[^<>"{}|^`\\\n]*>/.exec(field.value.slice(end)) || [""])[0].length : 0;
    field.setSelectionRange(state.from, end + rest);
    insert(hit.text);
    close();
    if (hit.kind === "prefix") complete();
  };
  const insert = (text) => {
    field.focus();
    if (!document.execCommand("insertText", false, text)) { /* keeps Undo where the browser can */
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input"));
    }
  };
  const complete = async (asked) => {
    const found = typed(field.value, field.selectionStart);
    if (state.asked) state.asked.abort();
    if (!found || (!asked && found.text.length < (found.kind === "word" ? 2 : found.kind === "variable" ? 1 : 0))) { close(); return; }
    state.from = found.start;
    const here = offers(found, terms, field.value, keywords);
    state.hits = here.slice(0, MOST);
    state.at = state.hits.length ? 0 : -1;
    draw();
    if (found.text.length < 2 || !["entity", "word"].includes(found.kind)) return;
    state.asked = new AbortController();
    try {
      const names = await get("find", { q: found.text, kind: "entity", limit: 8 }, state.asked.signal);
      const entities = names.map((hit) => ({ kind: "entity", type: hit.type, label: hit.label, note: typeOf(hit.type).label, text: "<entity/" + hit.id + ">" }));
      state.hits = found.kind === "entity" ? entities : [...here.slice(0, MOST - Math.min(4, entities.length)), ...entities].slice(0, MOST);
      state.at = state.hits.length ? Math.max(0, Math.min(state.at, state.hits.length - 1)) : -1;
      if (document.activeElement === field) draw();
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  field.oninput = (event) => {
    state.line = 0;
    colour();
    changed(field.value);
    if (event.inputType && event.inputType.startsWith("insert") && event.inputType !== "insertFromPaste" && event.data !== "\n" && event.inputType !== "insertLineBreak") complete();
    else close();
  };
  field.onscroll = follow;
  field.onblur = close;
  field.onclick = close;
  field.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); close(); run(); return; }
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); complete(true); return; }
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { state.at = (state.at + step + state.hits.length) % state.hits.length; draw(); }
    else if (event.key === "Enter" || event.key === "Tab") take(state.hits[state.at]);
    else if (event.key === "Escape") { event.stopPropagation(); close(); }
    else return;
    event.preventDefault();
  };
  return {
    node: frame, field,
    get value() { return field.value; },
    set value(text) { field.value = text; state.line = 0; colour(); },
    /** Point at a line, counted from 1. */
    point(line) { state.line = line; colour(); },
  };
}

/** What can be offered without asking: [{kind, label, note, text}], those that begin with what is typed first. */
function offers({ kind, text }, terms, query, keywords) {
  const low = text.toLowerCase();
  if (kind === "entity") return [];
  if (kind === "variable") return variables(query).filter((name) => name !== text && name.startsWith(text)).map((name) => ({ kind: "variable", label: name, text: name }));
  const named = terms.terms.map((term) => ({ kind: term.kind, label: term.name, note: term.about || (term.kind === "class" ? "class or value" : "property"), text: term.name }));
  if (kind === "name") {
    const [prefix, local] = low.split(":");
    const own = named.filter((term) => term.label.toLowerCase().startsWith(prefix + ":"));
    return rank(own, (term) => term.label.slice(prefix.length + 1), local);
  }
  const prefixes = Object.entries(terms.prefixes).map(([name, iri]) => ({ kind: "prefix", label: name + ":", note: iri, text: name + ":" }));
  const all = [...prefixes, ...[...keywords].map((word) => ({ kind: "keyword", label: word, text: word })), ...named];
  return rank(all, (term) => term.label.replace(/^\w+:(?=.)/, ""), low);
}

function rank(items, nameOf, wanted) {
  const scored = items.map((item) => [nameOf(item).toLowerCase(), item]).filter(([name]) => name.includes(wanted));
  return scored.sort(([a], [b]) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)) || a.length - b.length || (a < b ? -1 : 1)).map(([, item]) => item);
}
