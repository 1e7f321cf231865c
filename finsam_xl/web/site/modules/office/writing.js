/** Skriv finansieringsplan: the open book's file, written anew as a workbook of its own. */
import { make, speak } from "../making.js";
import { say } from "../words.js";
import { renderReplacing } from "./replacing.js";

/** @typedef {import("./pane_desk.js").PaneDesk} PaneDesk */

const SLICE = 1 << 22;
const PART = 1 << 15;

/** @param {HTMLElement} place @param {PaneDesk} desk @param {(work: () => Promise<void>) => void} attempt
 * @param {(place: string) => void} go */
export function renderWriting(place, desk, attempt, go) {
  const told = make("p", { class: "saved", role: "status" });
  const form = make("form", { class: "fields signing", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    told.textContent = "";
    const typed = new FormData(form);
    const signed = Object.fromEntries(["reason", "signature"].map((key) => [key, String(typed.get(key) ?? "").trim()]));
    attempt(async () => {
      const { files } = await desk.ask("write", signed, [await fileOfBook()]);
      await Excel.createWorkbook(base64(files[0]));
      told.textContent = `✓ ${say("written")}`;
      speak(told.textContent);
    });
  } },
  field("reason", say("write_reason")), field("signature", say("write_signature")),
  make("p", {}, make("button", { type: "submit", class: "main" }, say("write"))));
  const replacing = make("div");
  renderReplacing(replacing, desk, attempt, go);
  place.replaceChildren(make("p", { class: "lead" }, say("write_lead")), form, told, replacing);
}

/** @param {string} key @param {string} label */
function field(key, label) {
  return make("p", {}, make("label", { for: `write-${key}` }, label),
    make("input", { id: `write-${key}`, name: key, autocomplete: "off" }));
}

/** The open book as a file would hold it now. @returns {Promise<Uint8Array>} */
async function fileOfBook() {
  /** @type {Office.File} */
  const file = await new Promise((resolve, reject) => {
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE },
      (result) => taken(result, resolve, reject));
  });
  try {
    const bytes = new Uint8Array(file.size);
    let at = 0;
    for (let number = 0; number < file.sliceCount; number += 1) {
      /** @type {Office.Slice} */
      const slice = await new Promise((resolve, reject) => {
        file.getSliceAsync(number, (result) => taken(result, resolve, reject));
      });
      bytes.set(slice.data, at);
      at += slice.size;
    }
    return bytes;
  } finally {
    file.closeAsync();
  }
}

/**
 * @template Value
 * @param {Office.AsyncResult<Value>} result @param {(value: Value) => void} resolve
 * @param {(fault: Error) => void} reject
 */
function taken(result, resolve, reject) {
  if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
  else reject(new Error(result.error.message));
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += PART) text += String.fromCharCode(...bytes.subarray(at, at + PART));
  return btoa(text);
}
