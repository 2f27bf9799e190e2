/* An answer as a graph: triples as they are, rows by two columns that the reader may choose. */

import { colour, el } from "./dom.js";
import { go } from "./address.js";
import { kindsOf, textOf } from "./results.js";
import { post } from "./net.js";
import { loadVis } from "./vis.js";

const BASE = "https://w3id.org/graphbuilder/";
const MOST = 120, NAMES = 200;

/** Whether an answer has two columns that name things. */
export function canGraph(answer) {
  return answer.rows.length > 0 && kindsOf(answer).filter((kind) => kind !== "number" && kind !== "date").length > 1;
}

/** The graph with its choices; `keep` gets them as they change. */
export function graphOf(answer, { x, y, keep }) {
  const kinds = kindsOf(answer), triples = answer.columns.join(" ") === "subject predicate object";
  const names = answer.columns.filter((_, at) => kinds[at] !== "number" && kinds[at] !== "date");
  const three = names.length === 3 && !triples; /* who, how, whom */
  const chosen = { from: names.includes(x) ? x : names[0], to: names.includes(y) ? y : triples ? "object" : three ? names[2] : names[1] };
  chosen.label = triples ? "predicate" : three ? names.find((name) => name !== chosen.from && name !== chosen.to) : "";
  const canvas = el("div", { className: "answer-canvas", role: "img", tabIndex: 0 }), note = el("p", { className: "soft" });
  let network = null;
  const draw = async () => {
    const { nodes, edges, left } = elements(answer, chosen, triples), at = new Map(nodes.map((node, i) => [node.id, i]));
    const [vis, points] = await Promise.all([loadVis(),
      post("arrange", { labels: nodes.map((node) => node.label), lines: edges.map((edge) => [at.get(edge.from), at.get(edge.to)]) })]);
    if (!canvas.isConnected) return;
    nodes.forEach((node, i) => { [node.x, node.y] = points[i]; });
    canvas.setAttribute("aria-label", nodes.length + " names and " + edges.length + " lines; the table holds the same");
    note.textContent = left > 0 ? "The first " + edges.length + " of " + (edges.length + left) + " lines." : "";
    if (network) network.destroy();
    network = new vis.Network(canvas, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }, {
      layout: { improvedLayout: false, randomSeed: 1 }, interaction: { hover: true, keyboard: false }, physics: false,
      nodes: { shape: "dot", size: 9, color: colour("accent"), font: { color: colour("ink"), size: 14, strokeWidth: 4, strokeColor: colour("paper") } },
      edges: { arrows: { to: { scaleFactor: 0.5 } }, color: colour("line"), font: { color: colour("soft"), size: 11, strokeWidth: 4, strokeColor: colour("paper"), align: "horizontal" }, smooth: false },
    });
    canvas.firstElementChild.tabIndex = -1;
    network.fit({ maxZoomLevel: 1.2 });
    if (network.getScale() < 0.7) network.moveTo({ scale: 0.7 }); /* legible, if not all of it */
    network.on("doubleClick", ({ nodes: [id] }) => {
      if (id && id.startsWith(BASE + "entity/")) go({ page: "entity", id: id.slice(BASE.length + 7) });
      else if (id && id.startsWith(BASE + "event/")) go({ page: "event", id: id.slice(BASE.length) });
    });
  };
  const select = (name, label) => el("label", null, label + " ", el("select", { id: "graph-" + name, onchange: (event) => { chosen[name] = event.target.value; keep(chosen.from, chosen.to); draw(); } },
    (name === "label" ? ["", ...names] : names).map((option) => el("option", { value: option, selected: option === chosen[name] }, option.replace(/_/g, " ") || "none"))));
  draw().catch((error) => { note.textContent = error.message; });
  return el("div", null, !triples && el("div", { className: "choices" }, select("from", "From:"), select("to", "to:"), select("label", "words on the line:")), canvas, note);
}

function elements(answer, chosen, triples) {
  const [from, to, label] = [answer.columns.indexOf(chosen.from), answer.columns.indexOf(chosen.to), answer.columns.indexOf(chosen.label)];
  const nodes = new Map(), edges = new Map();
  let left = 0;
  for (const row of answer.rows) {
    if (row[from] === null || row[to] === null) continue;
    const key = JSON.stringify([row[from], row[to], label < 0 ? "" : row[label]]);
    if (edges.has(key)) { edges.get(key).value++; continue; }
    if (edges.size >= MOST || nodes.size > NAMES - 2) { left++; continue; }
    for (const value of [row[from], row[to]]) if (!nodes.has(String(value))) nodes.set(String(value), { id: String(value), label: short(textOf(value, answer)) });
    edges.set(key, { id: key, from: String(row[from]), to: String(row[to]), value: 1, label: label < 0 ? " " : short(textOf(row[label], answer).split(/[#/]/).pop()) });
  }
  return { nodes: [...nodes.values()], left, edges: [...edges.values()].map(({ value, ...edge }) => ({ ...edge, width: 1 + Math.log2(value) })) };
}

function short(text) {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length > 32 ? letters.slice(0, 31).join("") + "…" : letters.join("") || " ";
}
