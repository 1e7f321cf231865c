/** The book on the desk: what is shown now, how it was when opened, and what has been done since. */
import { Cancelled, Engine } from "./engine.js";
import { language } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Request} Request */
/** @typedef {{name: string, bytes: Uint8Array, handle: FileSystemFileHandle|null, changed: number}} Source */
/** @typedef {{value: string|number, glance: boolean}} Typed */
/** @typedef {"view"|"glance"|"book"|"busy"|"calls"} Happening */

export class Desk extends EventTarget {
  /** @type {View|null} */
  view = null;
  /** How the book was when it was opened. @type {View|null} */
  opened = null;
  /** The file on the person's own computer, where there is one. @type {Source|null} */
  source = null;
  /** @type {string[]} */
  calls = [];
  /** @type {{name: string, title: string}[]} */
  examples = [];
  /** What opened the book, and what has changed it: replayed when somebody breaks off.
   * @type {{request: Request, files: Uint8Array[]}[]} */
  #steps = [];
  /** What is under way, by its call. @type {string[]} */
  doing = [];
  #brokenOff = brokenOff();
  /** Nothing is asked until the book lies as it did. @type {Promise<void>} */
  #resumed = Promise.resolve();
  /** What has been typed and not yet taken in. @type {Map<string, Typed>} */
  #typed = new Map();
  /** @type {Promise<void>|null} */
  #typing = null;

  /** @param {(key: string, part: number|null) => void} progress */
  constructor(progress) {
    super();
    this.engine = new Engine(progress);
  }

