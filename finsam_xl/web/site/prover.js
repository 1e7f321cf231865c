/** A second engine, IronCalc, in its own thread: computes a whole book and says where it differs. */

/**
 * @typedef {Object} Model what is used of IronCalc's
 * @property {() => void} pauseEvaluation
 * @property {() => void} evaluate
 * @property {() => void} newSheet
 * @property {(sheet: number, title: string) => void} renameSheet
 * @property {(name: string, scope: null, formula: string) => void} newDefinedName
 * @property {(sheet: number, row: number, column: number, text: string) => void} setUserInput
 * @property {(sheet: number, row: number, column: number) => string} getFormattedCellValue
 *
 * @typedef {{title: string, cells: [number, number, string][]}} Sheet
 * @typedef {{sheet: string, cell: string, row: number, column: number, expected: unknown}} Expected
 * @typedef {{sheets: Sheet[], names: {name: string, formula: string}[], cells: Expected[]}} Proof
 */

const NEAR = 1e-9;

/** @returns {Promise<Model>} */
async function emptyModel() {
  const { default: begin, Model } = await import(new URL("./ironcalc/wasm.js", import.meta.url).href);
  await begin();
  return new Model("proof", "en", "UTC", "en");
}

/** Type a book into a model, and let it compute. @param {Model} model @param {Proof} proof */
function typeIn(model, { sheets, names }) {
  model.pauseEvaluation();
  sheets.forEach(({ title }, at) => {
    if (at > 0) model.newSheet();
    model.renameSheet(at, title);
  });
  const formulas = sheets.flatMap(({ cells }) => cells.map(([, , text]) => text)).filter((text) => text.startsWith("=")).join("\n");
  for (const { name, formula } of names) {
    if (formulas.includes(name)) model.newDefinedName(name, null, formula.slice(1));
  }
  sheets.forEach(({ cells }, at) => {
    for (const [row, column, text] of cells) model.setUserInput(at, row, column, text);
  });
  model.evaluate();
}

/** @param {unknown} expected @param {string} found */
function agrees(expected, found) {
  if (typeof expected !== "number") return found === String(expected ?? "");
  return found !== "" && Math.abs(Number(found) - expected) <= NEAR * Math.max(1, Math.abs(expected));
}

addEventListener("message", async ({ data }) => {
  try {
    const proof = /** @type {Proof} */ (data);
    const model = await emptyModel();
    typeIn(model, proof);
    const at = new Map(proof.sheets.map(({ title }, index) => [title, index]));
    const differing = proof.cells.flatMap(({ sheet, cell, row, column, expected }) => {
      const found = model.getFormattedCellValue(at.get(sheet) ?? -1, row, column);
      return agrees(expected, found) ? [] : [{ place: `${sheet}!${cell}`, expected, found }];
    });
    postMessage({ number: proof.cells.length, differing });
  } catch (fault) {
    postMessage({ broken: String(fault) });
  }
});
