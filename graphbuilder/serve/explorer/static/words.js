/* The words for what the graph says, and dates as numbers of days. */

export const FACTS = ["Asserted", "Attributed", "Denied", "Negated", "Planned", "Possible", "Requested", "Conditional"];
export const FACT_WORDS = {
  Asserted: "asserted by the article", Attributed: "attributed to a speaker", Denied: "denied", Negated: "said not to be",
  Planned: "planned", Possible: "possible", Requested: "requested", Conditional: "conditional",
};
const FACT_SHORT = { Denied: "denied", Negated: "not", Planned: "planned", Possible: "possibly", Requested: "asked for", Conditional: "if" };
const DAY = 86400000;

/** Whether something of this factuality is said to have happened. */
export function isFactual(fact) {
  return fact === "Asserted" || fact === "Attributed";
}

/** How a line is dashed: whole when asserted, dashed when attributed, dotted when it is no fact. */
export function dashesOf(fact) {
  return fact === "Asserted" ? null : fact === "Attributed" ? [7, 4] : [2, 4];
}

/** What stands before something that is not said to have happened: "not: ". */
export function before(fact) {
  return FACT_SHORT[fact] ? FACT_SHORT[fact] + ": " : "";
}

/** Days since 1970 of an ISO date, or null. */
export function dayOf(text) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text || "");
  if (!found) return null;
  const day = Date.UTC(+found[1], (+found[2] || 1) - 1, +found[3] || 1) / DAY;
  return Number.isFinite(day) ? day : null;
}

/** The ISO date of a number of days since 1970. */
export function dateOf(day) {
  return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
}

/** The day that stands for an event on a timeline: the earliest possible, else the latest, else null. */
export function anchor(event) {
  return dayOf(event.from) ?? dayOf(event.to);
}

/** When an event was, in words. */
export function whenOf(event) {
  if (event.from && event.from === event.to) return event.from;
  if (event.from && event.to) return event.from + " to " + event.to;
  if (event.from) return event.from + " or later";
  if (event.to) return event.to + " or earlier";
  return "";
}

/** The name of a role or class as words: "votesFor" is "votes for". */
export function words(name) {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/_/g, " ").toLowerCase();
}

/** The name of a site for its address. */
export function hostOf(address) {
  if (/^https?:\/\/(www\.)?wikidata\.org\//.test(address)) return "Wikidata";
  if (/^https?:\/\/(sws|www)\.geonames\.org\//.test(address)) return "GeoNames";
  return address;
}

/** The words of one thing or many: `3 entities`. */
export function many(number, one, more) {
  return number.toLocaleString("en") + " " + (number === 1 ? one : more || one + "s");
}

/** The days worth drawing: the shortest stretch that holds three quarters of the events, and as much again on both sides. */
export function middle(days) {
  const part = Math.ceil(days.length * 0.75) - 1;
  let low = 0;
  for (let i = 1; i + part < days.length; i++) if (days[i + part] - days[i] < days[low + part] - days[low]) low = i;
  const margin = Math.max(14, days[low + part] - days[low]);
  return [Math.max(days[0], days[low] - margin), Math.min(days[days.length - 1], days[low + part] + margin)];
}
