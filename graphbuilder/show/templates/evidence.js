/* The panel: an event, a line or a name, each with its sentences, the words marked in them, and who says so. */

/** A sentence with its marks; overlapping marks are cut into stretches, each marked by the strongest that covers it. */
function markedSentence(report) {
  const strength = { trigger: 3, speaker: 2, cue: 2, role: 1 };
  const cuts = new Set([0, report.text.length]);
  for (const mark of report.marks) cuts.add(mark[0]).add(mark[1]);
  const borders = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < borders.length; i++) {
    const covering = report.marks.filter((mark) => mark[0] <= borders[i] && mark[1] >= borders[i + 1]);
    const best = covering.sort((a, b) => strength[b[2]] - strength[a[2]])[0];
    pieces.push({ text: report.text.slice(borders[i], borders[i + 1]), mark: best });
  }
  return pieces.map(({ text, mark }) =>
    mark ? el("mark", { className: mark[2], title: mark[3] ? words(mark[3]) : mark[2] }, text) : text);
}

function words(name) {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/_/g, " ").toLowerCase();
}

/** A link to the web, only when it is one: other schemes (javascript:, data:) stay text. */
function outLink(address, text) {
  return /^https?:\/\//i.test(address)
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text)
    : el("span", null, text);
}

/** One report; its factuality is said when it is not that of its event. */
function reportBlock(report, fact) {
  const source = DATA.sources[report.source];
  const said = report.speaker
    ? el("p", null, "Said by ", report.speakerNode === null ? el("b", null, report.speaker) : nodeLink(report.speakerNode, report.speaker),
        report.kind ? " (" + report.kind + " speech)" : "")
    : el("p", null, "In the article’s own voice");
  const quote = el("blockquote", null, markedSentence(report));
  if (source.language !== DATA.language) quote.lang = source.language;
  return el("div", { className: "report" + (isFactual(report.fact) ? "" : " no") },
    quote, said,
    el("p", null, outLink(source.url, source.title || source.id), " · ", source.outlet || "unknown outlet", " · ", source.date || "no date"),
    report.fact !== fact && el("p", null, "Here " + FACT_WORDS[report.fact]));
}

function nodeLink(index, text) {
  return el("button", { type: "button", className: "link", onclick: () => select("n" + index, true) }, text || DATA.nodes[index].label);
}

function chips(event) {
  return el("p", { className: "chips" },
    el("span", { className: "chip fact" }, swatchOfLine(event.fact), FACT_WORDS[event.fact]),
    event.contested && el("span", { className: "chip contested" }, "≠ contested"),
    el("span", { className: "chip" }, "confidence " + event.confidence.toFixed(2)));
}

function panelHead(title, kind) {
  return [
    el("div", { className: "panel-head" }, el("h2", null, title),
      el("button", { type: "button", "aria-label": "Close the evidence", onclick: () => select(null) }, "×")),
    kind && el("p", { className: "kind" }, kind),
  ];
}

const KEY = () => el("p", { className: "key" }, el("mark", { className: "trigger" }, "what happened"), el("mark", null, "who, what, where"),
  el("mark", { className: "speaker" }, "who says so"));

function eventPanel(event) {
  const reports = reportsOf(event);
  const rows = event.roles.map((role) => [words(role.role), role.node === null ? role.text : nodeLink(role.node), role.node !== null && role.text]);
  return [
    panelHead(labelOf(event), "Event · “" + event.trigger + "”"),
    chips(event),
    event.differs.length > 0 && el("p", { className: "kind" }, "The reports disagree on: " + event.differs.join(", ") + "."),
    el("dl", null,
      rows.map(([name, value, text]) => [el("dt", null, name),
        el("dd", null, value, text && text !== value.textContent ? " (“" + text + "”)" : "")]),
      whenOf(event) && [el("dt", null, "when"), el("dd", null, whenOf(event))],
      event.place !== null && [el("dt", null, "where"), el("dd", null, nodeLink(event.place))]),
    el("h3", null, count(reports.length, "report")),
    reports.length ? KEY() : el("p", { className: "kind" }, "No sentence states this: the query made it."),
    reports.map((report) => reportBlock(report, event.fact)),
    el("p", { className: "id" }, event.id),
  ];
}

