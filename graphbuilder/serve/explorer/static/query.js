/* The query page: named questions with their parameters, the editor, and the answer as table, chart or graph. */

import { keep } from "./address.js";
import { canGraph, graphOf } from "./answer-graph.js";
import { canChart, chartOf } from "./chart.js";
import { byId, el, refill } from "./dom.js";
import { makeEditor } from "./editor.js";
import { makeFinder } from "./finder.js";
import { get, post, sparql } from "./net.js";
import { notice, say } from "./pieces.js";
import { countOf, tableOf } from "./results.js";

const FIRST = `# Who imposes sanctions on whom? Ctrl+Enter runs it, Ctrl+Space completes.
SELECT ?who ?whom ?day WHERE {
  ?event a gb:Sanction ; gb:actor ?who ; gb:recipient ?whom .
  OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?day }
}
ORDER BY ?day
`;
const VIEWS = [["table", "Table"], ["chart", "Chart"], ["graph", "Graph"]];

export async function page(params) {
  const terms = await get("terms");
  const state = { terms, question: null, values: {}, answer: null, view: params.get("as") || "table", x: params.get("x"), y: params.get("y"), ran: false, asked: null };
  const editor = makeEditor(terms, { run: () => run(state), changed: () => typedIn(state) });
  state.editor = editor;
  const content = el("div", { className: "query" },
    el("aside", { className: "questions", "aria-labelledby": "questions-head" },
      el("h2", { id: "questions-head" }, "Named questions"),
      el("input", { type: "search", id: "filter-questions", placeholder: "Find a question", "aria-label": "Find a question", oninput: (event) => drawQuestions(state, event.target.value) }),
      el("ul", { id: "questions", className: "rows" })),
    el("div", { className: "desk" },
      el("h1", { className: "unseen" }, "Query the graph"),
      el("div", { className: "pick" }, questionSelect(state)),
      el("p", { id: "about-question", className: "soft" }),
      editor.node,
      el("p", { id: "editor-help", className: "unseen" }, "Control and Enter runs the query. Control and Space offers completions; arrows choose, Enter takes, Escape closes."),
      el("form", { id: "values", hidden: true, onsubmit: (event) => { event.preventDefault(); run(state); } }),
      el("div", { className: "bar run" },
        el("button", { type: "button", id: "run", className: "primary", onclick: () => run(state) }, "Run"),
        el("span", { id: "rows", role: "status", className: "soft" }),
        el("span", { className: "spring" }),
        el("button", { type: "button", id: "copy", onclick: () => copyLink(state) }, "Copy link"),
        el("button", { type: "button", id: "csv", hidden: true, onclick: () => download(state, "csv") }, "CSV"),
        el("button", { type: "button", id: "json", hidden: true, onclick: () => download(state, "json") }, "JSON")),
      el("div", { role: "tablist", "aria-label": "How the answer is shown", className: "tabs", id: "answer-tabs", hidden: true },
        VIEWS.map(([name, label], at) => el("button", { type: "button", role: "tab", id: "as-" + name, "aria-controls": "result", onclick: () => show(state, name),
          onkeydown: (event) => tabKeys(state, event, at) }, label))),
      el("div", { id: "result", role: "tabpanel", "aria-labelledby": "as-table" })));
  return { title: "Query", nodes: content, ready: () => start(state, params) };
}

function start(state, params) {
  drawQuestions(state, "");
  const named = state.terms.questions.find((question) => question.name === params.get("name"));
  for (const [name, value] of params) if (name.startsWith("v.")) state.values[name.slice(2)] = value;
  if (named) setQuestion(state, named, true);
  state.editor.value = params.get("q") || (named ? named.text : FIRST);
  if (params.get("q")) learnParameters(state);
  if (params.get("run") === "1") run(state);
  else if (!matchMedia("(max-width: 820px)").matches) state.editor.field.focus();
}

/** The state as an address; the text of a named question that was not changed is its name. */
function keepState(state) {
  const same = state.question && state.question.name && state.editor.value === state.question.text;
  const values = Object.fromEntries(Object.entries(state.values).filter(([, value]) => value).map(([name, value]) => ["v." + name, value]));
  keep({ page: "query", name: same ? state.question.name : null, q: same ? null : state.editor.value, ...values,
    as: state.view === "table" ? null : state.view, x: state.x, y: state.y, run: state.ran ? "1" : null });
}

