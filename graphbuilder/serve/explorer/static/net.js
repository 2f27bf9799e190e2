/* Asking the server. An answer that is no longer wanted is never shown. */

/** A request that the server refused: `message` is what it says. */
export class Refused extends Error {}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  throw new Refused((body && body.detail) || "The server answered with status " + response.status + ".");
}

async function ask(address, options) {
  try {
    return await read(await fetch(address, options));
  } catch (error) {
    if (error instanceof Refused || error.name === "AbortError") throw error;
    throw new Refused("The server cannot be reached. Is it still running?");
  }
}

/** Read from `api/NAME`; `params` are pairs or an object. */
export function get(name, params, signal) {
  const query = new URLSearchParams(params || {}).toString();
  return ask("api/" + name + (query ? "?" + query : ""), { signal, headers: { Accept: "application/json" } });
}

/** Send an object to `api/NAME`. */
export function post(name, body, signal) {
  return ask("api/" + name, { method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** Ask the endpoint itself; gives the answer as a Blob of the media type. */
export async function sparql(query, media) {
  const response = await fetch("sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: media }, body: query });
  if (!response.ok) await read(response);
  return response.blob();
}
