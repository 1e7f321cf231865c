/** The open book read in one batch: our sheets as they stand, names, and what the book records. */

/** @typedef {{first: string, values: any[][], formulas: any[][], formats: any[][]}} Area */
/** @typedef {{sheets: Record<string, Area>, names: Record<string, string>, properties: Record<string, string>}} OpenBook */

const MARK = /^fs_sheet_/i;
const TITLE = /^=(?:'((?:[^']|'')*)'|([^!']+))!/;
const LED_TO = /'((?:[^'[\]]|'')+)'!|([\p{L}\p{N}_.]+)!/gu;

/** Where our sheets stood when the book was last read: asked for at once next time.
 * @type {string[]} */
let known = [];

/**
 * Read the open book: one round trip, or another where sheets have come, gone or changed name.
 * @returns {Promise<{name: string, book: OpenBook}>}
 */
export function readBook() {
  return Excel.run(async (context) => {
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

/** What has just been typed, and where; several areas are left to the whole reading.
 * @param {{worksheetId: string, address: string}} where @returns {Promise<{sheet: string, area: Area}>} */
export function readTyped({ worksheetId, address }) {
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(worksheetId).load("name");
    const area = sheet.getRange(address).load("address, values, formulas, numberFormat");
    await context.sync();
    return { sheet: sheet.name, area: told(area) };
  });
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
    return found ? [(found[1] ?? found[2]).replaceAll("''", "'")] : [];
  });
}

/** The sheets that our inputs take their values from: a formula that is one reference.
 * @param {{area: Excel.Range}[]} areas */
function linked(areas) {
  const titles = new Set();
  for (const { area } of areas) {
    if (area.isNullObject) continue;
    for (const formula of area.formulas.flat()) {
      if (typeof formula !== "string" || !formula.startsWith("=")) continue;
      for (const [, quoted, bare] of formula.matchAll(LED_TO)) titles.add(quoted?.replaceAll("''", "'") ?? bare);
    }
  }
  return titles;
}

/** @param {Excel.Range} area @returns {Area} */
function told(area) {
  if (area.isNullObject) return { first: "A1", values: [[""]], formulas: [[""]], formats: [[""]] };
  const first = area.address.slice(area.address.lastIndexOf("!") + 1).split(":")[0];
  return { first, values: area.values, formulas: area.formulas, formats: area.numberFormat };
}
