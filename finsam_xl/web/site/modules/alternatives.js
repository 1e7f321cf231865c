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
  const shown = scenarios.find((each) => each.shown);
  place.replaceChildren(
    make("p", { class: "lead" }, scenarios.length > 1 ? say("alternatives_lead") : say("no_alternatives")),
    scenarios.length > 1 && frame(table(scenarios, view, desk, attempt)) || "",
    ...(desk.can("adopt") && shown && shown !== scenarios[0] ? [adopting(shown.name, desk, attempt)] : []),
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

/** @param {string} name of the alternative that is shown @param {Desk} desk
 * @param {(work: () => Promise<void>) => void} attempt */
function adopting(name, desk, attempt) {
  return signing("adopt", say("adopt_title", { name }), say("adopt_lead"), [], say("adopt"), false, (signed) => attempt(async () => {
    await desk.adopt(signed);
    speak(say("adopted", { name }));
  }));
}

/** @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt */
function keeping(desk, attempt) {
  return signing("keep", say("keep_title"), say("keep_lead"), ["name"], say("keep"), !desk.view?.book.amended, (kept) => attempt(async () => {
    await desk.keep(kept);
    speak(say("kept", { name: kept.name }));
  }));
}

/**
 * A form for what the change log is told of: who and why, perhaps something more first.
 * @param {"adopt"|"keep"} kind @param {string} title @param {string} lead @param {"name"[]} more
 * @param {string} button @param {boolean} disabled @param {(typed: Record<string, string>) => void} done
 */
function signing(kind, title, lead, more, button, disabled, done) {
  const keys = /** @type {const} */ ([...more, "reason", "signature"]);
  const form = make("form", { class: `fields signing ${kind}`, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const typed = new FormData(form);
    done(Object.fromEntries(keys.map((key) => [key, String(typed.get(key) ?? "")])));
  } },
  make("h2", {}, title), make("p", { class: "muted" }, lead),
  ...keys.map((key) => make("p", {}, make("label", { for: `${kind}-${key}` }, say(`keep_${key}`)),
    make("input", { id: `${kind}-${key}`, name: key, required: true, autocomplete: "off" }))),
  make("p", {}, make("button", { type: "submit", disabled }, button)));
  return form;
}
