/** What always stands above the tabs: whose plan it is, how it stands, and its six key figures. */
import { make } from "./making.js";
import { budgetYear, checksOf, counted, partSum, planYears, yearsOf } from "./reading.js";
import { change, say, signedTkr, tkr } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {{label: string, now: number|null, before: number|null, last: number|null, year: string, name: string, note: string}} Card */

/** The title block of a view. @param {View} view */
export function titleBlock(view) {
  const { book, report } = view;
  return make("div", { class: "title-block" },
    make("p", { class: "top-line" }, book.organisation ?? ""),
    make("h1", { id: "book-title" }, say("plan_title", { years: planYears(view) })),
    make("p", { class: "lead" }, `${say("unit_lead")} `, make("span", {}, book.name)),
    make("p", { class: "stamps" },
      make("span", { class: "chosen-alternative" }, report.scenario),
      book.stamp && make("span", { class: "stamp" }, book.stamp),
      book.changed && make("span", { class: "unsaved" }, `● ${say("changed_not_saved")}`)),
    ...(view.notices ?? []).map((notice) => make("p", { class: "notice" }, notice)));
}

/**
 * The key figures as cards, each of which can be explained, and the checks.
 * @param {View} view @param {View} opened
 * @param {(place: string) => void} explain @param {() => void} toChecks
 */
export function keyFigures(view, opened, explain, toChecks) {
  const shown = cards(view, opened).map((card) => cardOf(card, explain));
  return make("div", { class: "cards" }, ...shown, checksCard(view, toChecks));
}

/** @param {View} view @param {View} opened @returns {Card[]} */
function cards(view, opened) {
  const year = budgetYear(view);
  const years = yearsOf(view);
  const last = years[years.indexOf(year) - 1];
  const room = (/** @type {View} */ of) => {
    const closing = of.report.years[year]?.equity_closing ?? null;
    return closing === null || of.book.floor == null ? null : closing - of.book.floor;
  };
  /** @type {(key: "total"|"costs"|"result"|"equity_closing") => [number|null, number|null, number|null]} */
  const read = (key) => [view.report.years[year]?.[key] ?? null,
    opened.report.years[year]?.[key] ?? null, view.report.years[last]?.[key] ?? null];
  const state = (/** @type {View} */ of, /** @type {string} */ when) =>
    (of.report.years[when] ? partSum(of, when, "state") : null);
  const floor = view.book.floor == null ? "" : say("floor_is", { floor: tkr(view.book.floor) });
  return [
    card(say("figure_total", { year }), read("total"), last, `fs_total_${year}`),
    card(say("figure_state", { year }), [state(view, year), state(opened, year), state(view, last)],
      last, `fs_state_total_${year}`),
    card(say("figure_costs", { year }), read("costs"), last, `fs_costs_${year}`),
    card(say("figure_result", { year }), read("result"), last, `fs_result_${year}`),
    card(say("figure_closing", { year }), read("equity_closing"), last, `fs_equity_closing_${year}`),
    ...(room(view) === null ? [] : [card(say("figure_room", { year }), [room(view), room(opened), null],
      last, `fs_equity_room_${year}`, floor)]),
  ];
}

/**
 * @param {string} label @param {[number|null, number|null, number|null]} figures
 * @param {string} year the year before @param {string} name @param {string} [note]
 * @returns {Card}
 */
function card(label, [now, before, last], year, name, note = "") {
  return { label, now, before, last, year, name, note };
}

/** @param {Card} card @param {(place: string) => void} explain */
function cardOf(card, explain) {
  const { label, now, name } = card;
  const known = now !== null;
  return make("div", { class: "card" },
    make("p", { class: "card-label" }, label),
    known
      ? make("button", { type: "button", class: `card-figure${now < 0 ? " below" : ""}`,
        "aria-label": say("explain_figure", { label, figure: tkr(now) }),
        onclick: () => explain(name) }, tkr(now))
      : make("p", { class: "card-figure absent" }, say("not_known")),
    caption(card));
}

/** @param {Card} card */
function caption({ now, before, last, year, note }) {
  if (now === null) return make("p", { class: "note" }, say("not_known_why"));
  if (before !== null && before !== now) {
    return make("p", { class: "note moved" },
      say("since_opened", { difference: signedTkr(now - before) }));
  }
  if (note) return make("p", { class: "note" }, note);
  return make("p", { class: "note" },
    last ? say("against_year", { per_cent: change(now, last), year }) : " ");
}

/** @param {View} view @param {() => void} toChecks */
function checksCard(view, toChecks) {
  const checks = checksOf(view);
  const { fail, warn, pass } = counted(checks);
  return make("div", { class: "card" },
    make("p", { class: "card-label" }, say("figure_checks")),
    make("p", { class: "chips" },
      fail > 0 && chip("fail", `✕ ${fail === 1 ? say("one_fail") : say("n_fail", { number: fail })}`, toChecks),
      warn > 0 && chip("warn", `▲ ${warn === 1 ? say("one_warn") : say("n_warn", { number: warn })}`, toChecks),
      fail + warn === 0 && chip("pass", `✓ ${say("status_pass")}`, toChecks)),
    make("p", { class: "note" }, pass === checks.length
      ? say("all_passed", { number: pass }) : say("passed_of", { passed: pass, number: checks.length })));
}

/** @param {string} status @param {string} text @param {() => void} onclick */
function chip(status, text, onclick) {
  return make("button", { type: "button", class: `chip status-${status}`, onclick }, text);
}
