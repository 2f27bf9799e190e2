/* Answers: as a table, as a chart, as a graph; numbers, dates and links are told apart by their columns. */

import { entityLink, eventLink, articleLink, outLink } from "./pieces.js";
import { el } from "./dom.js";
import { many } from "./words.js";

const BASE = "https://w3id.org/graphbuilder/";
const PAGE = 200;

/** What a column holds: "number", "date", "iri" or "text", by all its values. */
export function kindsOf(answer) {
  return answer.columns.map((_, at) => {
    const values = answer.rows.map((row) => row[at]).filter((value) => value !== null);
    const all = (test) => values.length > 0 && values.every(test);
    if (all((value) => typeof value === "number")) return "number";
    if (all((value) => /^-?\d{4}(-\d\d(-\d\d)?|-W\d\d)?$/.test(value))) return "date";
    if (all((value) => /^https?:\/\/\S+$/.test(value))) return "iri";
    return "text";
  });
}

/** A value as text: names for what has one, short for what is ours. */
export function textOf(value, answer) {
  if (value === null) return "";
  if (typeof value === "string" && value.startsWith(BASE)) return answer.labels[value] || value.slice(BASE.length).replace(/^ontology#/, "");
  return String(value);
}

/** A value as a cell: what is ours leads to its page. */
function cell(value, answer) {
  const text = textOf(value, answer);
  if (typeof value !== "string") return text;
  const bare = value.slice(BASE.length);
  if (value.startsWith(BASE + "entity/")) return entityLink(bare.slice(7), text);
  if (value.startsWith(BASE + "event/")) return eventLink(bare, text);
  if (value.startsWith(BASE + "article/")) return articleLink(decode(bare.slice(8).split("#")[0]), text);
  return /^https?:\/\/\S+$/.test(value) && !value.startsWith(BASE) ? outLink(value, text) : text;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The table of an answer, the first rows of it; a click on a heading sorts. */
export function tableOf(answer) {
  const kinds = kindsOf(answer), state = { column: -1, up: true, rows: PAGE };
  const place = el("div", { className: "table-frame", tabIndex: 0, role: "region", "aria-label": "Answer" });
  const draw = () => {
    const rows = state.column < 0 ? answer.rows : [...answer.rows].sort((a, b) => order(a[state.column], b[state.column]) * (state.up ? 1 : -1));
    place.replaceChildren(el("table", { className: "grid", id: "answer" },
      el("thead", null, el("tr", null, answer.columns.map((name, at) => el("th", { scope: "col", "aria-sort": at === state.column ? (state.up ? "ascending" : "descending") : "none" },
        el("button", { type: "button", onclick: () => { state.up = at === state.column ? !state.up : true; state.column = at; draw(); place.querySelectorAll("th button")[at].focus(); } }, name.replace(/_/g, " "))))) ),
      el("tbody", null, rows.slice(0, state.rows).map((row) => el("tr", null, row.map((value, at) => el("td", { className: kinds[at] === "number" ? "number" : kinds[at] === "date" ? "nowrap" : "" }, cell(value, answer))))))),
    rows.length > state.rows ? el("p", { className: "after" }, el("button", { type: "button", onclick: () => { state.rows += 1000; draw(); } }, "Show " + Math.min(1000, rows.length - state.rows).toLocaleString("en") + " more")) : "");
  };
  draw();
  return place;
}

function order(a, b) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function countOf(answer) {
  return many(answer.rows.length, "row") + (answer.truncated ? ", and there are more" : "");
}
