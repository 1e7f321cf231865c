/** The line under the banner: what is being loaded or computed, and a way to break it off. */
import { byId } from "./making.js";
import { say, sayOr } from "./words.js";

const PATIENCE = 400;

export class Progress {
  #key = "loading";
  #ready = false;
  /** What is under way. @type {string[]} */
  #doing = [];
  /** @type {number|undefined} */
  #timer;

  /** @param {() => void} cancel */
  constructor(cancel) {
    this.line = byId("progress", HTMLElement);
    this.words = byId("progress-words", HTMLElement);
    this.bar = byId("progress-bar", HTMLProgressElement);
    this.button = byId("cancel", HTMLButtonElement);
    this.button.addEventListener("click", cancel);
  }

  /** A part of the engine is being loaded. @param {string} key @param {number|null} part */
  loading(key, part) {
    this.#ready = key === "ready";
    this.#key = key;
    if (part !== null) this.bar.value = part;
    this.line.hidden = this.#ready;
    this.sayAgain();
    if (this.#ready) this.busy(this.#doing);
  }

  /** Something is under way, or nothing is: what takes but a moment is not mentioned.
   * @param {string[]} doing */
  busy(doing) {
    this.#doing = doing;
    clearTimeout(this.#timer);
    if (!this.#ready) {
      this.button.hidden = true;
      return;
    }
    const what = doing.at(-1);
    if (what) this.#timer = setTimeout(() => this.#mention(what), this.line.hidden ? PATIENCE : 0);
    else this.#timer = setTimeout(() => { this.line.hidden = true; }, 0);
  }

  /** @param {string} what */
  #mention(what) {
    this.#key = `doing_${what}`;
    this.bar.removeAttribute("value");
    this.button.hidden = false;
    this.line.hidden = false;
    this.sayAgain();
  }

  /** In the language that is chosen. */
  sayAgain() {
    this.words.textContent = sayOr(this.#key, say(this.#ready ? "working" : "loading"));
  }
}
