/** A patch typed in the open book: all of it in one batch, and nothing where somebody typed since. */
import { Refused } from "../engine.js";
import { say } from "../words.js";
import { moved } from "./addresses.js";

/** @typedef {string|number|boolean|null|{formula: string}} Content */
/** `back` is what is typed when the block is taken back, where that is not what stood there before.
 * @typedef {{sheet: string, cell: string, last: string, rows: Content[][], before: Content[][], back?: Content[][]}} Block */
/** @typedef {{blocks: Block[]}} Patch */

const READ_AS_SOMETHING_ELSE = /^[=+\-@'\d(.,]|^[\p{L}\p{N}_]+\.?[ \-/]\d+$|^(true|false|sant|falskt)$/iu;

/** Excel did not take it, and a person can tell why: nothing was written. */
export class NotTyped extends Refused {
  /** @param {string} sentence */
  constructor(sentence) {
    super({ sentence });
  }
}

/** Somebody has typed in a cell since the patch was made. */
export class Overtaken extends NotTyped {}

/**
 * Type a patch in the open book. Refuses with Overtaken where a cell no longer holds what it held
 * when the patch was made; then nothing is written.
 * @param {Patch} patch @param {"pane_overtaken"|"pane_since"} [otherwise] what is said then
 */
export async function type(patch, otherwise = "pane_overtaken") {
  if (patch.blocks.length === 0) return;
  await Excel.run(async (context) => {
    const areas = patch.blocks.map(({ sheet, cell, last }) =>
      context.workbook.worksheets.getItem(sheet).getRange(`${cell}:${last}`).load("formulas"));
    await context.sync();
    patch.blocks.forEach((block, at) => refuseOther(block, areas[at].formulas, otherwise));
    patch.blocks.forEach((block, at) => { areas[at].values = block.rows.map((row) => row.map(forHost)); });
    await context.sync();
  }).catch((fault) => { throw inWords(fault, patch); });
}

/** The patch that takes another back. @param {Patch} patch @returns {Patch} */
export function reversed({ blocks }) {
  return { blocks: blocks.map((block) => ({ ...block, rows: block.back ?? block.before, before: block.rows })) };
}

/** @param {Block} block @param {any[][]} found @param {"pane_overtaken"|"pane_since"} otherwise */
function refuseOther(block, found, otherwise) {
  block.before.forEach((row, down) => row.forEach((content, across) => {
    if (!same(content, found[down][across])) throw new Overtaken(say(otherwise, { place: `${block.sheet}!${moved(block.cell, down, across)}` }));
  }));
}

/** Whether a cell holds what it is said to hold. @param {Content} content @param {any} found */
function same(content, found) {
  if (content === null || content === "") return found === "";
  if (typeof content === "object") return typeof found === "string" && found.startsWith("=");
  return content === found;
}

/** A content as Excel takes it: nothing is an empty text, since null leaves a cell as it was.
 * @param {Content} content */
function forHost(content) {
  if (content === null) return "";
  if (typeof content === "object") return content.formula;
  return typeof content === "string" && READ_AS_SOMETHING_ELSE.test(content) ? `'${content}` : content;
}

/** A fault of Excel's in words that a person can act on. @param {unknown} fault @param {Patch} patch */
function inWords(fault, patch) {
  const code = fault instanceof Error && "code" in fault ? String(fault.code) : "";
  if (code === "AccessDenied") {
    return new NotTyped(say("pane_locked", { place: `${patch.blocks[0].sheet}!${patch.blocks[0].cell}` }));
  }
  return isBusy(fault) ? new NotTyped(say("pane_busy")) : fault;
}

/** Whether Excel only waits for the person to finish with a cell or a dialogue. @param {unknown} fault */
export function isBusy(fault) {
  const code = fault instanceof Error && "code" in fault ? String(fault.code) : "";
  return ["InvalidOperationInCellEditMode", "HostIsBusy", "HostRestartNeeded"].includes(code);
}
