/** The book on the desk: what is shown now, how it was when opened, and what has been done since. */
import { Cancelled, Engine } from "./engine.js";
import { language } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Request} Request */
/** @typedef {{name: string, bytes: Uint8Array, handle: FileSystemFileHandle|null, changed: number}} Source */
/** What is asked of the engine that changes the book: a call and what it needs.
 * @typedef {{call: string} & Record<string, unknown>} Act */
/** @typedef {"view"|"glance"|"book"|"busy"|"calls"} Happening */

/** The calls after which changes are measured from where the plan stands then. */
export const MEASURED_ANEW = new Set(["keep", "adopt"]);

export class Desk extends EventTarget {
  /** @type {View|null} */
  view = null;
  /** The file on the person's own computer, where there is one. @type {Source|null} */
  source = null;
  /** @type {string[]} */
  calls = [];
  /** @type {{name: string, title: string}[]} */
  examples = [];
  /** What is under way, by its call. @type {string[]} */
  doing = [];
  /** What opened the book, and what has changed it: replayed when somebody breaks off.
   * @type {{request: Request, files: Uint8Array[]}[]} */
  #done = [];
  /** How the plan was where changes are measured from, the latest last. @type {View[]} */
  #measured = [];
  #brokenOff = brokenOff();
  /** Nothing is asked until the book lies as it did. @type {Promise<void>} */
  #resumed = Promise.resolve();
  /** @type {Promise<void>} */
  #turn = Promise.resolve();
  /** What has been typed and not yet taken in. @type {Map<string, {value: string|number, taken: Promise<any>}>} */
  #waiting = new Map();
  /** How the book stands, while something else is glimpsed. @type {View|null} */
  #stood = null;
  /** Where sliders stand that are still moving. @type {Map<string, number>} */
  #moving = new Map();

  /** @param {(key: string, part: number|null) => void} progress */
  constructor(progress) {
    super();
    this.engine = new Engine(progress);
  }

  /** @param {Happening} happening */
  tell(happening) {
    this.dispatchEvent(new Event(happening));
  }

  /** Learn what this build of the engine can do. */
  async learn() {
    const { reply } = await this.ask("calls");
    this.calls = reply.calls ?? [];
    this.examples = reply.examples ?? [];
    this.tell("calls");
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
    this.tell("busy");
    try {
      return await Promise.race([done, this.#brokenOff.promise]);
    } finally {
      this.doing.splice(this.doing.indexOf(what), 1);
      this.tell("busy");
    }
  }

  /** One thing at a time: what changes the book is taken in one after the other, until somebody breaks off.
   * @template Found @param {() => Promise<Found>} work @returns {Promise<Found>} */
  next(work) {
    const asked = this.#brokenOff;
    const done = this.#turn.then(() => {
      if (asked !== this.#brokenOff) throw new Cancelled();
      return work();
    });
    this.#turn = done.then(() => undefined, () => undefined);
    return done;
  }

  /** Open a file. @param {Source} source */
  open(source) {
    return this.next(async () => {
      await this.#begin("open", { name: source.name }, [source.bytes], source);
      this.tell("book");
    });
  }

  /** Begin from an example or blank. @param {Record<string, unknown>} from */
  begin(from) {
    return this.next(async () => {
      await this.#begin("begin", from, [], null);
      this.tell("book");
    });
  }

  /**
   * @param {string} call @param {Record<string, unknown>} more
   * @param {Uint8Array[]} files @param {Source|null} source
   */
  async #begin(call, more, files, source) {
    const request = { call, lang: language(), ...more };
    const { reply } = await this.ask(call, request, files);
    this.#done = [{ request, files }];
    this.source = source;
    this.measureFrom(this.lay(viewOf(reply, null)), true);
  }

  /** Do something that changes the book; what the engine says of it.
   * @param {Act} act @param {Uint8Array[]} [files] @returns {Promise<any>} */
  async act(act, files = []) {
    const request = { lang: language(), ...act };
    const { reply } = await this.ask(act.call, request, files);
    this.#done.push({ request, files });
    this.#remeasure(this.lay(viewOf(reply, this.view)), MEASURED_ANEW.has(act.call));
    this.tell("view");
    return reply;
  }

  /** @param {View} view @param {boolean} anew */
  #remeasure(view, anew) {
    while (this.#measured.length > 1 && this.#measured[this.#measured.length - 1].book.steps > view.book.steps) this.measureBack();
    if (anew) this.measureFrom(view);
  }

  /** Changes are measured from here. @param {View} view @param {boolean} [first] of a book that was just laid */
  measureFrom(view, first = false) {
    if (first) this.#measured = [];
    this.#measured.push(view);
  }

