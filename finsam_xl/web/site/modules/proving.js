/** Asks a second engine, in a thread of its own, whether it comes to the same in every cell. */
import { Failed } from "./engine.js";
import { figure, say } from "./words.js";

/** @typedef {{number: number, differing: {place: string, expected: unknown, found: string}[]}} Proved */

export const SECOND_ENGINE = "IronCalc";

/**
 * What the second engine finds in the book as it would be saved now.
 * @param {import("./desk.js").Desk} desk
 * @returns {Promise<Proved>}
 */
export async function proved(desk) {
  const { reply } = await desk.ask("proof");
  const worker = new Worker(new URL("../prover.js", import.meta.url), { type: "module" });
  try {
    return await desk.during("proof", new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.broken ? reject(new Failed(data.broken)) : resolve(data));
      worker.onerror = (event) => reject(new Failed(event.message || "prover"));
      worker.postMessage(reply);
    }));
  } finally {
    worker.terminate();
  }
}

/** Where the second engine found something else, in a sentence. @param {Proved} told */
export function disagreement({ number, differing }) {
  return say("engine_differs", { engine: SECOND_ENGINE, number: figure(differing.length), all: figure(number),
    place: differing[0].place });
}
