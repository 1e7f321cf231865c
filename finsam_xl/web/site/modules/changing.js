/** Ändra: the levers, every other field in its group, and what a change comes to at once. */
import { Field, isLever } from "./fields.js";
import { make, speak } from "./making.js";
import { outcome } from "./outcome.js";
import { populating } from "./populating.js";
import { budgetYear, rowNames, rowOf } from "./reading.js";
import { say, tkr } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Input} Input */
/** @typedef {import("./desk.js").Desk} Desk */

export class Changing {
  /** @type {Map<string, Field[]>} */
  #fields = new Map();
  /** @type {View|null} */
  #opened = null;
  /** @type {Map<string, string>} */
  #rows = new Map();
  /** @type {WeakMap<HTMLDetailsElement, () => void>} */
  #layers = new WeakMap();

  /** @param {HTMLElement} place @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt */
  constructor(place, desk, attempt) {
    this.place = place;
    this.desk = desk;
    this.attempt = attempt;
    this.outcome = make("div", { class: "outcome", role: "region", tabindex: 0 });
    this.undo = make("button", { type: "button", onclick: () => this.#takeBack() });
    this.discard = make("button", { type: "button", onclick: () => this.#takeAllBack() });
    this.count = make("span", { class: "note", role: "status" });
  }

  /** Lay the fields of a book: done once, then they follow. @param {View} view @param {View} opened */
  lay(view, opened) {
    this.#fields.clear();
    this.#opened = opened;
    this.#rows = rowNames(view);
    const levers = view.inputs.filter(isLever);
    this.undo.textContent = say("undo");
    this.discard.textContent = say("discard");
    this.place.replaceChildren(
      make("p", { class: "lead" }, say("change_lead")),
      make("div", { class: "beside" },
        make("div", { class: "fields-side" },
          ...(levers.length ? [make("h2", {}, say("levers")),
            ...this.#leverGroups(levers)] : []),
          ...(this.desk.can("population") ? [populating(this.desk, this.attempt)] : []),
          make("h2", {}, say("all_inputs")), this.#search(), ...this.#groups(view)),
        make("div", { class: "outcome-side" }, this.outcome, make("p", { class: "saves" }, this.undo, this.discard))));
    this.render(view);
  }

  /** Follow a view. @param {View} view */
  render(view) {
    for (const input of view.inputs) {
      for (const field of this.#fields.get(input.name) ?? []) field.follow(input);
    }
    this.undo.disabled = this.desk.steps === 0;
    this.discard.disabled = !view.book.changed;
    this.show(view);
  }

  /** Show what a view comes to, and leave the fields as they are. @param {View} view */
  show(view) {
    this.outcome.setAttribute("aria-label", say("against_opened"));
    if (this.#opened) this.outcome.replaceChildren(outcome(view, this.#opened));
  }

  /** @param {Input[]} levers */
  #leverGroups(levers) {
    return [...Map.groupBy(levers, (input) => input.group ?? input.sheet)].flatMap(([group, inputs]) => [
      make("h3", { class: "lever-group" }, group),
      make("div", { class: "levers" }, ...inputs.map((input) => this.#field(input, "lever")))]);
  }

  /** @param {Input} input @param {string} role */
  #field(input, role) {
    const opened = this.#opened?.inputs.find(({ name }) => name === input.name) ?? input;
    const row = role === "lever" && input.member ? this.#rows.get(rowOf(input)) : "";
    const field = new Field(input, opened, (name, value) => this.#change(name, value),
      (name, value) => this.desk.glance(name, value), { role, row });
    this.#fields.set(input.name, [...(this.#fields.get(input.name) ?? []), field]);
    return field.element;
  }

  /** @param {string} name @param {string|number} value */
  async #change(name, value) {
    await this.desk.change(name, value);
    const { view } = this.desk;
    if (!view) return;
    const year = budgetYear(view);
    speak(say("computed", { year, result: tkr(view.report.years[year].result) }));
  }

  #takeBack() {
    this.attempt(async () => {
      await this.desk.undo();
      speak(say("undone"));
    });
  }

  #takeAllBack() {
    this.attempt(async () => {
      await this.desk.discard();
      speak(say("discarded"));
    });
  }

  #search() {
    const box = make("input", { type: "search", id: "find-input", autocomplete: "off",
      oninput: () => this.#sift(box.value) });
    return make("p", { class: "search" }, make("label", { for: "find-input" }, say("find_input")), box, this.count);
  }

  /** Show the fields whose label or place holds the words. @param {string} words */
  #sift(words) {
    const wanted = words.trim().toLocaleLowerCase();
    let found = 0;
    for (const group of /** @type {NodeListOf<HTMLDetailsElement>} */ (this.place.querySelectorAll("details.group"))) {
      if (wanted) this.#layers.get(group)?.();
      if (wanted) group.open = true;
      let inGroup = 0;
      for (const field of group.querySelectorAll(".field")) {
        const hit = !wanted || (field.textContent ?? "").toLocaleLowerCase().includes(wanted);
        /** @type {HTMLElement} */ (field).hidden = !hit;
        if (hit) inGroup += 1;
      }
      group.hidden = wanted !== "" && inGroup === 0;
      if (!wanted) group.open = false;
      found += inGroup;
    }
    this.count.textContent = wanted ? say("fields_found", { number: found }) : "";
  }

  /** The fields of a group; rows that nobody has begun wait behind a button. @param {Input[]} inputs */
  #laidGroup(inputs) {
    const laid = (/** @type {Input[]} */ some) => rowsOf(some).map((row) => this.#laidRow(row));
    const spare = inputs.filter((input) => input.spare);
    const body = make("div", { class: "group-rows" }, ...laid(inputs.filter((input) => !input.spare)));
    if (spare.length === 0) return [body];
    const more = make("button", { type: "button", class: "plain", onclick: () => {
      body.append(...laid(spare));
      more.remove();
    } }, say("spare"));
    return [body, more];
  }

  /** The fields of one row of the sheet, under the row's name. @param {Input[]} row */
  #laidRow(row) {
    const name = row[0].member ? this.#rows.get(rowOf(row[0])) : "";
    const fields = make("div", { class: "group-fields" }, ...row.map((input) => this.#field(input, "field")));
    return name ? make("fieldset", {}, make("legend", {}, name), fields) : fields;
  }

  /** @param {View} view */
  #groups(view) {
    const groups = Map.groupBy(view.inputs, (input) => `${input.sheet}\n${input.group ?? ""}`);
    return [...groups].map(([key, inputs]) => {
      const [sheet, group] = key.split("\n");
      const body = make("div");
      const lay = () => {
        if (!body.hasChildNodes()) body.append(...this.#laidGroup(inputs));
      };
      const folded = make("details", { class: "group", ontoggle: lay },
        make("summary", {}, make("span", { class: "group-name" }, group || sheet),
          group !== sheet && make("span", { class: "note" }, sheet)), body);
      this.#layers.set(folded, lay);
      return folded;
    });
  }
}

/** Inputs by the row that they stand in; rows of one input are taken together.
 * @param {Input[]} inputs @returns {Input[][]} */
function rowsOf(inputs) {
  const rows = [...Map.groupBy(inputs, ({ cell }) => cell.replace(/^[A-Z]+/, "")).values()];
  /** @type {Input[][]} */
  const joined = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (last && row.length === 1 && !last.some(({ member }) => member) && last.every(isAlone)) last.push(...row);
    else joined.push(row);
  }
  return joined;

  /** @param {Input} input */
  function isAlone(input) {
    return rows.some((row) => row.length === 1 && row[0] === input);
  }
}
