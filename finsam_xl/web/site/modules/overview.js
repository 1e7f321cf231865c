/** Översikt: three charts, what to attend to, and the sheets as the workbook shows them. */
import { linesOver, pairedBars, panel, stackedBars } from "./charts.js";
import { checkRow } from "./checks.js";
import { make } from "./making.js";
import { budgetYear, checksOf, partSum, plainStatus, worstFirst, yearsOf } from "./reading.js";
import { sheetOf } from "./sheets.js";
import { say } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./desk.js").Desk} Desk */

const SHOWN_FIRST = 5;
const FIRST_SHEET = "plan";

export class Overview {
  #sheet = "";

  /** @param {HTMLElement} place @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt
   * @param {(place: string) => void} explain @param {() => void} toChecks */
  constructor(place, desk, attempt, explain, toChecks) {
    this.attempt = attempt;
    this.toChecks = toChecks;
    this.place = place;
    this.desk = desk;
    this.explain = explain;
    this.shown = make("div", { class: "sheet-place" });
  }

  /** @param {View} view */
  render(view) {
    const choosing = this.desk.can("sheet") && view.book.titles.length > 0;
    this.place.replaceChildren(
      make("div", { class: "panels" }, ...charts(view)),
      attention(view, this.explain, this.toChecks),
      ...(choosing ? [this.#chooser(view), this.shown] : []));
    if (choosing) this.attempt(() => this.#showSheet(this.#sheet));
  }

  /** @param {View} view */
  #chooser(view) {
    if (!view.book.titles.includes(this.#sheet)) this.#sheet = firstSheet(view);
    const select = make("select", { id: "sheet-choice",
      onchange: () => this.attempt(() => this.#showSheet(select.value)) },
    ...view.book.titles.map((title) => make("option", { value: title, selected: title === this.#sheet }, title)));
    return make("div", { class: "choosing" },
      make("h2", {}, say("sheets")),
      make("p", { class: "choice" }, make("label", { for: "sheet-choice" }, say("sheet")), select),
      make("p", { class: "note" }, say("sheet_hint")));
  }

  /** Show a sheet by its title. @param {string} title */
  async #showSheet(title) {
    this.#sheet = title;
    const { reply } = await this.desk.ask("sheet", { title });
    if (this.#sheet === title) this.shown.replaceChildren(sheetOf(title, reply.html, this.explain));
  }
}

/** @param {View} view */
function charts(view) {
  const years = yearsOf(view);
  const planned = years.filter((year) => year >= budgetYear(view));
  return [
    partsPanel(view, years),
    costsPanel(view, planned),
    equityPanel(view, planned),
  ];
}

/** The four parties, lowest first. @param {View} view @param {string[]} years
 * @returns {import("./charts.js").Series[]} */
function parties(view, years) {
  const paid = (/** @type {string} */ code) => years.map((year) => view.report.years[year].contributions[code] ?? null);
  const sum = (/** @type {"region"|"municipality"} */ part) => years.map((year) => partSum(view, year, part));
  return [{ name: say("part_municipality"), role: "chart-4", values: sum("municipality") },
    { name: say("part_region"), role: "chart-3", values: sum("region") },
    { name: say("part_AF"), role: "chart-2", values: paid("AF") },
    { name: say("part_FK"), role: "chart-1", values: paid("FK") }];
}

/** @param {View} view @param {string[]} years */
function partsPanel(view, years) {
  const known = years.some((year) => view.report.years[year].total);
  return panel(say("chart_parts"), [`${say("chart_parts_lead")}. ${say("chart_parties")}`],
    known ? stackedBars(say("chart_parts"), years, parties(view, years)) : null, say("no_contributions"));
}

/** @param {View} view @param {string[]} years */
function costsPanel(view, years) {
  const read = (/** @type {"total"|"costs"} */ key) => years.map((year) => view.report.years[year][key]);
  const known = read("costs").some((value) => value);
  const chart = known && pairedBars(say("chart_costs"), years,
    { name: "", role: "chart-2", values: read("total") }, { name: "", role: "outlined", values: read("costs") });
  const caption = [`${say("chart_parts_lead")}: `, make("strong", { class: "key-filled" }, `■ ${say("chart_contributions")}`),
    " ", make("strong", { class: "key-outlined" }, `□ ${say("chart_spent")}`)];
  return panel(say("chart_costs"), caption, chart || null, say("no_costs"));
}

/** @param {View} view @param {string[]} years */
function equityPanel(view, years) {
  const first = years[0];
  const opening = view.report.years[first].equity_opening;
  const closing = years.map((year) => view.report.years[year].equity_closing);
  const chart = closing.some((value) => value !== null) && linesOver(say("chart_equity"),
    [String(Number(first) - 1), ...years],
    [{ name: "", role: "line-1", values: [opening, ...closing] }],
    view.book.floor == null ? null : { name: say("floor"), value: view.book.floor });
  return panel(say("chart_equity"), [`${say("chart_equity_lead")}. ${view.report.scenario}`], chart || null, say("no_equity"));
}

/** The sheet that is shown until another is chosen. @param {View} view */
function firstSheet(view) {
  return view.book.sheets?.find(({ key }) => key === FIRST_SHEET)?.title ?? view.book.titles[0];
}

/** @param {View} view @param {(place: string) => void} explain @param {() => void} toChecks */
function attention(view, explain, toChecks) {
  const graver = worstFirst(checksOf(view)).filter((check) => ["fail", "warn"].includes(plainStatus(check.status)));
  return make("section", { class: "attention", "aria-labelledby": "attention-title" },
    make("h2", { id: "attention-title" }, say("attention")),
    graver.length === 0
      ? make("p", { class: "status-pass" }, `✓ ${say("nothing_to_attend")}`)
      : make("ul", { class: "check-list" }, ...graver.slice(0, SHOWN_FIRST).map((check) => checkRow(check, explain))),
    graver.length > SHOWN_FIRST && make("button", { type: "button", class: "plain", onclick: toChecks },
      say("attention_all", { number: graver.length })));
}