/** The row of a list that opens an event. */
function eventRow(event) {
  const speakers = speakersOf(event);
  return el("li", null, el("button", { type: "button", onclick: () => select(event.key, true) },
    swatchOfLine(event.fact, event.contested), sentenceOf(event),
    el("small", null, [whenOf(event), event.contested && "≠ contested", speakers.length && "says " + speakers.join(", "),
      count(reportsOf(event).length, "report")].filter(Boolean).join(" · "))));
}

/** An event in one line: who, what, whom. */
function sentenceOf(event) {
  const agents = event.roles.filter((role) => isAgent(role));
  const others = event.roles.filter((role) => !isAgent(role));
  const where = !event.roles.length && event.place !== null ? DATA.nodes[event.place].label : "";
  return [namesOf(agents), labelOf(event), namesOf(others), where].filter(Boolean).join(" – ");
}

function nodePanel(node) {
  const type = TYPES.get(node.type);
  const shown = new Set(passing());
  const events = byDate(node.events.filter((event) => shown.has(event)));
  const said = byDate(node.sayings.filter((event) => shown.has(event)));
  const hidden = node.events.length - events.length;
  return [
    panelHead(node.label, [type.label, node.country, count(node.mentions, "mention")].filter(Boolean).join(" · ")),
    node.same.length && el("p", { className: "kind" }, node.same.map((address) => el("span", null, outLink(address, hostOf(address)), " "))),
    el("h3", null, count(events.length, "event")), el("ul", { className: "rows" }, events.map(eventRow)),
    hidden > 0 && el("p", { className: "kind" }, count(hidden, "more event") + " hidden by the filters"),
    said.length > 0 && [el("h3", null, "Says, of others"), el("ul", { className: "rows" }, said.map(eventRow))],
  ];
}

function hostOf(address) {
  if (/wikidata\.org/.test(address)) return "Wikidata";
  if (/geonames\.org/.test(address)) return "GeoNames";
  return address;
}

/** The panel of a line: each event behind it, in full when there is only one or two. */
function linePanel(line) {
  const events = byDate(line.events);
  if (events.length === 1) return eventPanel(events[0]);
  return [
    panelHead(thing(line.from).label + (line.both ? " ↔ " : " → ") + thing(line.to).label, count(events.length, "event")),
    KEY(),
    events.map((event) => [
      el("h3", null, el("button", { type: "button", className: "link", onclick: () => select(event.key, true) }, labelOf(event)),
        whenOf(event) ? " · " + whenOf(event) : "", event.contested ? " · ≠ contested" : ""),
      reportsOf(event).map((report) => reportBlock(report, null))]),
  ];
}

function byDate(events) {
  return [...events].sort((a, b) => (anchor(a) ?? Infinity) - (anchor(b) ?? Infinity) || a.index - b.index);
}

function idlePanel() {
  const busiest = [...DATA.nodes].sort((a, b) => b.events.length - a.events.length || a.index - b.index).slice(0, 8).map((node) => node.key);
  return [
    el("h2", null, "What the articles say"),
    el("p", { className: "kind" }, count(DATA.events.length, "event") + " with " + count(DATA.nodes.length, "name") + " from " +
      count(DATA.sources.length, "article") + ". Choose a line, an event or a name: its sentences appear here, with the words marked that state it."),
    DATA.left > 0 && el("p", { className: "kind" }, count(DATA.left, "more event") + " of the graph would not fit in this page; draw a part of it to see them."),
    el("h3", null, "Most connected"),
    el("ul", { className: "rows" }, busiest.map((key) => el("li", null, el("button", { type: "button", onclick: () => select(key, true) },
      swatchOfType(TYPES.get(thing(key).type)), thing(key).label, el("small", null, count(thing(key).events.length, "event")))))),
  ];
}

/** Draw the panel for what is selected. */
function drawPanel() {
  const panel = byId("panel");
  const chosen = state.selected;
  panel.classList.toggle("idle", !chosen);
  if (!chosen) refill(panel, idlePanel());
  else if (chosen.line) refill(panel, linePanel(chosen.line));
  else refill(panel, chosen.key[0] === "n" ? nodePanel(thing(chosen.key)) : eventPanel(thing(chosen.key)));
}

/** Select a node or an event by key, a line by object, or nothing; `go` brings it into view. */
function select(what, go) {
  state.selected = what === null ? null : typeof what === "string" ? { key: what } : { line: what };
  drawPanel();
  byId("panel").scrollTop = 0;
  showSelection(Boolean(go));
  markRow();
  markSpot();
}
