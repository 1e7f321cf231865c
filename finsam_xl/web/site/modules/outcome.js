/** What the plan comes to, year by year, with the difference that the changes make. */
import { make } from "./making.js";
import { baseline, yearsOf } from "./reading.js";
import { decimalsFor, say, signedTkr, tkr } from "./words.js";

/** @typedef {import("./types.js").View} View */

const ROWS = /** @type {const} */ (["total", "costs", "result", "equity_closing"]);

/** The outcome as a small table. @param {View} view @param {View} before */
export function outcome(view, before) {
  const years = yearsOf(view);
  const base = baseline(view, before);
  const decimals = decimalsFor(years.flatMap((year) => ROWS.map((row) => view.report.years[year]?.[row])));
  return make("table", { class: "small" },
    make("caption", {}, base.name ? say("outcome_against", { name: base.name }) : say("against_before"), make("span", { class: "unit" }, " tkr")),
    make("thead", {}, make("tr", {}, make("td"), ...years.map((year) => make("th", { scope: "col", class: "number" }, year)))),
    make("tbody", {}, ...ROWS.map((row) => make("tr", { class: row === "result" ? "subtotal" : "" },
      make("th", { scope: "row" }, say(`row_${row}`)),
      ...years.map((year) => cell(view.report.years[year]?.[row], base.years[year]?.[row], decimals))))));
}

/** @param {number|null|undefined} now @param {number|null|undefined} before @param {number} decimals */
function cell(now, before, decimals) {
  const moved = now != null && before != null && now !== before;
  return make("td", { class: moved ? "number moved" : "number" }, tkr(now, decimals),
    moved && make("span", { class: "difference" }, signedTkr(now - before, decimals)));
}
