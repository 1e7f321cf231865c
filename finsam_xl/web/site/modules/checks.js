/** Kontroller: every check as a row, worst first, with its place to be explained. */
import { make } from "./making.js";
import { checksOf, counted, plainStatus, worstFirst } from "./reading.js";
import { figure, say, sayOr } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Check} Check */

const SYMBOLS = { fail: "✕", warn: "▲", pass: "✓", none: "○" };

const SEVERITIES = /** @type {const} */ ({ error: "fail", warning: "warn", note: "none" });

/** A status in words, with its symbol and colour. @param {string} status */
export function statusMark(status) {
  const plain = /** @type {keyof typeof SYMBOLS} */ (plainStatus(status));
  return make("span", { class: `status status-${plain}` }, `${SYMBOLS[plain]} ${say(`status_${plain}`)}`);
}

/** How grave a finding is, in words, with its symbol and colour. @param {string} severity */
export function severityMark(severity) {
  const known = /** @type {keyof typeof SEVERITIES} */ (severity in SEVERITIES ? severity : "note");
  const plain = SEVERITIES[known];
  return make("span", { class: `status status-${plain}` }, `${SYMBOLS[plain]} ${say(`severity_${known}`)}`);
}

/** A place that can be gone to. @param {string|null} place @param {(place: string) => void} explain */
export function placeLink(place, explain) {
  if (!place) return "";
  return make("button", { type: "button", class: "place", "aria-label": say("show_place", { place }),
    onclick: () => explain(place) }, place);
}

/** A check as a line of a list. @param {Check} check @param {(place: string) => void} explain */
export function checkRow(check, explain) {
  return make("li", {}, statusMark(check.status),
    make("span", { class: "check-message" }, check.message), placeLink(check.place, explain));
}

/**
 * The whole panel.
 * @param {HTMLElement} place @param {View} view @param {(place: string) => void} explain
 */
export function renderChecks(place, view, explain) {
  const checks = worstFirst(checksOf(view));
  const { pass } = counted(checks);
  const passed = checks.filter((check) => plainStatus(check.status) === "pass");
  const others = checks.filter((check) => plainStatus(check.status) !== "pass");
  place.replaceChildren(
    make("p", { class: "lead" }, `${say("passed_of", { passed: pass, number: checks.length })}. ${say("checks_lead")}`),
    others.length > 0 ? table(others, explain) : make("p", { class: "status-pass" }, `✓ ${say("nothing_to_attend")}`),
    make("p", { class: "note" }, say("checks_note")),
    make("details", { class: "passed" },
      make("summary", {}, say("checks_passed", { number: passed.length })), table(passed, explain)));
}

/** @param {Check[]} checks @param {(place: string) => void} explain */
function table(checks, explain) {
  return make("table", { class: "stacking", role: "table" },
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" },
      heading("column_status"), heading("column_check"), heading("column_expected", "number"),
      heading("column_actual", "number"), heading("column_place", "place-heading"))),
    make("tbody", { role: "rowgroup" }, ...checks.map((check) => tableRow(check, explain))));
}

/** @param {import("./words.js").Word} key @param {string} [role] */
function heading(key, role = "") {
  return make("th", { scope: "col", role: "columnheader", class: role }, say(key));
}

/** @param {Check} check @param {(place: string) => void} explain */
function tableRow(check, explain) {
  const unit = check.unit ? sayOr(`unit_${check.unit}`, "") : "";
  const amount = (/** @type {string|number|null} */ of, /** @type {import("./words.js").Word} */ column) => make("td",
    { class: "number", role: "cell", "data-column": say(column) }, figure(of), of !== null && make("span", { class: "unit" }, ` ${unit}`));
  const status = plainStatus(check.status);
  const graver = status === "fail" || status === "warn";
  return make("tr", { role: "row", class: graver ? `graver is-${status}` : "" },
    make("td", { role: "cell" }, statusMark(check.status)),
    make("th", { scope: "row", role: "rowheader" }, check.message),
    amount(check.expected, "column_expected"), amount(check.actual, "column_actual"),
    make("td", { role: "cell" }, placeLink(check.place, explain)));
}
