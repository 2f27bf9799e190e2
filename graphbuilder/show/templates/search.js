/* Finding names and events: `/` goes to the box, arrows choose, Enter jumps. */

const finder = { hits: [], at: -1, index: null };

/** What can be found, made at the first search: names first, then events by label, trigger and participants. */
function searchIndex() {
  finder.index = finder.index || [
    ...DATA.nodes.map((node) => ({ key: node.key, label: node.label, note: TYPES.get(node.type).label, text: fold(node.label), weight: node.events.length + 1000 })),
    ...DATA.events.map((event) => ({ key: event.key, label: sentenceOf(event), note: event.from || "event",
      text: fold([event.label, event.trigger, namesOf(event.roles)].join(" ")), weight: event.reports.length })),
  ];
  return finder.index;
}

/** The best dozen: those that start with the words first, then names before events, then the more connected. */
function find(words) {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const score = (item) => (item.text.startsWith(wanted[0]) ? 100000 : item.text.includes(" " + wanted[0]) ? 50000 : 0) + item.weight;
  return searchIndex().filter((item) => wanted.every((word) => item.text.includes(word)))
    .map((item) => [score(item), item]).sort((a, b) => b[0] - a[0]).slice(0, 12).map(([, item]) => item);
}

function drawHits() {
  const box = byId("search"), list = byId("hits");
  list.hidden = !box.value.trim();
  box.setAttribute("aria-expanded", String(!list.hidden));
  const chosen = finder.hits[finder.at];
  if (chosen) box.setAttribute("aria-activedescendant", "hit-" + finder.at);
  else box.removeAttribute("aria-activedescendant");
  refill(list, finder.hits.map((hit, index) => el("li", {
    id: "hit-" + index, role: "option", "aria-selected": String(index === finder.at), onpointerdown: (event) => { event.preventDefault(); jump(hit); },
  }, swatchOfType(hit.key[0] === "n" ? TYPES.get(thing(hit.key).type) : TYPES.get("Event")), el("span", null, hit.label), el("small", null, hit.note))),
  !finder.hits.length && el("li", null, "Nothing found."));
}

function jump(hit) {
  byId("search").value = "";
  finder.hits = [];
  drawHits();
  if (state.tab === "sources" || (state.tab === "map" && !thing(hit.key).at)) showTab("graph");
  select(hit.key, true);
}

function startSearch() {
  const box = byId("search");
  box.oninput = () => { finder.hits = find(box.value); finder.at = finder.hits.length ? 0 : -1; drawHits(); };
  box.onblur = () => { byId("hits").hidden = true; box.setAttribute("aria-expanded", "false"); };
  box.onfocus = drawHits;
  box.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && finder.hits.length) {
      finder.at = (finder.at + step + finder.hits.length) % finder.hits.length;
      drawHits();
      event.preventDefault();
    } else if (event.key === "Enter" && finder.hits.length) {
      jump(finder.hits[Math.max(0, finder.at)]);
    } else if (event.key === "Escape") {
      box.value = "";
      box.blur();
      event.stopPropagation();
    }
  };
}
