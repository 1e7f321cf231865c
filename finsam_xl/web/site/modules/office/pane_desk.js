/** The desk of the pane: the open book is what counts, and everything is typed in it. */
import { Desk, MEASURED_ANEW } from "../desk.js";
import { readBook, readTyped } from "./reading.js";
import { NotTyped, Overtaken, reversed, type } from "./typing.js";
import { say } from "../words.js";

/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("./typing.js").Patch} Patch */
/** @typedef {{patch: Patch, anew: boolean}} Step */
/** @typedef {"first"|"kept"|"anew"|"back"} Measured */
/** @typedef {import("./reading.js").Where} Where */

/** Milliseconds without typing in Excel before the whole book is read again. */
const REST = 300;

export class PaneDesk extends Desk {
  /** Where Excel shows something else than the plan. @type {Finding[]} */
  differs = [];
  /** How many such cells there are. */
  differ = 0;
  /** @type {Step[]} */
  #done = [];
  /** Where something was typed in Excel that no look at the book has seen. @type {Where[]} */
  #unseen = [];
  #peeks = false;
  #rests = false;
  #restsFrom = 0;
  /** Whether the book has been understood once. */
  #begun = false;

  /** Look at the open book as at one that was not open before. */
  first() {
    return this.next(async () => {
      this.#done = [];
      await this.#look("first");
    });
  }

  /** Tell at once what the numbers come to that were typed in Excel, and look at the whole book when the
   * typing rests; however much was typed, one look is enough.
   * @param {Where} where */
  async changedInExcel(where) {
    this.#unseen.push(where);
    this.#restsFrom = performance.now() + REST;
    if (!this.#peeks) {
      this.#peeks = true;
      await this.next(() => {
        this.#peeks = false;
        return this.#peek();
      }).catch(() => { this.#peeks = false; });
    }
    if (this.#rests) return;
    this.#rests = true;
    for (let left = REST; left > 0; left = this.#restsFrom - performance.now()) await new Promise((done) => { setTimeout(done, left); });
    this.#rests = false;
    await this.next(() => this.#seen());
  }

  /** Look at what was typed in Excel, if nobody has since. */
  async #seen() {
    if (this.#unseen.length > 0) await this.#look("kept");
  }

  /** @param {Measured} measured */
  async #look(measured) {
    const seen = this.#unseen.length;
    const { name, book } = await readBook();
    this.#unseen.splice(0, seen);
    const begins = measured === "first" || !this.#begun;
    const { reply } = await this.ask("look", { name, book, measured: begins ? "first" : measured });
    this.#begun = true;
    const view = this.lay(/** @type {View} */ (reply));
    this.differs = reply.differs;
    this.differ = reply.differ;
    if (begins || measured === "anew") this.measureFrom(view, begins);
    if (measured === "back") this.measureBack();
    this.tell(begins ? "book" : "view");
  }

  /** What the plan comes to with what has just been typed; the look at the book says what is wrong. */
  async #peek() {
    if (!this.#begun || this.#unseen.length === 0) return;
    const areas = await readTyped(this.#unseen);
    if (areas) this.glimpse((await this.ask("peek", { areas })).reply.report);
  }

  /**
   * @override Type in the open book what a call of the page would do, and look at what Excel makes of it.
   * @param {import("../desk.js").Act} act @param {Uint8Array[]} [files] @returns {Promise<Patch>}
   */
  async act(act, files = []) {
    await this.#seen();
    const { reply } = await this.ask("patch", { of: { today: today(), ...act } }, files);
    const patch = /** @type {Patch} */ (reply.patch);
    const anew = MEASURED_ANEW.has(act.call);
    await this.#typed(patch);
    this.glimpse(reply.report);
    if (patch.blocks.length > 0) this.#done.push({ patch, anew });
    if (anew) this.dispatchEvent(new Event("kept"));
    await this.#look(anew ? "anew" : "kept");
    return patch;
  }

  /** Type a patch; where it was overtaken, the pane shows what stands there instead.
   * @param {Patch} patch @param {"pane_overtaken"|"pane_since"} [otherwise] */
  async #typed(patch, otherwise) {
    try {
      await type(patch, otherwise);
    } catch (fault) {
      if (fault instanceof Overtaken) await this.#look("kept").catch(() => {});
      throw fault;
    }
  }

  /** Type what is no part of the plan; it can be taken back as every other step. @param {Patch} patch */
  typeBeside(patch) {
    return this.next(async () => {
      await type(patch);
      this.#done.push({ patch, anew: false });
    });
  }

  /** @override The pane has a view of its own for population. @param {string} call */
  can(call) {
    return call !== "population" && super.can(call);
  }

  /** @override A change that Excel did not take is said where everybody sees it too.
   * @param {string} name @param {string|number} value */
  async change(name, value) {
    try {
      await super.change(name, value);
    } catch (fault) {
      if (fault instanceof NotTyped) this.dispatchEvent(new CustomEvent("nottyped", { detail: fault }));
      throw fault;
    }
  }

  /** @override A step that somebody has typed over since cannot be taken back, and does not hold up those
   * before it. */
  undo() {
    return this.next(async () => {
      const last = this.#done.at(-1);
      if (!last) throw new NotTyped(say("pane_nothing_to_undo"));
      try {
        await this.#typed(reversed(last.patch), "pane_since");
      } catch (fault) {
        if (fault instanceof Overtaken) this.#done.pop();
        throw fault;
      }
      this.#done.pop();
      await this.#look(last.anew ? "back" : "kept");
    });
  }

  /** @override The population out of a table that was pasted, or a file; what is said of it.
   * @param {Record<string, unknown>} from @param {Uint8Array[]} files */
  async population(from, files) {
    const { blocks } = await this.next(() => this.act({ call: "population", ...from }, files));
    const number = blocks.flatMap(({ rows }) => rows.flat()).length;
    return [number ? `✓ ${say("population_written", { number })}` : say("population_same")];
  }

  /** @override */
  get steps() {
    return this.#done.length || (this.view?.book.amended ? 1 : 0);
  }

  /** @override */
  async again() {
    if (this.view) await this.next(() => this.#look("kept"));
  }

  /** @override Break off: a new engine looks at the open book as it stands. What the pane has typed can
   * still be taken back, and changes are measured from here. */
  async cancel() {
    this.breakOff();
    this.#done.forEach((step) => { step.anew = false; });
    await this.next(() => this.#look("first"));
  }
}

/** The day where the person sits. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
