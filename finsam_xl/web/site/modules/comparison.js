/** Two books beside each other: what was filled in otherwise, and which figures that moved. */
import { placeLink } from "./checks.js";
import { make } from "./making.js";
import { figure, say, signed, tkr } from "./words.js";

/**
 * @typedef {Object} ChangedInput
 * @property {string} label
 * @property {string|null} place
 * @property {string|null} unit
 * @property {string|number|null} old
 * @property {string|number|null} new
 *
 * @typedef {Object} ChangedFigure
 * @property {string} label
 * @property {string|null} place
 * @property {number|null} old
 * @property {number|null} new
 * @property {number|null} change
 * @property {number|null} per_cent
 *
 * @typedef {{differs: boolean, inputs: ChangedInput[], figures: ChangedFigure[], text: string}} Comparison
 * @typedef {(place: string) => void} Explain
 */

/** A comparison as tables, and in full as text. @param {Comparison} told @param {Explain} explain */
export function comparison(told, explain) {
  if (!told.differs) return make("p", { class: "found-sum status-pass" }, `✓ ${say("compared_same")}`);
  return make("div", {},
    make("p", { class: "found-sum" }, say("compared",
      { inputs: figure(told.inputs.length), figures: figure(told.figures.length) })),
    told.inputs.length > 0 && framed(say("compared_inputs"), inputTable(told.inputs, explain)),
    told.figures.length > 0 && framed(say("compared_figures"), figureTable(told.figures, explain)),
    make("details", {}, make("summary", {}, say("compared_text")),
      make("pre", { class: "told", tabindex: 0 }, told.text)));
}

/** @param {string} name @param {HTMLElement} table */
function framed(name, table) {
  return make("div", { class: "frame", role: "region", tabindex: 0, "aria-label": name }, table);
}

/** @param {...[import("./words.js").Word, string]} columns */
function head(...columns) {
  return make("thead", {}, make("tr", {}, ...columns.map(([key, role]) =>
    make("th", { scope: "col", class: role }, say(key)))));
}

/** @param {ChangedInput[]} inputs @param {Explain} explain */
function inputTable(inputs, explain) {
  const shown = (/** @type {ChangedInput} */ { unit }, /** @type {string|number|null} */ value) => (
    typeof value === "number" && unit === "tkr" ? tkr(value) : figure(value));
  return make("table", { class: "compared" }, make("caption", {}, say("compared_inputs")),
    head(["column_label", ""], ["column_before", "number"], ["column_now", "number"], ["column_place", "place-heading"]),
    make("tbody", {}, ...inputs.map((input) => make("tr", {}, make("th", { scope: "row" }, input.label),
      make("td", { class: "number" }, shown(input, input.old)), make("td", { class: "number" }, shown(input, input.new)),
      make("td", { class: "place-cell" }, placeLink(input.place, explain))))));
}

/** @param {ChangedFigure[]} figures @param {Explain} explain */
function figureTable(figures, explain) {
  return make("table", { class: "compared" }, make("caption", {}, say("compared_figures"), make("span", { class: "unit" }, " kr")),
    head(["column_label", ""], ["column_before", "number"], ["column_now", "number"], ["column_difference", "number"],
      ["column_per_cent", "number"], ["column_place", "place-heading"]),
    make("tbody", {}, ...figures.map((each) => make("tr", {}, make("th", { scope: "row" }, each.label),
      ...[figure(each.old), figure(each.new), signed(each.change), each.per_cent === null ? "" : `${signed(each.per_cent, 1)} %`]
        .map((text) => make("td", { class: "number" }, text)),
      make("td", { class: "place-cell" }, placeLink(each.place, explain))))));
}
