/** The desk of the pane: the open book is what counts, and everything is typed in it. */
import { Desk } from "../desk.js";
import { readBook, readTyped } from "./reading.js";
import { NotTyped, reversed, type } from "./typing.js";
import { say } from "../words.js";

/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("./typing.js").Patch} Patch */
/** @typedef {{patch: Patch, opened: View|null, anew: boolean}} Step */
/** @typedef {"first"|"kept"|"anew"|"back"} Measured */

/** Milliseconds without typing in Excel before the whole book is read again. */
const REST = 300;

export class PaneDesk extends Desk {
  /** Where Excel shows something else than the plan. @type {Finding[]} */
  differs = [];
  /** How many such cells there are. */
  differ = 0;
  /** @type {Step[]} */
  #done = [];
  /** What has been changed and not yet typed. @type {Map<string, string|number>} */
  #levers = new Map();
  /** @type {Map<string, number>} */
  #glanced = new Map();
  /** @type {Promise<void>} */
  #turn = Promise.resolve();
  /** Whether something was typed in Excel that has not been looked at. */
  #unseen = false;
  #peeking = false;
  #restsFrom = 0;
  /** Whether the book has been understood once. */
  #begun = false;

  /** One thing at a time: an edit in Excel and one in the pane are taken in one after the other.
   * @template Found @param {() => Promise<Found>} work @returns {Promise<Found>} */
  #next(work) {
    const done = this.#turn.then(work);
    this.#turn = done.then(() => undefined, () => undefined);
    return done;
  }

  /** Look at the open book as at one that was not open before. */
  first() {
    this.#done = [];
    return this.#next(() => this.#look("first"));
  }

  /** Tell at once what a number comes to that was typed in Excel, and look at the whole book when the
   * typing rests; however much was typed, one look is enough.
   * @param {{worksheetId: string, address: string}} where */
  async changedInExcel(where) {
    this.#restsFrom = performance.now() + REST;
    if (!this.#peeking) {
      this.#peeking = true;
      await this.#next(() => {
        this.#peeking = false;
        return this.#peek(where).catch(() => undefined);
      });
    }
    if (this.#unseen) return;
    this.#unseen = true;
    for (let left = REST; left > 0; left = this.#restsFrom - performance.now()) await new Promise((done) => { setTimeout(done, left); });
    await this.#next(() => this.#seen());
  }

  /** Look at what was typed in Excel, if nobody has since. */
  async #seen() {
    if (this.#unseen) await this.#look("kept");
  }

  /** @param {Measured} measured */
  async #look(measured) {
    this.#unseen = false;
    const { name, book } = await readBook();
    const begins = measured === "first" || !this.#begun;
    const { reply } = await this.ask("look", { name, book, measured: begins ? "first" : measured });
    this.#begun = true;
    this.view = /** @type {View} */ (reply);
    this.differs = reply.differs;
    this.differ = reply.differ;
    if (begins || measured === "anew") this.opened = this.view;
    this.dispatchEvent(new Event(begins ? "book" : "view"));
  }

  /** What the plan comes to with what has just been typed; the look at the book says what is wrong.
   * @param {{worksheetId: string, address: string}} where */
  async #peek(where) {
    if (!this.#begun) return;
    const { reply } = await this.ask("peek", await readTyped(where));
    this.#glimpse(reply.report);
  }

  /** Show other figures at once. @param {import("../types.js").Report|undefined} report */
  #glimpse(report) {
    if (report && this.view) this.view = { ...this.view, report };
    if (report) this.dispatchEvent(new Event("glance"));
  }

  /**
   * Type in the open book what a call of the page would do, and look at what Excel makes of it.
   * @param {Record<string, unknown>} of @param {Uint8Array[]} [files]
   * @returns {Promise<Patch>}
   */
  #do(of, files = []) {
    return this.#next(async () => {
      await this.#seen();
      const { reply } = await this.ask("patch", { of: { today: today(), ...of } }, files);
      const patch = /** @type {Patch} */ (reply.patch);
      const anew = of.call === "keep" || of.call === "adopt";
      await this.#typed(patch);
      this.#glimpse(reply.report);
      if (patch.blocks.length > 0) this.#done.push({ patch, opened: this.opened, anew });
      if (anew) this.dispatchEvent(new Event("kept"));
      await this.#look(anew ? "anew" : "kept");
      return patch;
    });
  }

  /** Type a patch; where it was overtaken, the pane shows what stands there instead.
   * @param {Patch} patch @param {"pane_overtaken"|"pane_since"} [otherwise] */
  async #typed(patch, otherwise) {
    try {
      await type(patch, otherwise);
    } catch (fault) {
      if (fault instanceof NotTyped) await this.#look("kept").catch(() => {});
      throw fault;
    }
  }

  /** Type what is no part of the plan; it can be taken back as every other step. @param {Patch} patch */
  typeBeside(patch) {
    return this.#next(async () => {
      await type(patch);
      this.#done.push({ patch, opened: this.opened, anew: false });
    });
  }

  /** @override The pane has a view of its own for population. @param {string} call */
  can(call) {
    return call !== "population" && super.can(call);
  }

  /** @override Nothing is typed in the book before the slider is let go of.
   * @param {string} name @param {number} value */
  async glance(name, value) {
    this.#glanced.set(name, value);
    await this.#next(async () => {
      if (this.#glanced.size === 0) return;
      const changes = [...this.#glanced].map(([each, number]) => ({ name: each, value: number }));
      this.#glanced.clear();
      const { reply } = await this.ask("glance", { changes });
      this.#glimpse(reply.report);
    });
  }

  /** @override @param {string} name @param {string|number} value */
  async change(name, value) {
    this.#glanced.clear();
    this.#levers.set(name, value);
    await this.#next(async () => {});
    if (this.#levers.size === 0) return;
    const changes = [...this.#levers].map(([each, typed]) => ({ name: each, value: typed }));
    this.#levers.clear();
    try {
      await this.#do({ call: "change", changes });
    } catch (fault) {
      if (fault instanceof NotTyped) this.dispatchEvent(new CustomEvent("overtaken", { detail: fault }));
      throw fault;
    }
  }

  /** @override */
  async undo() {
    const last = this.#done.at(-1);
    if (!last) throw new NotTyped(say("pane_nothing_to_undo"));
    await this.#next(async () => {
      await this.#typed(reversed(last.patch), "pane_since");
      this.#done.pop();
      if (last.anew) this.opened = last.opened;
      await this.#look(last.anew ? "back" : "kept");
    });
  }

  /** @override */
  async discard() {
    await this.#do({ call: "discard" });
  }

  /** @override @param {string} name */
  async show(name) {
    await this.#do({ call: "scenario", name });
  }

  /** @override @param {Record<string, string>} kept */
  async keep(kept) {
    await this.#do({ call: "keep", ...kept });
  }

  /** @override @param {Record<string, string>} signed */
  async adopt(signed) {
    await this.#do({ call: "adopt", ...signed });
  }

  /** @override The population out of a table that was pasted, or a file; what is said of it.
   * @param {Record<string, unknown>} from @param {Uint8Array[]} files */
  async population(from, files) {
    const { blocks } = await this.#do({ call: "population", ...from }, files);
    const number = blocks.flatMap(({ rows }) => rows.flat()).length;
    return [number ? `✓ ${say("population_written", { number })}` : say("population_same")];
  }

  /** @override */
  get steps() {
    return this.#done.length || (this.view?.book.changed ? 1 : 0);
  }

  /** @override */
  async again() {
    if (this.view) await this.#next(() => this.#look("kept"));
  }

  /** @override Break off: a new engine looks at the open book, which is as it was. */
  async cancel() {
    this.#levers.clear();
    this.engine.cancel();
    await this.first();
  }
}

/** The day where the person sits. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
