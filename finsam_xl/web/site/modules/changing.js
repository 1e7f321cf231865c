/** Ändra: the levers, every other field in its group, and what a change comes to at once. */
import { Refused } from "./engine.js";
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
  /** The rows that have a name, and where it is written. @type {Set<string>} */
  #named = new Set();
  /** @type {Map<string, HTMLElement[]>} */
  #legends = new Map();
  /** The names of the inputs that fields are laid for. */
  #laidFor = "";
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

  /** Lay the fields of a book: done once, then they follow. @param {View} view */
  lay(view) {
    this.#fields.clear();
    this.#legends.clear();
    this.#laidFor = namesOf(view);
    this.#named = new Set(rowNames(view).keys());
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

  /** Follow a view; fields are laid anew only where others have come. @param {View} view */
  render(view) {
    if (this.#laidFor && namesOf(view) !== this.#laidFor) this.#layAnew(view);
    this.#follow(view, [...this.#fields.keys()]);
    this.undo.disabled = this.desk.steps === 0;
    this.discard.disabled = !view.book.amended;
    this.show(view);
  }

  /** @param {View} view @param {string[]} names of the inputs whose fields are to follow */
  #follow(view, names) {
    const rows = rowNames(view);
    const now = new Map(view.inputs.map((input) => [input.name, input]));
    const before = new Map(this.desk.before?.inputs.map((input) => [input.name, input]));
    for (const name of names) {
      const input = now.get(name);
      if (!input) continue;
      for (const field of this.#fields.get(name) ?? []) {
        field.follow(input, before.get(name) ?? input, field.slider && input.member ? rows.get(rowOf(input)) ?? "" : "");
      }
    }
    for (const [row, legends] of this.#legends) for (const legend of legends) legend.textContent = rows.get(row) ?? "";
  }

  /** Lay the fields of other inputs, where somebody may be typing: what is open stays open, and what is
   * half typed stays where it is. @param {View} view */
  #layAnew(view) {
    const open = this.#groupsLaid().filter((group) => group.open).map(({ dataset }) => dataset.group);
    const at = document.activeElement;
    const field = [...this.#fields.values()].flat().find(({ box }) => box === at);
    const place = field?.element.getAttribute("data-place");
    const half = field?.isTyped ? field.box.value : null;
    this.lay(view);
    for (const group of this.#groupsLaid().filter(({ dataset }) => open.includes(dataset.group))) {
      this.#layers.get(group)?.();
      group.open = true;
    }
    const box = field && (this.place.querySelector(`#${CSS.escape(field.id)}`)
      ?? this.place.querySelector(`.field[data-place="${CSS.escape(place ?? "")}"] .field-box :is(input, select)`));
    if (!(box instanceof HTMLElement)) return;
    if (half !== null && box instanceof HTMLInputElement) writeOn(box, half);
    box.focus();
  }

  #groupsLaid() {
    return [.../** @type {NodeListOf<HTMLDetailsElement>} */ (this.place.querySelectorAll("details[data-group]"))];
  }

  /** Show what a view comes to, and leave the fields as they are. @param {View} view */
  show(view) {
    this.outcome.setAttribute("aria-label", say("against_before"));
    this.outcome.replaceChildren(outcome(view, this.desk.before ?? view));
  }

  /** @param {Input[]} levers */
  #leverGroups(levers) {
    return [...Map.groupBy(levers, (input) => input.group ?? input.sheet)].flatMap(([group, inputs]) => [
      make("h3", { class: "lever-group" }, group),
      make("div", { class: "levers" }, ...inputs.map((input) => this.#field(input, "lever")))]);
  }

  /** @param {Input} input @param {string} role */
  #field(input, role) {
    const field = new Field(input, (name, value) => this.#change(name, value),
      (name, value) => this.attempt(() => this.#glance(name, value)), this.attempt, role);
    this.#fields.set(input.name, [...(this.#fields.get(input.name) ?? []), field]);
    return field.element;
  }

  /** A glance that is refused says nothing: the change that follows it will. @param {string} name @param {number} value */
  async #glance(name, value) {
    try {
      await this.desk.glance(name, value);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
    }
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
      this.#followNow(spare);
    } }, say("spare"));
    return [body, more];
  }

  /** What has just been laid shows what stands there now. @param {Input[]} inputs */
  #followNow(inputs) {
    if (this.desk.view) this.#follow(this.desk.view, inputs.map(({ name }) => name));
  }

  /** The fields of one row of the sheet, under the row's name. @param {Input[]} row */
  #laidRow(row) {
    const fields = make("div", { class: "group-fields" }, ...row.map((input) => this.#field(input, "field")));
    if (!this.#named.has(rowOf(row[0]))) return fields;
    const legend = make("legend");
    this.#legends.set(rowOf(row[0]), [...(this.#legends.get(rowOf(row[0])) ?? []), legend]);
    return make("fieldset", {}, legend, fields);
  }

  /** @param {View} view */
  #groups(view) {
    const groups = Map.groupBy(view.inputs, (input) => `${input.sheet}\n${input.group ?? ""}`);
    return [...groups].map(([key, inputs]) => {
      const [sheet, group] = key.split("\n");
      const body = make("div");
      const lay = () => {
        if (body.hasChildNodes()) return;
        body.append(...this.#laidGroup(inputs));
        this.#followNow(inputs);
      };
      const folded = make("details", { class: "group", "data-group": key, ontoggle: lay },
        make("summary", {}, make("span", { class: "group-name" }, group || sheet),
          group !== sheet && make("span", { class: "note" }, sheet)), body);
      this.#layers.set(folded, lay);
      return folded;
    });
  }
}

/** Put back what somebody was typing; it is sent when they leave the box, as if they had typed it there.
 * @param {HTMLInputElement} box @param {string} half */
function writeOn(box, half) {
  const unsent = new AbortController();
  box.value = half;
  box.addEventListener("change", () => unsent.abort(), { once: true });
  box.addEventListener("blur", () => box.dispatchEvent(new Event("change")), { once: true, signal: unsent.signal });
}

/** @param {View} view */
function namesOf(view) {
  return view.inputs.map(({ name }) => name).join(" ");
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
