/** One field for one input: a text, a list, or a slider with its number beside it. */
import { Refused } from "./engine.js";
import { make } from "./making.js";
import { say, sayOr } from "./words.js";

/** @typedef {import("./types.js").Input} Input */
/** @typedef {(name: string, value: string|number) => Promise<void>} Change */

/** What a person would see in the field. @param {Input} input */
function typed(input) {
  return String(input.shown ?? input.value ?? "");
}

const COUNTED = new Set(["tkr", "kr", "people", "count", "percent"]);

/** A comma that parts thousands or decimals, nobody knows which: the engine says so. */
const READ_TWO_WAYS = /^-?[1-9]\d{0,2},\d{3}$/;

/** What is typed, as a number where it is plainly one; all else is for the engine to read or refuse.
 * @param {Input} input @param {string} text */
function meant({ unit }, text) {
  const plain = text.trim().replaceAll(/\s(?=\d{3}(\D|$))/g, "").replace("−", "-");
  const isNumber = /^-?\d{1,15}(,\d{1,9})?$/.test(plain) && !READ_TWO_WAYS.test(plain);
  return COUNTED.has(unit ?? "") && isNumber ? Number(plain.replace(",", ".")) : text;
}

/** Whether an input is a lever: it has a range to move in. @param {Input} input */
export function isLever(input) {
  return typeof input.minimum === "number" && typeof input.maximum === "number";
}

export class Field {
  #serial = 0;
  /** What the box was last told to show, or what was last sent from it. */
  #settled = "";

  /**
   * @param {Input} input @param {Change} change
   * @param {(name: string, value: number) => void} glance at what a change would come to
   * @param {(work: () => Promise<void>) => void} attempt
   * @param {string} [role] tells two fields for one input apart
   */
  constructor(input, change, glance, attempt, role = "field") {
    this.input = input;
    this.change = change;
    this.glance = glance;
    this.attempt = attempt;
    this.id = `${role}-${input.name}`;
    this.box = input.choices ? this.#list(input.choices) : this.#text();
    this.slider = role === "lever" ? this.#slider() : null;
    this.fault = make("p", { class: "field-fault", id: `${this.id}-fault`, role: "alert" });
    this.was = make("small", { class: "was" });
    this.row = make("span", { class: "row-name" });
    this.label = make("span");
    this.element = this.#laid();
  }

  #laid() {
    const unit = this.input.unit ? sayOr(`unit_${this.input.unit}`, "") : "";
    const { sheet, cell } = this.input;
    return make("div", { class: this.slider ? "field lever" : "field", "data-place": this.slider ? null : `${sheet}!${cell}` },
      make("label", { for: this.id }, this.row, this.label),
      this.slider,
      make("span", { class: "field-box" }, this.box, make("span", { class: "unit", "aria-hidden": "true" }, unit)),
      this.was, this.fault);
  }

  #text() {
    return make("input", { id: this.id, class: this.input.unit ? "number" : "", autocomplete: "off",
      spellcheck: false, "aria-describedby": `${this.id}-fault`,
      onchange: () => this.#send(meant(this.input, this.box.value)) });
  }

  /** @param {string[]} choices */
  #list(choices) {
    return make("select", { id: this.id, "aria-describedby": `${this.id}-fault`,
      onchange: () => this.#send(this.box.value) },
    ...["", ...choices].map((choice) => make("option", { value: choice }, choice || say("empty_choice"))));
  }

  #slider() {
    const { minimum, maximum, step } = this.input;
    const slider = make("input", { type: "range", min: minimum, max: maximum, step: step ?? 1,
      oninput: () => {
        this.#settle(slider.value);
        this.glance(this.input.name, slider.valueAsNumber);
      },
      onchange: () => this.#send(slider.valueAsNumber) });
    return slider;
  }

  /** What is refused is said at the field; what is nobody's fault but ours, where everybody sees it.
   * @param {string|number} value */
  #send(value) {
    const serial = ++this.#serial;
    this.#settled = this.box.value;
    this.attempt(async () => {
      try {
        await this.change(this.input.name, value);
        this.#refuse("");
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault;
        if (serial === this.#serial) this.#refuse(fault.message);
      }
    });
  }

  /** Show something in the box. @param {string} text */
  #settle(text) {
    this.box.value = text;
    this.#settled = text;
  }

  /** Whether somebody is about to type in the box: what is not sent yet is not overwritten. */
  get isTyped() {
    return document.activeElement === this.box && this.box.value !== this.#settled;
  }

  /** @param {string} sentence */
  #refuse(sentence) {
    this.fault.textContent = sentence;
    this.box.toggleAttribute("aria-invalid", sentence !== "");
    if (sentence) this.box.setAttribute("aria-invalid", "true");
  }

  /** Show what the engine says that stands in the input now.
   * @param {Input} input @param {Input} before how it was where changes are measured from
   * @param {string} row what the row of its table is called */
  follow(input, before, row) {
    this.input = input;
    this.label.textContent = input.label;
    this.row.textContent = row && `${row} `;
    if (this.slider) this.#slide(this.slider, `${row} ${input.label}`.trim());
    if (this.isTyped) return;
    this.#settle(typed(input));
    this.#refuse("");
    const moved = typed(input) !== typed(before);
    this.element.classList.toggle("moved", moved);
    this.was.textContent = moved ? say("was", { value: typed(before) || say("empty_choice") }) : "";
  }

  /** @param {HTMLInputElement} slider @param {string} name */
  #slide(slider, name) {
    const number = Number(this.input.value ?? this.input.minimum);
    if (document.activeElement !== slider && Number.isFinite(number)) slider.value = String(number);
    slider.setAttribute("aria-label", name);
    slider.setAttribute("aria-valuetext", `${typed(this.input)} ${this.input.unit ?? ""}`);
  }
}
