/* SPARQL cut into pieces for colouring, and what is being typed for completion. Only the look hangs on it: the server parses. */

const TOKEN = new RegExp([
  /(?<comment>#[^\n]*)/, /(?<string>"""(?:[^"\\]|\\.|"(?!""))*(?:"""|$)|'''(?:[^'\\]|\\.|'(?!''))*(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/,
  /(?<iri><[^<>"{}|^`\\\s]*>)/, /(?<variable>[?$]\w+)/, /(?<name>[A-Za-z][\w.-]*:[\w.%-]*|:[\w.%-]+|_:\w+)/,
  /(?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)/, /(?<word>[A-Za-z_]\w*)/, /(?<mark>[{}()[\].;,|/^*+!=<>&-])/, /(?<other>\s+|.)/,
].map((part) => part.source).join("|"), "gsu");

const BUILT_IN = new Set("true false a".split(" "));

/** Cut a query into [kind, text]; all texts together are the query. */
export function tokens(text, keywords) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const [kind, value] = Object.entries(match.groups).find(([, part]) => part !== undefined);
    const known = kind === "word" && (keywords.has(value.toUpperCase()) || BUILT_IN.has(value));
    found.push([kind === "word" ? (known ? "keyword" : "other") : kind, value]);
  }
  return found;
}

/** The variables of a query, in order, each once. */
export function variables(text) {
  return [...new Set(text.match(/[?$]\w+/g) || [])];
}

/**
 * What is being typed before the caret: {kind, text, start}, or null inside of a string or comment.
 * Kinds: "variable", "name" (with a colon), "entity" (after `<`), "word".
 */
export function typed(text, caret) {
  const before = text.slice(0, caret);
  const entity = /<([^<>"{}|^`\\\n]*)$/.exec(before);
  if (entity && !inside(before.slice(0, entity.index))) return { kind: "entity", text: entity[1].replace(/^entity\//, ""), start: entity.index };
  if (inside(before)) return null;
  const found = /([?$]\w*|[A-Za-z][\w.-]*:[\w.-]*|[A-Za-z]\w*)$/.exec(before);
  if (!found) return { kind: "word", text: "", start: caret };
  const kind = /^[?$]/.test(found[0]) ? "variable" : found[0].includes(":") ? "name" : "word";
  return { kind, text: found[0], start: found.index };
}

/** Whether a text ends inside of a string or comment. */
function inside(text) {
  const last = [...text.matchAll(TOKEN)].pop();
  if (!last) return false;
  if (last.groups.comment !== undefined) return true;
  const quoted = last.groups.string;
  return quoted !== undefined && !(quoted.length > 1 && /^("""|'''|"|')[^]*\1$/.test(quoted) && !/^("""|''')$/.test(quoted));
}
