/** Tabs as WAI-ARIA describes them: one stop for Tab, arrow keys between. */
import { make } from "./making.js";
import { say } from "./words.js";

/** @typedef {{key: string, panel: HTMLElement, show: () => void}} Tab */

export class Tabs {
  /** @type {Tab[]} */
  #tabs = [];
  #chosen = "overview";

  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    list.addEventListener("keydown", (event) => this.#steered(event));
  }

  /** @param {Tab[]} tabs */
  lay(tabs) {
    this.#tabs = tabs;
    this.sayAgain();
  }

  /** Write the tabs in the language that is chosen. */
  sayAgain() {
    this.list.setAttribute("aria-label", say("tabs"));
    this.list.replaceChildren(...this.#tabs.map(({ key }) => make("button", {
      type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `panel-${key}`,
      onclick: () => this.choose(key),
    }, say(/** @type {import("./words.js").Word} */ (`tab_${key}`)),
    make("span", { class: "tab-mark", id: `mark-${key}` }))));
    this.#mark();
  }

  /** The tab that is chosen. */
  get chosen() {
    return this.#chosen;
  }

  /** Choose a tab and show its panel. @param {string} key */
  choose(key, focus = false) {
    this.#chosen = key;
    this.#mark();
    this.#tabs.find((tab) => tab.key === key)?.show();
    if (focus) this.#button(key)?.focus();
  }

  #mark() {
    for (const { key, panel } of this.#tabs) {
      const chosen = key === this.#chosen;
      const button = this.#button(key);
      button?.setAttribute("aria-selected", String(chosen));
      button?.setAttribute("tabindex", chosen ? "0" : "-1");
      panel.hidden = !chosen;
    }
  }

  /** @param {string} key @returns {HTMLElement|null} */
  #button(key) {
    return this.list.querySelector(`#tab-${key}`);
  }

  /** @param {KeyboardEvent} event */
  #steered(event) {
    const keys = this.#tabs.map(({ key }) => key);
    const at = keys.indexOf(this.#chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(keys[(to + keys.length) % keys.length], true);
  }
}
