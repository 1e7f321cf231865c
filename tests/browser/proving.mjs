// Recalculate a book by ironcalc's WebAssembly: node proving.mjs PROOF.json
// PROOF.json is what the page's call `proof` answers. Prints how many cells were compared, and
// those in which the engine comes to something else.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import init, { Model } from "@ironcalc/wasm";

const wasm = createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm");
await init({ module_or_path: await readFile(wasm) });
const proof = JSON.parse(await readFile(process.argv[2], "utf8"));

const model = new Model("proof", "en", "UTC", "en");
model.pauseEvaluation();
proof.sheets.forEach(({ title }, place) => {
  if (place) model.newSheet();
  model.renameSheet(place, title);
});
for (const { name, formula } of proof.names) model.newDefinedName(name, null, formula.slice(1));
proof.sheets.forEach(({ cells }, place) => {
  for (const [row, column, typed] of cells) model.setUserInput(place, row, column, typed);
});
model.resumeEvaluation();
model.evaluate();

// The engine tells a fraction with up to nine decimals, and whole kronor to the last digit.
const shown = (value) => (typeof value === "number" && !Number.isInteger(value)
  ? Number(value.toFixed(9)) : value);
const places = new Map(proof.sheets.map(({ title }, place) => [title, place]));
const differing = [];
for (const { sheet, cell, row, column, expected } of proof.cells) {
  const told = model.getFormattedCellValue(places.get(sheet), row, column);
  const found = typeof expected === "number" ? Number(told) : told;
  if (found !== (shown(expected) ?? "")) differing.push({ sheet, cell, expected, told });
}
console.log(JSON.stringify({ compared: proof.cells.length, differing }));