/** In a narrow window the questions are one select. */
function questionSelect(state) {
  const select = el("select", { id: "pick-question", "aria-label": "Named questions" }, el("option", { value: "" }, "Named questions …"),
    state.terms.questions.map((question) => el("option", { value: question.name }, question.answers)));
  select.onchange = () => {
    const found = state.terms.questions.find((question) => question.name === select.value);
    if (found) chooseQuestion(state, found);
  };
  return select;
}

function drawQuestions(state, wanted) {
  const low = wanted.toLowerCase();
  const found = state.terms.questions.filter((question) => (question.name + " " + question.answers).toLowerCase().includes(low));
  refill(byId("questions"), found.map((question) => el("li", null, el("button", { type: "button", id: "question-" + question.name, "aria-pressed": String(state.question === question), onclick: () => chooseQuestion(state, question) },
    el("span", null, question.answers), el("small", null, question.name)))), !found.length && el("li", { className: "soft" }, "No question has these words."));
}

/** Put a question into the editor; one that needs no value is asked at once. */
function chooseQuestion(state, question) {
  state.values = {};
  state.x = state.y = null;
  state.view = "table";
  state.editor.value = question.text;
  setQuestion(state, question);
  drawQuestions(state, byId("filter-questions").value);
  byId("question-" + question.name)?.focus();
  if (question.parameters.some((parameter) => parameter.required && !parameter.default)) {
    state.ran = false;
    clear(state);
    keepState(state);
    const first = byId("values").querySelector("input");
    if (first) first.focus();
  } else run(state);
}

function setQuestion(state, question) {
  state.question = question;
  byId("about-question").textContent = question && question.name ? question.answers : "";
  drawValues(state);
}

/** A field for each parameter. */
function drawValues(state) {
  const form = byId("values"), parameters = state.question ? state.question.parameters : [];
  form.hidden = !parameters.length;
  refill(form, parameters.map((parameter) => {
    const id = "value-" + parameter.name, keepValue = (value) => { state.values[parameter.name] = value; };
    let field;
    if (parameter.kind === "entity") {
      field = makeFinder(id, { kind: "entity", label: parameter.name, empties: false, open: (hit) => keepValue(hit.id) });
      field.querySelector("input").addEventListener("input", (event) => keepValue(event.target.value));
      field.querySelector("input").placeholder = "a name";
      field.querySelector("input").value = state.values[parameter.name] || "";
    } else {
      field = el("input", { id, type: parameter.kind === "date" ? "date" : parameter.kind === "number" ? "number" : "text", step: "any", placeholder: parameter.default || "", value: state.values[parameter.name] || "", oninput: (event) => keepValue(event.target.value) });
    }
    return el("div", { className: "value" }, el("label", { htmlFor: id }, parameter.name + (parameter.required ? " (needed)" : "")), field, el("small", null, parameter.help));
  }), parameters.length > 0 && el("button", { type: "submit", className: "unseen", tabIndex: -1 }, "Run"));
}

/** Typing makes the question one's own; its parameters stay as long as their lines do. */
function typedIn(state) {
  learnParameters(state);
  state.ran = false;
  clearTimeout(state.timer);
  state.timer = setTimeout(() => keepState(state), 300);
}

const PARAMETER = /^# param: (\w+) (entity|date|number|text|term)( required)?(?: = ([^:]*?))? : (.+)$/gm;

function learnParameters(state) {
  const text = state.editor.value;
  const named = state.terms.questions.find((question) => question.text === text);
  const parameters = [...text.matchAll(PARAMETER)].map((match) => ({ name: match[1], kind: match[2], required: Boolean(match[3]), default: match[4] || null, help: match[5] }));
  const known = state.question ? state.question.parameters.map((each) => each.name + each.kind).join() : "";
  const next = named || { name: null, text, parameters };
  if (named || parameters.map((each) => each.name + each.kind).join() !== known) setQuestion(state, next);
  else state.question = next;
}

function clear(state) {
  state.answer = null;
  for (const id of ["answer-tabs", "csv", "json"]) byId(id).hidden = true;
  byId("rows").textContent = "";
  refill(byId("result"));
}