  /** @param {Happening} happening */
  #tell(happening) {
    this.dispatchEvent(new Event(happening));
  }

  /** Learn what this build of the engine can do. */
  async learn() {
    const { reply } = await this.ask("calls");
    this.calls = reply.calls ?? [];
    this.examples = reply.examples ?? [];
    this.#tell("calls");
  }

  /** @param {string} call */
  can(call) {
    return this.calls.includes(call);
  }

  /**
   * Ask the engine something that leaves the book as it is.
   * @param {string} call
   * @param {Record<string, unknown>} [more]
   * @param {Uint8Array[]} [files]
   */
  async ask(call, more = {}, files = []) {
    await this.#resumed;
    return this.during(call, this.engine.ask({ call, lang: language(), ...more }, files));
  }

  /**
   * Tell that something is under way until it is done, or until somebody breaks off.
   * @template Done
   * @param {string} what
   * @param {Promise<Done>} done
   * @returns {Promise<Done>}
   */
  async during(what, done) {
    this.doing.push(what);
    this.#tell("busy");
    try {
      return await Promise.race([done, this.#brokenOff.promise]);
    } finally {
      this.doing.splice(this.doing.indexOf(what), 1);
      this.#tell("busy");
    }
  }

  /** Open a file. @param {Source} source */
  async open(source) {
    await this.#begin("open", { name: source.name }, [source.bytes], source);
  }

  /** Begin from an example or blank. @param {Record<string, unknown>} from */
  async begin(from) {
    await this.#begin("begin", from, [], null);
  }

  /**
   * @param {string} call @param {Record<string, unknown>} more
   * @param {Uint8Array[]} files @param {Source|null} source
   */
  async #begin(call, more, files, source) {
    const { reply } = await this.ask(call, more, files);
    this.#steps = [{ request: { call, ...more }, files }];
    this.source = source;
    this.view = this.opened = viewOf(reply, null);
    this.#tell("book");
  }

  /** @param {string} call @param {Record<string, unknown>} more */
  async #step(call, more) {
    const { reply } = await this.ask(call, more);
    this.#steps.push({ request: { call, ...more }, files: [] });
    this.view = viewOf(reply, this.view);
    this.#tell("view");
  }

  /**
   * Change an input. What is typed while the engine computes waits, and only the last counts.
   * @param {string} name @param {string|number} value a text as typed, or a number in the field's unit
   */
  async change(name, value) {
    await this.#type(name, { value, glance: false });
  }

  /**
   * See what a change would come to, while a slider is still moving; nothing is kept.
   * @param {string} name @param {number} value
   */
  async glance(name, value) {
    await this.#type(name, { value, glance: this.can("glance") });
  }

  /** @param {string} name @param {Typed} typed */
  async #type(name, typed) {
    this.#typed.set(name, typed);
    this.#typing ??= this.#takeIn().finally(() => { this.#typing = null; });
    await this.#typing;
  }

  async #takeIn() {
    while (this.#typed.size > 0) {
      const typed = [...this.#typed];
      const changes = typed.map(([name, { value }]) => ({ name, value }));
      this.#typed.clear();
      if (typed.every(([, { glance }]) => glance)) await this.#glimpse(changes);
      else await this.#step("change", { changes });
    }
  }

  /** @param {{name: string, value: string|number}[]} changes */
  async #glimpse(changes) {
    const { reply } = await this.ask("glance", { changes });
    if (this.view) this.view = { ...this.view, report: reply.report };
    this.#tell("glance");
  }

  /** Take population figures in, as a step that can be undone; returns what is said of them.
   * @param {Record<string, unknown>} from @param {Uint8Array[]} files @returns {Promise<string[]>} */
  async population(from, files) {
    const { reply } = await this.ask("population", from, files);
    this.#steps.push({ request: { call: "population", ...from }, files });
    this.view = viewOf(reply, this.view);
    this.#tell("view");
    return reply.said ?? [];
  }

  /** Take the last change back. */
  async undo() {
    await this.#step("undo", {});
  }

  /** Take every change back. */
  async discard() {
    await this.#step("discard", {});
  }

  /** Show another alternative. @param {string} name */
  async show(name) {
    await this.#step("scenario", { name });
  }

  /** Keep what has been changed as an alternative. @param {Record<string, string>} kept */
  async keep(kept) {
    await this.#step("keep", kept);
  }

  /** Make the alternative that is shown the base plan. @param {Record<string, string>} signed */
  async adopt(signed) {
    await this.#step("adopt", signed);
  }

  /** How many changes have been made since the book was opened. */
  get steps() {
    return Math.max(0, this.#steps.length - 1);
  }

  /** Ask for the view anew, in the language that is chosen now. */
  async again() {
    if (this.view === null) return;
    const { reply } = await this.ask("view");
    this.view = viewOf(reply, this.view);
    this.#tell("view");
  }

  /** The book was saved: what stands in the file is what is opened from now on.
   * @param {Source} source */
  saved(source) {
    const { name, bytes } = source;
    this.source = source;
    this.#steps = [{ request: { call: "open", name }, files: [bytes] }];
    if (this.view) this.view = { ...this.view, book: { ...this.view.book, name, changed: false, decided: false } };
    this.#tell("view");
  }

  /** Break off what is under way, and lay the book on the desk as it was. */
  async cancel() {
    this.#typed.clear();
    this.#brokenOff.reject(new Cancelled());
    this.#brokenOff = brokenOff();
    this.engine.cancel();
    const replayed = this.#replayed();
    this.#resumed = replayed.catch(() => undefined);
    await this.during("open", replayed);
    if (this.view) this.#tell("view");
  }

  async #replayed() {
    for (const { request, files } of this.#steps) {
      const { reply } = await this.engine.ask({ lang: language(), ...request }, files);
      this.view = viewOf(reply, this.view);
    }
  }
}

/** @returns {PromiseWithResolvers<never>} */
function brokenOff() {
  const off = /** @type {PromiseWithResolvers<never>} */ (Promise.withResolvers());
  off.promise.catch(() => undefined);
  return off;
}

/** Whether a fault is only that somebody broke off. @param {unknown} fault */
export function wasCancelled(fault) {
  return fault instanceof Cancelled;
}

/** A reply as a view: where it tells only of the fields that were changed, the others stay.
 * @param {any} reply @param {View|null} before @returns {View} */
function viewOf(reply, before) {
  const { changed, ...view } = reply;
  if (!changed || !before) return view;
  const anew = new Map(changed.map((/** @type {import("./types.js").Input} */ input) => [input.name, input]));
  return { ...view, inputs: before.inputs.map((input) => anew.get(input.name) ?? input) };
}
