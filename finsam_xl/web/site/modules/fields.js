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

/** What is typed, as a number where it is plainly one; all else is for the engine to read or refuse.
 * @param {Input} input @param {string} text */
function meant({ unit }, text) {
  const plain = text.trim().replaceAll(/\s(?=\d{3}(\D|$))/g, "").replace("−", "-");
  const isNumber = /^-?\d{1,15}(,\d{1,9})?$/.test(plain);
  return COUNTED.has(unit ?? "") && isNumber ? Number(plain.replace(",", ".")) : text;
}

/** Whether an input is a lever: it has a range to move in. @param {Input} input */
export function isLever(input) {
  return typeof input.minimum === "number" && typeof input.maximum === "number";
}

export class Field {
  #serial = 0;

  /**
   * @param {Input} input @param {Input} opened how it was @param {Change} change
   * @param {(name: string, value: number) => Promise<void>} glance at what a change would come to
   * @param {{role?: string, row?: string}} [more] `role` tells two fields for one input apart;
   * `row` is what the row of the table is called
   */
  constructor(input, opened, change, glance, { role = "field", row = "" } = {}) {
    this.input = input;
    this.row = row;
    this.opened = opened;
    this.change = change;
    this.glance = glance;
    this.id = `${role}-${input.name}`;
    this.box = input.choices ? this.#list(input.choices) : this.#text();
    this.slider = role === "lever" ? this.#slider() : null;
    this.fault = make("p", { class: "field-fault", id: `${this.id}-fault`, role: "alert" });
    this.was = make("small", { class: "was" });
    this.element = this.#laid();
    this.follow(input);
  }

  #laid() {
    const unit = this.input.unit ? sayOr(`unit_${this.input.unit}`, "") : "";
    return make("div", { class: this.slider ? "field lever" : "field" },
      make("label", { for: this.id }, this.row && make("span", { class: "row-name" }, `${this.row} `), this.input.label),
      this.slider,
      make("span", { class: "field-box" }, this.box, make("span", { class: "unit", "aria-hidden": "true" }, unit)),
      this.was, this.fault);
  }

  #text() {
    return make("input", { id: this.id, class: this.input.unit ? "number" : "", autocomplete: "off",
      spellcheck: false, "aria-describedby": `${this.id}-fault`,
      onchange: () => void this.#send(meant(this.input, this.box.value)) });
  }

  /** @param {string[]} choices */
  #list(choices) {
    return make("select", { id: this.id, "aria-describedby": `${this.id}-fault`,
      onchange: () => void this.#send(this.box.value) },
    ...["", ...choices].map((choice) => make("option", { value: choice }, choice || say("empty_choice"))));
  }

  #slider() {
    const { minimum, maximum, step, label } = this.input;
    const slider = make("input", { type: "range", min: minimum, max: maximum, step: step ?? 1,
      "aria-label": `${this.row} ${label}`.trim(),
      oninput: () => {
        this.box.value = slider.value;
        void this.glance(this.input.name, slider.valueAsNumber).catch(() => undefined);
      },
      onchange: () => void this.#send(slider.valueAsNumber) });
    return slider;
  }

  /** @param {string|number} value */
  async #send(value) {
    const serial = ++this.#serial;
    try {
      await this.change(this.input.name, value);
      this.#refuse("");
    } catch (fault) {
      if (serial === this.#serial && fault instanceof Refused) this.#refuse(fault.message);
      else if (!(fault instanceof Refused)) throw fault;
    }
  }

  /** @param {string} sentence */
  #refuse(sentence) {
    this.fault.textContent = sentence;
    this.box.toggleAttribute("aria-invalid", sentence !== "");
    if (sentence) this.box.setAttribute("aria-invalid", "true");
  }

  /** Show what the engine says that stands in the input now. @param {Input} input */
  follow(input) {
    this.input = input;
    if (this.slider && document.activeElement !== this.slider) {
      const number = Number(input.value ?? this.input.minimum);
      if (Number.isFinite(number)) this.slider.value = String(number);
    }
    if (this.slider) this.slider.setAttribute("aria-valuetext", `${typed(input)} ${input.unit ?? ""}`);
    this.box.value = typed(input);
    this.#refuse("");
    const moved = typed(input) !== typed(this.opened);
    this.element.classList.toggle("moved", moved);
    this.was.textContent = moved ? say("was", { value: typed(this.opened) || say("empty_choice") }) : "";
  }
}
