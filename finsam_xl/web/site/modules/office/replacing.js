/** FINSAM's functions in the open book become Excel's own formulas before it leaves the house. */
import { make, speak } from "../making.js";
import { say } from "../words.js";
import { firstOf, moved } from "./addresses.js";
import { goLink } from "./differing.js";
import { NotTyped } from "./typing.js";

/** @typedef {import("./pane_desk.js").PaneDesk} PaneDesk */
/** @typedef {import("./typing.js").Block} Block */
/** @typedef {{sheet: string, cell: string, formula: string, value: any}} Found */

const CALLED = /\bFINSAM\.\p{L}+\(/iu;

/**
 * @param {HTMLElement} place @param {PaneDesk} desk @param {(work: () => Promise<void>) => void} attempt
 * @param {(place: string) => void} go
 */
export function renderReplacing(place, desk, attempt, go) {
  const found = make("div", { class: "functions-found" });
  const find = async (told = "") => {
    const cells = await functionsInBook();
    const { reply } = cells.length > 0 ? await desk.ask("instead", { cells }) : { reply: { blocks: [], by_hand: [] } };
    const said = told || (cells.length > 0 ? "" : say("replace_none"));
    found.replaceChildren(...(said ? [make("p", { class: "saved", role: "status" }, said)] : []),
      ...listed(reply.blocks, reply.by_hand, () => replace(reply.blocks, cells), go));
    if (said) speak(said);
  };
  const replace = (/** @type {Block[]} */ blocks, /** @type {Found[]} */ cells) => attempt(async () => {
    await replaced(blocks, cells, desk);
    await find(`✓ ${blocks.length === 1 ? say("replaced_one") : say("replaced", { number: blocks.length })}`);
  });
  place.replaceChildren(make("h2", {}, say("replace_title")), make("p", { class: "lead" }, say("replace_lead")),
    make("p", {}, make("button", { type: "button", id: "find-functions", onclick: () => attempt(() => find()) }, say("replace_find"))), found);
}

/** @param {Block[]} blocks @param {string[]} byHand @param {() => void} replace
 * @param {(place: string) => void} go */
function listed(blocks, byHand, replace, go) {
  const rows = (/** @type {string[]} */ places) => make("ul", { class: "bare-list" }, ...places.map((each) => make("li", {}, goLink(each, go))));
  return [
    ...(blocks.length ? [make("p", {}, say("replace_can")), rows(blocks.map(({ sheet, cell }) => `${sheet}!${cell}`)),
      make("p", {}, make("button", { type: "button", class: "main", id: "replace-functions", onclick: replace }, say("replace")))] : []),
    ...(byHand.length ? [make("p", {}, say("replace_by_hand")), rows(byHand)] : []),
  ];
}

/** Every cell of the book whose formula calls one of the functions. @returns {Promise<Found[]>} */
function functionsInBook() {
  return Excel.run(async (context) => {
    const sheets = context.workbook.worksheets.load("items/name");
    await context.sync();
    const areas = sheets.items.map(({ name }) => ({ name, area: context.workbook.worksheets.getItem(name)
      .getUsedRangeOrNullObject().load("address, values, formulas") }));
    await context.sync();
    return areas.filter(({ area }) => !area.isNullObject).flatMap(({ name, area }) => inArea(name, area));
  });
}

/** @param {string} sheet @param {Excel.Range} area @returns {Found[]} */
function inArea(sheet, { address, values, formulas }) {
  return formulas.flatMap((line, down) => line.flatMap((formula, across) => (typeof formula === "string" && CALLED.test(formula)
    ? [{ sheet, cell: moved(firstOf(address), down, across), formula, value: values[down][across] }] : [])));
}

/** Formulas in the place of functions, taken back where one does not come to the same; none where a
 * function has been changed since it was found.
 * @param {Block[]} blocks @param {Found[]} cells @param {PaneDesk} desk */
async function replaced(blocks, cells, desk) {
  const before = await contents(blocks);
  const formulas = new Map(cells.map(({ sheet, cell, formula }) => [`${sheet}!${cell}`, formula]));
  blocks.forEach(({ sheet, cell }, at) => {
    const place = `${sheet}!${cell}`;
    if (formulas.get(place) !== before[at].formulas[0][0]) throw new NotTyped(say("replace_changed", { place }));
  });
  const patch = { blocks: blocks.map((block, at) => ({ ...block, before: before[at].formulas,
    back: block.rows.map((row, down) => row.map((_, across) => (down + across === 0 ? { formula: before[at].formulas[0][0] } : ""))) })) };
  await desk.typeBeside(patch);
  const after = await contents(blocks);
  const other = blocks.find((_, at) => JSON.stringify(before[at].values) !== JSON.stringify(after[at].values));
  if (!other) return;
  await desk.undo();
  throw new NotTyped(say("replace_other", { place: `${other.sheet}!${other.cell}` }));
}

/** @param {Block[]} blocks @returns {Promise<{values: any[][], formulas: any[][]}[]>} */
function contents(blocks) {
  return Excel.run(async (context) => {
    const areas = blocks.map(({ sheet, cell, last }) =>
      context.workbook.worksheets.getItem(sheet).getRange(`${cell}:${last}`).load("values, formulas"));
    await context.sync();
    return areas.map(({ values, formulas }) => ({ values, formulas }));
  });
}
