/* vis-network, read from the installed pyvis package: loaded when the first graph is drawn. */

let loading = null;

export function loadVis() {
  loading = loading || new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = "static/vis-network.js";
    script.onload = () => done(globalThis.vis);
    script.onerror = () => { loading = null; fail(new Error("The drawing library cannot be loaded from the server.")); };
    document.head.append(script);
  });
  return loading;
}
