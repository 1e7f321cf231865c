/** What is read out of a view: the budget year, sums by part, and the worst checks first. */

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Year} Year */
/** @typedef {import("./types.js").Check} Check */
/** @typedef {"state"|"region"|"municipality"} Part */

const STATE = new Set(["FK", "AF"]);
const ORDER = ["fail", "warn", "none", "pass"];

/** The years of the plan, earliest first. @param {View} view */
export function yearsOf(view) {
  return Object.keys(view.report.years).sort();
}

/** The budget year: as the book says, or the first whose costs are known. @param {View} view */
export function budgetYear(view) {
  const years = yearsOf(view);
  if (view.book.year) return String(view.book.year);
  return years.find((year) => view.report.years[year].costs !== null) ?? years[1] ?? years[0];
}

/** @param {View} view @param {string} code @returns {Part} */
function partOf(view, code) {
  const known = view.book.members?.find((member) => member.code === code);
  if (known) return /** @type {Part} */ (known.part);
  if (STATE.has(code)) return "state";
  return code === "region" ? "region" : "municipality";
}

/** What a part pays in a year, in kronor; null where a member's amount is not known.
 * @param {View} view @param {string} year @param {Part} part @returns {number|null} */
export function partSum(view, year, part, years = view.report.years) {
  const amounts = Object.entries(years[year]?.contributions ?? {})
    .filter(([code]) => partOf(view, code) === part).map(([, amount]) => amount);
  return amounts.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount),
    /** @type {number|null} */ (0));
}

/** A status as one of four: fail, warn, pass, none. @param {string} status */
export function plainStatus(status) {
  return ORDER.includes(status) ? status : "none";
}

/** The checks, worst first, otherwise in the plan's order. @param {Check[]} checks */
export function worstFirst(checks) {
  const rank = (/** @type {Check} */ check) => ORDER.indexOf(plainStatus(check.status));
  return [...checks].sort((one, other) => rank(one) - rank(other));
}

/** How many checks have each status. @param {Check[]} checks */
export function counted(checks) {
  /** @type {Record<string, number>} */
  const counts = { fail: 0, warn: 0, none: 0, pass: 0 };
  for (const check of checks) counts[plainStatus(check.status)] += 1;
  return counts;
}

/** The checks of the view. @param {View} view */
export function checksOf(view) {
  return view.report.checks;
}

/** The plan's title: its budget year and the last year. @param {View} view */
export function planYears(view) {
  const years = yearsOf(view);
  const [first, last] = [budgetYear(view), years[years.length - 1]];
  return first === last ? first : `${first}–${last}`;
}

/** What the rows of the book's tables are called, by sheet and row. @param {View} view */
export function rowNames(view) {
  const named = view.inputs.filter(({ member, quantity }) => member && quantity?.endsWith("_name"));
  return new Map(named.map((input) => [rowOf(input), String(input.shown ?? "")]));
}

/** The row of a table that an input stands in. @param {import("./types.js").Input} input */
export function rowOf({ sheet, member }) {
  return `${sheet}\n${member}`;
}

/** What a view is measured from: how the plan was before the changes, or the base plan where another
 * alternative is shown than then. @param {View} view @param {View} before */
export function baseline(view, before) {
  const [base] = view.scenarios ?? [];
  if (view.report.scenario === before.report.scenario || !base) {
    return { name: "", years: before.report.years, floor: before.book.floor ?? null };
  }
  return { name: base.name, years: base.columns, floor: view.book.floor ?? null };
}
