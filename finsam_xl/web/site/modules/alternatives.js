/** Alternativ: side by side, each against the base plan; choose what is shown, or keep a new one. */
import { make, speak } from "./making.js";
import { change, decimalsFor, say, signedTkr, tkr } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Year} Year */
/** @typedef {import("./types.js").Scenario} Scenario */
/** @typedef {import("./desk.js").Desk} Desk */

const ROWS = /** @type {const} */ (["total", "costs", "result", "equity_closing"]);

/**
 * @param {HTMLElement} place @param {View} view @param {Desk} desk
 * @param {(work: () => Promise<void>) => void} attempt
 */
export function renderAlternatives(place, view, desk, attempt) {
  const scenarios = view.scenarios ?? [];
  place.replaceChildren(
    make("p", { class: "lead" }, scenarios.length > 1 ? say("alternatives_lead") : say("no_alternatives")),
    scenarios.length > 1 && frame(table(scenarios, view, desk, attempt)) || "",
    ...(desk.can("keep") ? [keeping(desk, attempt)] : []));
}

/** @param {HTMLElement} wide */
function frame(wide) {
  return make("div", { class: "frame", tabindex: 0, role: "region", "aria-label": say("tab_alternatives") }, wide);
}

/** @param {Scenario[]} scenarios @param {View} view @param {Desk} desk
 * @param {(work: () => Promise<void>) => void} attempt */
function table(scenarios, view, desk, attempt) {
  const years = Object.keys(scenarios[0].columns).sort();
  const head = scenarios.map((scenario, at) => make("th", { scope: "colgroup", colspan: at ? 3 : 1, class: "number" },
    make("span", { class: "alternative-name" }, scenario.name), shower(scenario, desk, attempt)));
  const sub = scenarios.flatMap((_, at) => [heading("tkr"),
    ...(at ? [heading(say("column_difference").toLocaleLowerCase()), heading("%")] : [])]);
  return make("table", { class: "alternatives" },
    make("thead", {}, make("tr", {}, make("td"), ...head), make("tr", { class: "units" }, make("td"), ...sub)),
    ...years.map((year) => yearBody(year, scenarios)));
}

/** @param {string} text */
function heading(text) {
  return make("th", { scope: "col", class: "number" }, text);
}

/** @param {Scenario} scenario @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt */
function shower(scenario, desk, attempt) {
  if (scenario.shown) return make("span", { class: "chip shown" }, `● ${say("is_shown")}`);
  return make("button", { type: "button", class: "small-button",
    onclick: () => attempt(() => desk.show(scenario.name)) }, say("show_alternative", { name: scenario.name }));
}

/** @param {string} year @param {Scenario[]} scenarios */
function yearBody(year, scenarios) {
  const [base] = scenarios;
  const decimals = decimalsFor(scenarios.flatMap(({ columns }) => ROWS.map((row) => columns[year]?.[row])));
  const known = ROWS.filter((row) => scenarios.some(({ columns }) => columns[year]?.[row] != null));
  return make("tbody", {},
    make("tr", { class: "group-row" }, make("th", { scope: "rowgroup", colspan: scenarios.length * 3 - 1 }, year)),
    ...known.map((row) => make("tr", { class: row === "result" ? "subtotal" : "" },
      make("th", { scope: "row" }, say(`row_${row}`)),
      ...scenarios.flatMap((scenario, at) => amounts(scenario.columns[year]?.[row] ?? null,
        at ? base.columns[year]?.[row] ?? null : undefined, decimals)))));
}

/** @param {number|null} now @param {number|null|undefined} base undefined for the base itself
 * @param {number} decimals */
function amounts(now, base, decimals) {
  const cells = [make("td", { class: "number" }, tkr(now, decimals))];
  if (base === undefined) return cells;
  const known = now !== null && base !== null;
  const role = known && now === base ? "number muted" : "number";
  return [...cells, make("td", { class: role }, known ? signedTkr(now - base, decimals) : ""),
    make("td", { class: role }, known && base !== 0 ? change(now, base) : "")];
}

/** @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt */
function keeping(desk, attempt) {
  const form = make("form", { class: "fields keep", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const typed = new FormData(form);
    const kept = Object.fromEntries(["name", "reason", "signature"].map((key) => [key, String(typed.get(key) ?? "")]));
    attempt(async () => {
      await desk.keep(kept);
      speak(say("kept", { name: kept.name }));
    });
  } },
  make("h2", {}, say("keep_title")), make("p", { class: "muted" }, say("keep_lead")),
  keepField("name", say("keep_name")), keepField("reason", say("keep_reason")),
  keepField("signature", say("keep_signature")),
  make("p", {}, make("button", { type: "submit", disabled: desk.steps === 0 }, say("keep"))));
  return form;
}

/** @param {string} key @param {string} label */
function keepField(key, label) {
  return make("p", {}, make("label", { for: `keep-${key}` }, label),
    make("input", { id: `keep-${key}`, name: key, required: true, autocomplete: "off" }));
}
