/** What the plan comes to, year by year, with the difference from when the book was opened. */
import { make } from "./making.js";
import { yearsOf } from "./reading.js";
import { say, signedTkr, tkr } from "./words.js";

/** @typedef {import("./types.js").View} View */

const ROWS = /** @type {const} */ (["total", "costs", "result", "equity_closing"]);

/** The outcome as a small table. @param {View} view @param {View} opened */
export function outcome(view, opened) {
  const years = yearsOf(view);
  return make("table", { class: "small" },
    make("caption", {}, say("against_opened"), make("span", { class: "unit" }, " tkr")),
    make("thead", {}, make("tr", {}, make("td"), ...years.map((year) => make("th", { scope: "col", class: "number" }, year)))),
    make("tbody", {}, ...ROWS.map((row) => make("tr", { class: row === "result" ? "subtotal" : "" },
      make("th", { scope: "row" }, say(`row_${row}`)),
      ...years.map((year) => cell(view.report.years[year]?.[row], opened.report.years[year]?.[row]))))));
}

/** @param {number|null|undefined} now @param {number|null|undefined} before */
function cell(now, before) {
  const moved = now != null && before != null && now !== before;
  return make("td", { class: moved ? "number moved" : "number" }, tkr(now),
    moved && make("span", { class: "difference" }, signedTkr(now - before)));
}
