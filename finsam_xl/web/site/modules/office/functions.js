/** The functions of the add-in, as Excel calls them: over the same Python, many cells in one call.
 *
 * `functions.json` is made from what stands here, by `npm run functions` in tests/browser.
 */

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {{name: string, given: any[], resolve: (answer: any) => void, reject: (fault: unknown) => void}} Question */

/** @type {Question[]} */
let waiting = [];
/** @type {(engine: Engine) => void} */
let begin = () => {};
/** @type {Promise<Engine>} */
const engine = new Promise((resolve) => { begin = resolve; });

/** Answer from now on with an engine; what was asked before has waited for it. @param {Engine} known */
export function answerWith(known) {
  begin(known);
}

/** Ask together with every other cell that Excel calculates now.
 * @param {string} name @param {any[]} given @returns {Promise<any>} */
function ask(name, given) {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(() => void send(), 0);
    waiting.push({ name, given: given.map((each) => each ?? null), resolve, reject });
  });
}

async function send() {
  const questions = waiting;
  waiting = [];
  try {
    const { reply } = await (await engine).ask({ call: "functions",
      asked: questions.map(({ name, given }) => ({ name, given })) });
    questions.forEach(({ resolve }, at) => resolve(laid(reply.answers[at])));
  } catch (fault) {
    for (const { reject } of questions) reject(fault);
  }
}

/** An answer as cells take it: what is blank is an empty text. @param {any} answer */
function laid(answer) {
  return Array.isArray(answer) ? answer.map((row) => row.map((/** @type {any} */ each) => each ?? "")) : answer ?? "";
}

/**
 * Fördelar ett belopp efter folkmängd i hela steg. Summan blir exakt beloppet. Lika rester går till den största kommunen och sedan till den översta raden.
 * @customfunction ANDEL
 * @param {any} belopp Beloppet i hela kronor.
 * @param {any[][]} befolkning Invånare per kommun: en kolumn eller en rad. Tomma celler hoppas över.
 * @param {any} [steg] Avrundningssteg i kronor: 1, 10, 100 eller 1000. Utelämnat är det 1.
 * @returns {Promise<any[][]>}
 */
function andel(belopp, befolkning, steg) {
  return ask("ANDEL", [belopp, befolkning, steg]);
}

/**
 * Prövar en fördelning: delarna ska ge beloppet på kronan, och den exakta andelen på varje rad om befolkning anges.
 * @customfunction KONTROLL
 * @param {any} belopp Beloppet i hela kronor.
 * @param {any[][]} delar De belopp som ska prövas, i hela kronor: en kolumn eller en rad.
 * @param {any[][]} [befolkning] Invånare per kommun: en kolumn eller en rad. Tomma celler hoppas över.
 * @param {any} [steg] Avrundningssteg i kronor: 1, 10, 100 eller 1000. Utelämnat är det 1.
 * @returns {Promise<string>}
 */
function kontroll(belopp, delar, befolkning, steg) {
  return ask("KONTROLL", [belopp, delar, befolkning, steg]);
}

/**
 * Förklarar hur en rads andel kom till: hela steg, rest, plats i ordningen och extra steg.
 * @customfunction FORKLARA
 * @param {any} belopp Beloppet i hela kronor.
 * @param {any[][]} befolkning Invånare per kommun: en kolumn eller en rad. Tomma celler hoppas över.
 * @param {any} rad Vilken rad i befolkningen som ska förklaras; den första är 1.
 * @param {any} [steg] Avrundningssteg i kronor: 1, 10, 100 eller 1000. Utelämnat är det 1.
 * @returns {Promise<string>}
 */
function forklara(belopp, befolkning, rad, steg) {
  return ask("FORKLARA", [belopp, befolkning, rad, steg]);
}

/**
 * Hämtar en kommuns folkmängd ur ett område i Befolkning.
 * @customfunction BEFOLKNING
 * @param {any} kommun Kommunens fyra siffror hos SCB, eller dess namn.
 * @param {any[][]} tabell Området i Befolkning: koder, namn och folkmängder, med raden Mätdatum överst.
 * @param {any} [datum] Mätdatum, som 2025-06-30. Får utelämnas när tabellen bara har ett.
 * @returns {Promise<any>}
 */
function befolkning(kommun, tabell, datum) {
  return ask("BEFOLKNING", [kommun, tabell, datum]);
}

/**
 * Divides an amount by population in whole steps. The sum is exactly the amount. Equal remainders go to the largest municipality and then to the topmost row.
 * @customfunction SHARE
 * @param {any} amount The amount in whole kronor.
 * @param {any[][]} population People by municipality: a column or a row. Blank cells are passed over.
 * @param {any} [rounding_step] The rounding step in kronor: 1, 10, 100 or 1000. Left out, it is 1.
 * @returns {Promise<any[][]>}
 */
function share(amount, population, rounding_step) {
  return ask("SHARE", [amount, population, rounding_step]);
}

/**
 * Checks a division: the parts must give the amount to the krona, and the exact share on every row if a population is given.
 * @customfunction CHECK
 * @param {any} amount The amount in whole kronor.
 * @param {any[][]} parts The amounts to be checked, in whole kronor: a column or a row.
 * @param {any[][]} [population] People by municipality: a column or a row. Blank cells are passed over.
 * @param {any} [rounding_step] The rounding step in kronor: 1, 10, 100 or 1000. Left out, it is 1.
 * @returns {Promise<string>}
 */
function check(amount, parts, population, rounding_step) {
  return ask("CHECK", [amount, parts, population, rounding_step]);
}

/**
 * Explains how a row's share came about: whole steps, remainder, place in the order and extra step.
 * @customfunction EXPLAIN
 * @param {any} amount The amount in whole kronor.
 * @param {any[][]} population People by municipality: a column or a row. Blank cells are passed over.
 * @param {any} row_number Which row of the population to explain; the first is 1.
 * @param {any} [rounding_step] The rounding step in kronor: 1, 10, 100 or 1000. Left out, it is 1.
 * @returns {Promise<string>}
 */
function explain(amount, population, row_number, rounding_step) {
  return ask("EXPLAIN", [amount, population, row_number, rounding_step]);
}

/**
 * Finds a municipality's people in a block of the population sheet.
 * @customfunction POPULATION
 * @param {any} municipality The municipality's four digits at SCB, or its name.
 * @param {any[][]} table The block of the population sheet: codes, names and people, the row of reference dates on top.
 * @param {any} [reference_date] The reference date, as 2025-06-30. May be left out when the table has only one.
 * @returns {Promise<any>}
 */
function population(municipality, table, reference_date) {
  return ask("POPULATION", [municipality, table, reference_date]);
}

/** Tell Excel which function answers to which name. */
export function takeFunctions() {
  const { CustomFunctions } = /** @type {{CustomFunctions?: {associate: (id: string, work: Function) => void}}} */ (globalThis);
  if (!CustomFunctions) return;
  CustomFunctions.associate("ANDEL", andel);
  CustomFunctions.associate("KONTROLL", kontroll);
  CustomFunctions.associate("FORKLARA", forklara);
  CustomFunctions.associate("BEFOLKNING", befolkning);
  CustomFunctions.associate("SHARE", share);
  CustomFunctions.associate("CHECK", check);
  CustomFunctions.associate("EXPLAIN", explain);
  CustomFunctions.associate("POPULATION", population);
}
