/** Python in its own thread: loads the engine once, then answers one request at a time. */

/** @typedef {{answer: (request: string, files: Uint8Array[]) => [string, Uint8Array[]]}} Bridge */

const HERE = new URL("./", import.meta.url).href;
const OPEN_BRIDGE = `
from js import Uint8Array
from pyodide.ffi import to_js
from finsam_xl.web.bridge import answer as _answer, prepare

def answer(request, files):
    reply, made = _answer(request, [each.to_bytes() for each in files])
    return to_js([reply, [to_js(each) for each in made]])

[answer, prepare]
`;

/** Milliseconds in which what somebody asks for goes first. */
const PAUSE = 50;

/** Fetch the rest of the engine while nobody asks for anything. @param {() => boolean} prepare */
function prepareMore(prepare) {
  if (prepare()) setTimeout(() => prepareMore(prepare), PAUSE);
}

/** @type {Promise<Bridge>|null} */
let bridge = null;

/** @param {string} path @returns {Promise<Response>} */
async function fetched(path) {
  const response = await fetch(HERE + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** @returns {Promise<Bridge>} */
async function opened() {
  postMessage({ progress: "loading_python", part: 0.1 });
  const build = fetched("build.json").then((response) => response.json());
  /** @type {typeof import("pyodide")} */
  const { loadPyodide } = await import(`${HERE}pyodide/pyodide.mjs`);
  const [python, { wheels }] = await Promise.all(
    [loadPyodide({ indexURL: `${HERE}pyodide/` }), build]);
  postMessage({ progress: "loading_engine", part: 0.6 });
  const packed = await Promise.all(/** @type {string[]} */ (wheels).map(
    async (wheel) => (await fetched(wheel)).arrayBuffer()));
  for (const each of packed) python.unpackArchive(each, "wheel");
  postMessage({ progress: "loading_engine", part: 0.8 });
  const [answer, prepare] = python.runPython(OPEN_BRIDGE);
  postMessage({ progress: "ready", part: 1 });
  setTimeout(() => prepareMore(prepare), PAUSE);
  return { answer };
}

addEventListener("message", async ({ data }) => {
  const { id, request, files } = data;
  try {
    bridge ??= opened();
    const [reply, made] = (await bridge).answer(JSON.stringify(request), files);
    postMessage({ id, reply: JSON.parse(reply), files: made });
  } catch (fault) {
    postMessage({ id, broken: String(fault) });
  }
});

bridge = opened();
bridge.catch(() => { bridge = null; });
