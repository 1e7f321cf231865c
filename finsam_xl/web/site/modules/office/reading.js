/** The open book read in one batch: our sheets as they stand, names, and what the book records. */
import { bare, firstOf, sizeOf } from "./addresses.js";

/** @typedef {{worksheetId: string, address: string}} Where */
/** @typedef {{first: string, values: any[][], formulas: any[][], formats: any[][]}} Area */
/** @typedef {{sheets: Record<string, Area>, names: Record<string, string>, properties: Record<string, string>}} OpenBook */

const MARK = /^fs_sheet_/i;
const TITLE = /^=('(?:[^']|'')*'|[^!']+)!/;
/** Excel is asked once the person has finished with the cell that is being typed in. */
export const PATIENTLY = { delayForCellEdit: true };
/** More cells than this are left to the whole reading. */
const MOST_CELLS = 1000;
const LED_TO = /('(?:[^'[\]]|'')+'|[\p{L}\p{N}_.]+)!/gu;

/** Where our sheets stood when the book was last read: asked for at once next time.
 * @type {string[]} */
let known = [];

/**
 * Read the open book: one round trip, or another where sheets have come, gone or changed name.
 * @returns {Promise<{name: string, book: OpenBook}>}
 */
export function readBook() {
  return Excel.run(PATIENTLY, async (context) => {
    const { workbook } = context;
    workbook.load("name");
    const names = workbook.names.load("items/name, items/formula");
    const sheets = workbook.worksheets.load("items/name");
    const custom = workbook.properties.custom.load("items/key, items/value");
    let areas = known.map((title) => asked(workbook, title));
    await context.sync();
    const titles = ours(names.items);
    const lacking = () => {
      const read = new Set(areas.map(({ title }) => title));
      const there = new Set(sheets.items.map(({ name }) => name));
      return [...titles, ...linked(areas)].filter((title) => !read.has(title) && there.has(title));
    };
    areas = areas.filter(({ sheet }) => !sheet.isNullObject);
    for (let more = lacking(); more.length > 0; more = lacking()) {
      areas.push(...more.map((title) => asked(workbook, title)));
      await context.sync();
    }
    known = areas.map(({ title }) => title);
    return { name: workbook.name, book: {
      sheets: Object.fromEntries(areas.map(({ title, area }) => [title, told(area)])),
      names: Object.fromEntries(names.items.map(({ name, formula }) => [name, String(formula)])),
      properties: Object.fromEntries(custom.items.map(({ key, value }) => [key, String(value)])),
    } };
  });
}

/** What has just been typed in our sheets, or in those that ours refer to; nothing where it is more than
 * some cells, such as a row that was put in.
 * @param {Where[]} where @returns {Promise<{sheet: string, area: Area}[]|null>} */
export async function readTyped(where) {
  const sizes = where.map(({ address }) => sizeOf(address));
  if (Math.min(...sizes) === 0 || Math.max(...sizes) > MOST_CELLS) return null;
  const found = await Excel.run(PATIENTLY, async (context) => {
    const areas = where.map(({ worksheetId, address }) => {
      const sheet = context.workbook.worksheets.getItem(worksheetId).load("name");
      return { sheet, area: sheet.getRange(address).load("address, values, formulas, numberFormat") };
    });
    await context.sync();
    return areas.map(({ sheet, area }) => ({ sheet: sheet.name, area: told(area) }));
  });
  const read = found.filter(({ sheet }) => known.includes(sheet));
  return read.length > 0 ? read : null;
}

/** @param {Excel.Workbook} workbook @param {string} title */
function asked(workbook, title) {
  const sheet = workbook.worksheets.getItemOrNullObject(title);
  const area = sheet.getUsedRangeOrNullObject();
  sheet.load("name");
  area.load("address, values, formulas, numberFormat");
  return { title, sheet, area };
}

/** The titles of our sheets, told by their marks. @param {Excel.NamedItem[]} names */
function ours(names) {
  return names.filter(({ name }) => MARK.test(name)).flatMap(({ formula }) => {
    const found = TITLE.exec(String(formula));
    return found ? [bare(found[1])] : [];
  });
}

/** The sheets that formulas refer to: an input may be linked to a cell of any of them.
 * @param {{area: Excel.Range}[]} areas */
function linked(areas) {
  const titles = new Set();
  for (const { area } of areas) {
    if (area.isNullObject) continue;
    for (const formula of area.formulas.flat()) {
      if (typeof formula !== "string" || !formula.startsWith("=")) continue;
      for (const [, title] of formula.matchAll(LED_TO)) titles.add(bare(title));
    }
  }
  return titles;
}

/** @param {Excel.Range} area @returns {Area} */
function told(area) {
  if (area.isNullObject) return { first: "A1", values: [[""]], formulas: [[""]], formats: [[""]] };
  return { first: firstOf(area.address), values: area.values, formulas: area.formulas, formats: area.numberFormat };
}
