/* The legend, which is the filters: each entry switches what it names on and off in all views. */

function toggle(set, name) {
  if (set.has(name)) set.delete(name);
  else set.add(name);
  changed();
}

/** One entry of the legend. `on` tells whether it is shown, `flip` switches it. */
function entry(picture, text, number, on, flip, id) {
  return el("li", null, el("button", { type: "button", "aria-pressed": String(on), onclick: flip, id },
    picture || el("i", { className: "check", "aria-hidden": "true" }), el("span", null, text), el("small", null, number.toLocaleString("en"))));
}

function tally(items, nameOf) {
  const counts = new Map();
  for (const item of items) for (const name of new Set([].concat(nameOf(item)))) counts.set(name, (counts.get(name) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Keep the keyboard's place when a list is drawn anew. */
function redrawList(id, entries) {
  const held = document.activeElement && document.activeElement.id;
  refill(byId(id), entries);
  if (held && byId(held) && byId(id).contains(byId(held))) byId(held).focus();
}

function drawFilters() {
  const events = DATA.events;
  const near = (event) => event.near.map((node) => DATA.nodes[node].type);
  const types = tally(DATA.nodes.filter((node) => node.events.length), (node) => node.type);
  redrawList("legend-types", types.map(([name, number], i) => entry(swatchOfType(TYPES.get(name)), TYPES.get(name).label, number,
    !state.offTypes.has(name), () => toggle(state.offTypes, name), "type-" + i)));
  const facts = new Map(tally(events, (event) => event.fact));
  redrawList("legend-facts", FACTS.filter((fact) => facts.has(fact)).map((fact) => entry(swatchOfLine(fact), FACT_WORDS[fact], facts.get(fact),
    state.facts.has(fact), () => toggle(state.facts, fact), "fact-" + fact)));
  const labels = new Map(events.map((event) => [event.type, event.label]));
  redrawList("legend-classes", tally(events.filter((event) => passes(event, "classes")), (event) => event.type)
    .map(([name, number], i) => entry(null, labels.get(name), number, !state.offClasses.has(name), () => toggle(state.offClasses, name), "class-" + name)));
  redrawList("legend-outlets", tally(events, (event) => event.reports.map(outletOf)).map(([name, number], i) => entry(null, name || "unknown outlet", number,
    !state.offOutlets.has(name), () => toggle(state.offOutlets, name), "outlet-" + i)));
  byId("count").textContent = passing().length + " of " + count(events.length, "event");
  byId("reset").hidden = !(state.offTypes.size || state.offClasses.size || state.offOutlets.size || state.confidence || state.contested ||
    state.from !== null || state.to !== null || state.facts.size !== FACTUAL.size || ![...FACTUAL].every((fact) => state.facts.has(fact)));
}

function resetFilters() {
  Object.assign(state, { offTypes: new Set(), offClasses: new Set(), offOutlets: new Set(), facts: new Set(FACTUAL), confidence: 0, contested: false });
  byId("confidence").value = 0;
  byId("confidence-value").textContent = "0.00";
  byId("contested").checked = false;
  if (byId("from")) setRange(null, null);
  changed();
}

function startFilters() {
  byId("confidence").oninput = () => {
    state.confidence = Number(byId("confidence").value);
    byId("confidence-value").textContent = state.confidence.toFixed(2);
    changed();
  };
  byId("contested").onchange = () => { state.contested = byId("contested").checked; changed(); };
  byId("reset").onclick = resetFilters;
  const open = (yes) => {
    byId("filters").classList.toggle("open", yes);
    byId("open-filters").setAttribute("aria-expanded", String(yes));
    (yes ? byId("close-filters") : byId("open-filters")).focus();
  };
  byId("open-filters").onclick = () => open(!byId("filters").classList.contains("open"));
  byId("close-filters").onclick = () => open(false);
  onChange(drawFilters);
}
