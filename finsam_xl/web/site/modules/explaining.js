/** Förklara: how a figure came about, as a tree down to what somebody has filled in. */
import { make, speak } from "./making.js";
import { budgetYear } from "./reading.js";
import { say } from "./words.js";

/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Explanation} Explanation */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {{line: Line, below: Branch[]}} Branch */

export class Explaining {
  /** What has been explained before this, latest last. @type {string[]} */
  #before = [];
  #now = "";

  /** @param {HTMLElement} place @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt */
  constructor(place, desk, attempt) {
    this.place = place;
    this.desk = desk;
    this.attempt = attempt;
    this.body = make("div", { class: "explanation" });
  }

  /** Lay the panel; what was explained is explained again, of the book as it is now. */
  render() {
    const view = this.desk.view;
    const box = make("input", { id: "explain-place", autocomplete: "off", spellcheck: false, required: true,
      value: this.#now, "aria-describedby": "explain-hint" });
    const form = make("form", { class: "asking", onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      this.go(box.value.trim());
    } },
    make("label", { for: "explain-place" }, say("explain_place")), box,
    make("button", { type: "submit" }, say("explain")),
    make("p", { class: "note", id: "explain-hint" },
      say("explain_hint", { example: view ? `fs_result_${budgetYear(view)}` : "" })));
    this.place.replaceChildren(make("p", { class: "lead" }, say("explain_lead")), form, this.body);
    if (this.#now) this.attempt(() => this.#ask(this.#now, false));
    else this.body.replaceChildren(make("p", { class: "empty" }, say("explain_nothing")));
  }

  /** A new book has nothing explained yet. */
  forget() {
    this.#before = [];
    this.#now = "";
  }

  /** Explain the figure at a place. @param {string} place */
  go(place) {
    this.attempt(() => this.#ask(place, true));
  }

  /** @param {string} place @param {boolean} focus */
  async #ask(place, focus) {
    const { reply } = await this.desk.ask("explain", { cell: place });
    if (focus && this.#now && this.#now !== place) this.#before.push(this.#now);
    this.#now = place;
    const box = /** @type {HTMLInputElement|null} */ (this.place.querySelector("#explain-place"));
    if (box) box.value = place;
    this.#show(reply.explanation, focus);
  }

  #back() {
    const place = this.#before.pop();
    if (!place) return;
    this.#now = "";
    this.go(place);
  }

  /** @param {Explanation} explanation @param {boolean} focus */
  #show(explanation, focus) {
    const [first] = explanation.lines;
    const back = this.#before.at(-1);
    const head = make("h2", { tabindex: -1 }, first.label ?? explanation.place);
    this.body.replaceChildren(
      back ? make("button", { type: "button", class: "plain", onclick: () => this.#back() }, `← ${say("explain_back", { place: back })}`) : "",
      make("header", { class: "explained" }, head,
        make("p", { class: "explained-figure" }, first.shown),
        make("p", { class: "note" }, [explanation.place, first.name, explanation.scenario].filter(Boolean).join(" · ")),
        explanation.sentence && make("p", {}, explanation.sentence),
        explanation.source && make("p", { class: "note" }, say("explain_source", { source: explanation.source })),
        make("p", { class: "how" }, `= ${made(first)}`)),
      this.#tree(branches(explanation.lines.slice(1), 1)));
    if (focus) head.focus();
    speak(say("explained", { label: `${first.label ?? ""} ${first.shown ?? ""}` }));
  }

  /** @param {Branch[]} grown @returns {HTMLUListElement} */
  #tree(grown) {
    return make("ul", { class: "lineage" }, ...grown.map(({ line, below }) => make("li", { class: `kind-${line.kind}` },
      this.#row(line), below.length > 0 && this.#tree(below))));
  }

  /** @param {Line} line */
  #row(line) {
    const { place } = line;
    return make("div", { class: "lineage-row" },
      make("span", { class: "lineage-label" }, line.label),
      make("strong", { class: "number" }, line.shown),
      make("span", { class: "how" }, made(line)),
      place && make("button", { type: "button", class: "place", "aria-label": say("show_place", { place }),
        onclick: () => this.go(place) }, place));
  }
}

/** How a line came about, in the engine's own words. @param {Line} line */
function made(line) {
  const origin = [line.source, line.status, line.comment, ...line.because].filter(Boolean).join("; ");
  return [line.how, origin].filter(Boolean).join(" · ");
}

/** Lines with depths as a tree. @param {Line[]} lines @param {number} depth @returns {Branch[]} */
function branches(lines, depth) {
  /** @type {Branch[]} */
  const grown = [];
  lines.forEach((line, at) => {
    if (line.depth !== depth) return;
    const after = lines.slice(at + 1);
    const end = after.findIndex((other) => other.depth <= depth);
    grown.push({ line, below: branches(end < 0 ? after : after.slice(0, end), depth + 1) });
  });
  return grown;
}