/** Run what stands in the editor. */
async function run(state) {
  if (state.asked) state.asked.abort();
  const asked = (state.asked = new AbortController());
  const needed = state.question && state.question.parameters.find((parameter) => parameter.required && !parameter.default && !state.values[parameter.name]);
  if (needed) { byId("value-" + needed.name).focus(); say(needed.name + " is needed"); byId("rows").textContent = needed.name + " is needed: " + needed.help; return; }
  clear(state);
  state.ran = true;
  keepState(state);
  byId("rows").textContent = "asking …";
  byId("result").setAttribute("aria-busy", "true");
  const values = Object.fromEntries(Object.entries(state.values).filter(([name, value]) => value && state.question && state.question.parameters.some((each) => each.name === name)));
  try {
    state.answer = await post("answer", { query: state.editor.value, values }, asked.signal);
  } catch (error) {
    if (error.name === "AbortError" || !byId("rows")) return;
    byId("rows").textContent = "";
    byId("result").removeAttribute("aria-busy");
    const line = /line (\d+)/.exec(error.message);
    if (line) state.editor.point(Number(line[1]));
    refill(byId("result"), el("pre", { className: "problem", role: "alert" }, error.message));
    return;
  }
  if (!byId("rows")) return;
  byId("result").removeAttribute("aria-busy");
  const { answer } = state;
  byId("rows").textContent = answer.truth === null ? countOf(answer) : "";
  for (const id of ["csv", "json"]) byId(id).hidden = false;
  byId("answer-tabs").hidden = answer.truth !== null || !answer.rows.length;
  byId("as-chart").disabled = !canChart(answer);
  byId("as-graph").disabled = !canGraph(answer);
  const possible = state.view === "table" || !byId("as-" + state.view).disabled;
  show(state, possible ? state.view : "table");
}

function show(state, view, focus) {
  const { answer } = state;
  if (!answer) return;
  state.view = view;
  for (const [name] of VIEWS) {
    const on = name === view, tab = byId("as-" + name);
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    if (on && focus) tab.focus();
  }
  byId("result").setAttribute("aria-labelledby", "as-" + view);
  const choices = { x: state.x, y: state.y, keep: (x, y) => { Object.assign(state, { x, y }); keepState(state); } };
  if (answer.truth !== null) refill(byId("result"), el("p", { className: "truth" }, answer.truth ? "Yes" : "No"));
  else if (!answer.rows.length) refill(byId("result"), el("p", { className: "soft" }, "Nothing found."));
  else refill(byId("result"), view === "chart" ? chartOf(answer, choices) : view === "graph" ? graphOf(answer, choices) : tableOf(answer));
  keepState(state);
}

function tabKeys(state, event, at) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  for (let next = at + step; next >= 0 && next < VIEWS.length; next += step) if (!byId("as-" + VIEWS[next][0]).disabled) { show(state, VIEWS[next][0], true); return; }
}

async function copyLink(state) {
  keepState(state);
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied.");
    byId("copy").textContent = "Copied";
  } catch {
    say("The link is in the address bar.");
    byId("copy").textContent = "It is in the address bar";
  }
  setTimeout(() => { if (byId("copy")) byId("copy").textContent = "Copy link"; }, 2000);
}

/** The whole answer from the endpoint, in its standard formats; triples as the table has them. */
async function download(state, format) {
  const { answer } = state, triples = answer.columns.join(" ") === "subject predicate object" && /\b(CONSTRUCT|DESCRIBE)\b/i.test(answer.query);
  let blob;
  try {
    if (!triples && (answer.truth === null || format === "json")) blob = await sparql(answer.query, format === "csv" ? "text/csv" : "application/sparql-results+json");
    else blob = own(answer, format);
  } catch (error) {
    refill(byId("result"), notice("No download", error.message));
    return;
  }
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: (state.question && state.question.name ? state.question.name : "answer") + "." + format });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function own(answer, format) {
  const quoted = (value) => (value === null ? "" : /[",\r\n]/.test(String(value)) ? '"' + String(value).replace(/"/g, '""') + '"' : String(value));
  const rows = answer.truth === null ? [answer.columns, ...answer.rows] : [["answer"], [answer.truth]];
  if (format === "csv") return new Blob([rows.map((row) => row.map(quoted).join(",") + "\r\n").join("")], { type: "text/csv" });
  return new Blob([JSON.stringify(answer.rows.map((row) => Object.fromEntries(answer.columns.map((name, at) => [name, row[at]]))), null, 1)], { type: "application/json" });
}