  /** Changes are measured from where they were before that. */
  measureBack() {
    if (this.#measured.length > 1) this.#measured.pop();
  }

  /** How the plan stands in its file: as it was opened, or last saved. @returns {View|null} */
  get filed() {
    return this.#measured[0] ?? null;
  }

  /** How the plan was where changes are measured from: as in its file, or last kept. @returns {View|null} */
  get before() {
    return this.#measured.at(-1) ?? null;
  }

  /**
   * Change an input. What is typed twice while the engine computes is taken in once, as it was last.
   * @param {string} name @param {string|number} value a text as typed, or a number in the field's unit
   */
  change(name, value) {
    this.#moving.clear();
    const already = this.#waiting.get(name);
    if (already) {
      already.value = value;
      return already.taken;
    }
    const typed = { value, taken: this.next(() => this.#takeIn(name)) };
    this.#waiting.set(name, typed);
    return typed.taken;
  }

  /** Take a change in; where it is refused, what was glimpsed of it is no longer shown.
   * @param {string} name @returns {Promise<any>} */
  async #takeIn(name) {
    const value = this.#waiting.get(name)?.value;
    this.#waiting.delete(name);
    try {
      return await this.act({ call: "change", changes: [{ name, value }] });
    } catch (fault) {
      if (this.#stood) {
        this.lay(this.#stood);
        this.tell("glance");
      }
      throw fault;
    }
  }

  /**
   * See what a change would come to, while a slider is still moving; nothing is kept.
   * @param {string} name @param {number} value
   */
  glance(name, value) {
    this.#moving.set(name, value);
    return this.next(async () => {
      const changes = [...this.#moving].map(([each, number]) => ({ name: each, value: number }));
      this.#moving.clear();
      if (changes.length > 0) this.glimpse((await this.ask("glance", { changes })).reply.report);
    });
  }

  /** The book stands so. @param {View} view */
  lay(view) {
    this.#stood = null;
    this.view = view;
    return view;
  }

  /** Show other figures at once; fields and book stay. @param {import("./types.js").Report|undefined} report */
  glimpse(report) {
    if (!report || !this.view) return;
    this.#stood ??= this.view;
    this.view = { ...this.view, report };
    this.tell("glance");
  }

  /** Take population figures in, as a step that can be undone; returns what is said of them.
   * @param {Record<string, unknown>} from @param {Uint8Array[]} files @returns {Promise<string[]>} */
  async population(from, files) {
    const { said } = await this.next(() => this.act({ call: "population", ...from }, files));
    return said;
  }

  /** Take the last change back. */
  undo() {
    return this.next(() => this.act({ call: "undo" }));
  }

  /** Take every change back. */
  discard() {
    return this.next(() => this.act({ call: "discard" }));
  }

  /** Show another alternative. @param {string} name */
  show(name) {
    return this.next(() => this.act({ call: "scenario", name }));
  }

  /** Keep what has been changed as an alternative. @param {Record<string, string>} kept */
  keep(kept) {
    return this.next(() => this.act({ call: "keep", ...kept }));
  }

  /** Make the alternative that is shown the base plan. @param {Record<string, string>} signed */
  adopt(signed) {
    return this.next(() => this.act({ call: "adopt", ...signed }));
  }

  /** How many steps can be taken back. */
  get steps() {
    return this.view?.book.steps ?? 0;
  }

  /** Ask for the view anew, in the language that is chosen now. */
  async again() {
    if (this.view) await this.next(() => this.#again());
  }

  async #again() {
    this.lay(viewOf((await this.ask("view")).reply, null));
    this.tell("view");
  }

  /**
   * Hand the book over: nothing changes it until it is written, and what was written is then what is open.
   * @param {{anew: boolean}} how a new version, of a book that has been decided
   * @param {(bytes: Uint8Array) => Promise<Source>} write where its bytes end up
   */
  handOver(how, write) {
    return this.next(async () => {
      const { files } = await this.ask("save", how);
      const source = this.source = await write(files[0]);
      await this.#begin("open", { name: source.name }, [source.bytes], source);
      this.tell("view");
    });
  }

  /** Break off what is under way, and lay the book on the desk as it was. */
  async cancel() {
    this.breakOff();
    const replayed = this.#replayed();
    this.#resumed = replayed.catch(() => undefined);
    await this.during("open", replayed);
    if (this.view) await this.#again();
  }

  /** End the engine with what it does and all that waits for it, and begin a new one that knows nothing. */
  breakOff() {
    this.#waiting.clear();
    this.#moving.clear();
    this.#brokenOff.reject(new Cancelled());
    this.#brokenOff = brokenOff();
    this.engine.cancel();
  }

  async #replayed() {
    for (const { request, files } of this.#done) await this.engine.ask(request, files);
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
