/** Spara: into the same file where the browser can, else as a new file or a download. */
import { Failed, NotWritten } from "./engine.js";
import { make, speak } from "./making.js";
import { canWriteBack, newFile } from "./opening.js";
import { disagreement, proved } from "./proving.js";
import { say } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Input} Input */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Source} Source */
/** @typedef {(work: () => Promise<void>) => void} Attempt */

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What came of the last time, of the book that was saved then. @type {{source: Source|null, sentence: string}} */
let saved = { source: null, sentence: "" };

/** How a book is handed over: `ready` first, while the browser still sees the person's click.
 * @template Target
 * @typedef {Object} Way
 * @property {() => Promise<Target|null>} ready null if the person changed their mind
 * @property {(bytes: Uint8Array, target: Target) => Promise<Source>} put
 * @property {"saved"|"saved_download"} said
 */

/** @param {HTMLElement} place @param {View} view @param {Desk} desk @param {Attempt} attempt */
export function renderSaving(place, view, desk, attempt) {
  const isOf = saved.source === desk.source && !view.book.changed;
  const by = (/** @type {Way<any>} */ way) => () => attempt(async () => {
    if (!await handedOver(desk, way, view.book.decided)) return;
    saved = { source: desk.source, sentence: say(way.said, { name: desk.source?.name ?? "" }) };
    renderSaving(place, desk.view ?? view, desk, attempt);
    speak(saved.sentence);
  });
  const changes = changed(view, desk.filed ?? view);
  place.replaceChildren(
    make("p", { class: "lead" }, say(view.book.decided ? "save_decided" : "save_lead")), buttons(desk, view.book, by),
    make("p", { class: "saved", role: "status" }, isOf && saved.sentence),
    make("p", { class: "note" }, `${desk.can("proof") ? say("save_proved") : ""} `,
      canWriteBack() ? say("save_how_same") : say("save_how_download")),
    make("h2", {}, say("save_changes")),
    changes.length ? changeList(changes) : !view.book.changed && make("p", { class: "empty" }, say("save_unchanged")) || "");
}

/** A decided book is never written over: what is handed over is a new version of it.
 * @param {Desk} desk @param {import("./types.js").Book} book @param {(way: Way<any>) => () => void} by */
function buttons(desk, book, by) {
  const handle = book.decided ? null : desk.source?.handle;
  const name = book.decided ? say("save_version_name", { name: book.name.replace(/\.xlsx$/i, "") }) : book.name;
  return make("p", { class: "saves" },
    handle && make("button", { type: "button", class: "main", id: "save-same",
      onclick: by(sameFile(desk, handle)) }, say("save_same", { name: handle.name })),
    canWriteBack() && make("button", { type: "button", id: "save-copy", onclick: by({
      ready: () => newFile(name), put: written, said: "saved" }) }, say("save_copy")),
    make("button", { type: "button", id: "save-download", class: handle ? "" : "main", onclick: by(download(desk, name, book.decided)) },
      say("save_download", { name })));
}

/** Whether the book was handed over: proved first, and not if the person changed their mind.
 * @param {Desk} desk @param {Way<any>} way @param {boolean} anew */
async function handedOver(desk, way, anew) {
  const target = await way.ready();
  if (target === null) return false;
  await desk.handOver({ anew }, async (bytes) => {
    if (desk.can("proof")) await refuseDisagreement(desk);
    return way.put(bytes, target);
  });
  return true;
}

/** No book is handed over that a second engine computes to something else. @param {Desk} desk */
async function refuseDisagreement(desk) {
  const told = await proved(desk);
  if (told.differing.length > 0) throw new Failed(disagreement(told));
}

/** Back into the file it came from, unless somebody else has changed it since.
 * @param {Desk} desk @param {FileSystemFileHandle} handle @returns {Way<FileSystemFileHandle>} */
function sameFile(desk, handle) {
  return {
    ready: async () => {
      const asked = await /** @type {any} */ (handle).requestPermission({ mode: "readwrite" });
      if (asked !== "granted") throw new NotWritten(say("save_denied"));
      return handle;
    },
    put: async (bytes) => {
      const { lastModified } = await handle.getFile().catch(() => { throw new NotWritten(say("save_denied")); });
      if (lastModified !== desk.source?.changed) throw new NotWritten(say("save_changed_elsewhere"));
      return written(bytes, handle);
    },
    said: "saved",
  };
}

/** A file that has gone, or that another program holds, is said in a sentence: it can be saved elsewhere.
 * @param {Uint8Array} bytes @param {FileSystemFileHandle} handle @returns {Promise<Source>} */
function written(bytes, handle) {
  return put(bytes, handle).catch((fault) => {
    throw fault instanceof DOMException ? new NotWritten(say("save_denied")) : fault;
  });
}

/** @param {Uint8Array} bytes @param {FileSystemFileHandle} handle @returns {Promise<Source>} */
async function put(bytes, handle) {
  const stream = await handle.createWritable();
  await stream.write(workbook(bytes));
  await stream.close();
  const { name, lastModified } = await handle.getFile();
  return { name, bytes, handle, changed: lastModified };
}

/** A download stands beside the file that the book came from; a new version of a decided book has left it.
 * @param {Desk} desk @param {string} name @param {boolean} isNew @returns {Way<"download">} */
function download(desk, name, isNew) {
  return {
    ready: async () => "download",
    put: async (bytes) => {
      const address = URL.createObjectURL(workbook(bytes));
      make("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      const from = isNew ? null : desk.source;
      return { name, bytes, handle: from?.handle ?? null, changed: from?.changed ?? 0 };
    },
    said: "saved_download",
  };
}

/** @param {Uint8Array} bytes */
function workbook(bytes) {
  return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: SHEET });
}

/** @param {View} view @param {View} filed @returns {{now: Input, before: Input|undefined}[]} */
function changed(view, filed) {
  const before = new Map(filed.inputs.map((input) => [input.name, input]));
  return view.inputs.map((now) => ({ now, before: before.get(now.name) }))
    .filter(({ now, before }) => (now.shown ?? "") !== (before?.shown ?? ""));
}

/** @param {{now: Input, before: Input|undefined}[]} changes */
function changeList(changes) {
  return make("ul", { class: "changes" }, ...changes.map(({ now, before }) => make("li", {},
    make("span", {}, now.label), " ",
    make("s", { class: "muted" }, before?.shown || say("empty_choice")), " → ",
    make("strong", {}, now.shown || say("empty_choice")), " ", make("span", { class: "note" }, `${now.sheet}!${now.cell}`))));
}
