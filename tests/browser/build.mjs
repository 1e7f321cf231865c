// Run members.py in Pyodide: node build.mjs ROOT PACKAGES
// ROOT is finsam_xl's folder and PACKAGES one with the pure wheels' modules; nothing is fetched.
import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [root, packages] = process.argv.slice(2);
const start = performance.now();
const python = await loadPyodide({ stdout: (line) => console.error(line) });
python.mountNodeFS("/finsam_xl", root);
python.mountNodeFS("/packages", packages);
const started = (performance.now() - start) / 1000;

python.globals.set("__name__", "browser");
python.runPython("import sys; sys.path.insert(0, '/packages')");
python.runPython(await readFile(new URL("members.py", import.meta.url), "utf8"));
const found = python.runPython("json.dumps(built(Path('/finsam_xl')))");
console.log(JSON.stringify({ ...JSON.parse(found), started, pyodide: python.version }));
