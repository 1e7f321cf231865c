/** What always stands above the tabs: whose plan it is, how it stands, and its six key figures. */
import { make } from "./making.js";
import { baseline, budgetYear, checksOf, counted, partSum, planYears, yearsOf } from "./reading.js";
import { change, say, signedTkr, tkr } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {{label: string, now: number|null, before: number|null, last: number|null, year: string, name: string, note: string}} Card */

/** The title block of a view. @param {View} view @param {() => void} toChecks */
export function titleBlock(view, toChecks) {
  const { book, report } = view;
  const settled = report.years[budgetYear(view)].status !== "preliminary";
  return make("div", { class: "title-block" },
    make("p", { class: "top-line" }, book.organisation ?? ""),
    make("h1", { id: "book-title" }, say("plan_title", { years: planYears(view) })),
    make("p", { class: "lead" }, `${say("unit_lead")} `, make("span", {}, book.name)),
    make("p", { class: "stamps" },
      book.changed && make("span", { class: "unsaved" }, `● ${say("changed_not_saved")}`),
      ...checkChips(view, toChecks),
      make("span", { class: "chosen-alternative" }, report.scenario),
      book.stamp && make("span", { class: settled ? "stamp settled" : "stamp" }, book.stamp)),
    ...(view.notices ?? []).map((notice) => make("p", { class: "notice" }, notice)));
}

/** @param {View} view @param {() => void} toChecks */
function checkChips(view, toChecks) {
  const { fail, warn } = counted(checksOf(view));
  return [
    fail > 0 && chip("fail", `✕ ${fail === 1 ? say("one_fail") : say("n_fail", { number: fail })}`, toChecks),
    warn > 0 && chip("warn", `▲ ${warn === 1 ? say("one_warn") : say("n_warn", { number: warn })}`, toChecks),
    fail + warn === 0 && chip("pass", `✓ ${say("status_pass")}`, toChecks)];
}

/**
 * The key figures as cards, each of which can be explained.
 * @param {View} view @param {View} before @param {(place: string) => void} explain
 */
export function keyFigures(view, before, explain) {
  const { name } = baseline(view, before);
  return make("div", { class: "cards" }, ...cards(view, before).map((card) => cardOf(card, name, explain)));
}

/** @param {View} view @param {View} before @returns {Card[]} */
function cards(view, before) {
  const year = budgetYear(view);
  const years = yearsOf(view);
  const last = years[years.indexOf(year) - 1];
  const now = view.report.years;
  const base = baseline(view, before);
  /** @type {(key: "total"|"costs"|"result"|"equity_closing") => [number|null, number|null, number|null]} */
  const read = (key) => [now[year]?.[key] ?? null, base.years[year]?.[key] ?? null, now[last]?.[key] ?? null];
  const state = [now, base.years].map((each) => partSum(view, year, "state", each));
  const room = [above(now[year], view.book.floor), above(base.years[year], base.floor)];
  return [
    card(say("figure_total", { year }), read("total"), last, `fs_total_${year}`),
    card(say("figure_state", { year }), [state[0], state[1], last ? partSum(view, last, "state") : null],
      last, `fs_state_total_${year}`),
    card(say("figure_costs", { year }), read("costs"), last, `fs_costs_${year}`),
    card(say("figure_result", { year }), read("result"), last, `fs_result_${year}`),
    card(say("figure_closing", { year }), read("equity_closing"), last, `fs_equity_closing_${year}`),
    ...(view.book.floor == null ? [] : [card(say("figure_room", { year }), [room[0], room[1], null],
      last, `fs_equity_room_${year}`, say("floor_is", { floor: tkr(view.book.floor) }))]),
  ];
}

/** How far equity is above the floor. @param {import("./types.js").Year|undefined} year
 * @param {number|null|undefined} floor */
function above(year, floor) {
  return year?.equity_closing == null || floor == null ? null : year.equity_closing - floor;
}

/**
 * @param {string} label @param {[number|null, number|null, number|null]} figures
 * @param {string} year the year before @param {string} name @param {string} [note]
 * @returns {Card}
 */
function card(label, [now, before, last], year, name, note = "") {
  return { label, now, before, last, year, name, note };
}

/** @param {Card} card @param {string} base @param {(place: string) => void} explain */
function cardOf(card, base, explain) {
  const { label, now, name } = card;
  return make("div", { class: "card" },
    make("p", { class: "card-label" }, label),
    now === null ? make("p", { class: "card-figure absent" }, say("not_known"))
      : make("button", { type: "button", class: `card-figure${now < 0 ? " below" : ""}`,
        "aria-label": say("explain_figure", { label, figure: tkr(now) }),
        onclick: () => explain(name) }, tkr(now)),
    caption(card, base));
}

/** @param {Card} card @param {string} base the alternative measured from; empty for the plan before the changes */
function caption({ now, before, last, year, note }, base) {
  if (now === null) return make("p", { class: "note" }, note || say("not_known_why"));
  if (before !== null && before !== now) {
    const difference = signedTkr(now - before);
    return make("p", { class: "note moved" },
      base ? say("against_base", { difference, name: base }) : say("by_changes", { difference }));
  }
  if (note) return make("p", { class: "note" }, note);
  return make("p", { class: "note" }, last && year ? say("against_year", { per_cent: change(now, last), year }) : " ");
}

/** @param {string} status @param {string} text @param {() => void} onclick */
function chip(status, text, onclick) {
  return make("button", { type: "button", class: `chip status-${status}`, onclick }, text);
}
