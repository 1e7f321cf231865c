/** The worker in which Python computes: one question at a time, progress, and breaking off. */

/** @typedef {import("./types.js").Request} Request */
/** @typedef {import("./types.js").Answer} Answer */

/** The person broke off what was under way. */
export class Cancelled extends Error {}

/** The engine refused, in a sentence that a person reads. */
export class Refused extends Error {
  /** @param {{place?: string, fault?: string, cure?: string, sentence?: string}} refused */
  constructor(refused) {
    super(refused.sentence ?? [refused.place, refused.fault, refused.cure].join(" "));
    this.place = refused.place ?? "";
  }
}

/** A book could not be handed over, for a reason that a person reads. */
export class NotWritten extends Error {}

/** The program itself failed: its own fault, never the person's. */
export class Failed extends Error {}

export class Engine {
  /** @type {Map<number, {resolve: (answer: Answer) => void, reject: (fault: Error) => void}>} */
  #waiting = new Map();
  #asked = 0;
  #worker;

  /** @param {(key: string, part: number|null) => void} progress told as parts are loaded */
  constructor(progress) {
    this.progress = progress;
    this.#worker = this.#started();
  }

  #started() {
    const worker = new Worker(new URL("../worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.#heard(data);
    worker.onerror = (event) => this.#rejectAll(new Failed(event.message || "worker"));
    return worker;
  }

  /** @param {any} said */
  #heard(said) {
    if (said.progress) {
      this.progress(said.progress, said.part ?? null);
      return;
    }
    const asker = this.#waiting.get(said.id);
    this.#waiting.delete(said.id);
    if (said.broken) asker?.reject(new Failed(said.broken));
    else asker?.resolve({ reply: said.reply, files: said.files });
  }

  /** @param {Error} fault */
  #rejectAll(fault) {
    for (const { reject } of this.#waiting.values()) reject(fault);
    this.#waiting.clear();
  }

  /**
   * Ask the engine; refuses with `Refused`, `Failed` or `Cancelled`.
   * @param {Request} request
   * @param {Uint8Array[]} [files]
   * @returns {Promise<Answer>}
   */
  async ask(request, files = []) {
    const id = ++this.#asked;
    const answer = await /** @type {Promise<Answer>} */ (new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, request, files });
    }));
    const { reply } = answer;
    if (reply.ok) return answer;
    throw reply.refused ? new Refused(reply.refused) : new Failed(reply.failed ?? "");
  }

  /** Whether an answer is awaited. */
  get busy() {
    return this.#waiting.size > 0;
  }

  /** Break off: end the worker and begin a new one that knows nothing. */
  cancel() {
    this.#worker.terminate();
    this.#rejectAll(new Cancelled());
    this.#worker = this.#started();
  }
}
