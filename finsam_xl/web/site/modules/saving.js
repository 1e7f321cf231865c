/** Spara: into the same file where the browser can, else as a new file or a download. */
import { Failed, NotWritten } from "./engine.js";
import { make, speak } from "./making.js";
import { canWriteBack, newFile } from "./opening.js";
import { disagreement, proved } from "./proving.js";
import { say } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Input} Input */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {(work: () => Promise<void>) => void} Attempt */

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What came of the last time, until the book is changed again. */
let saved = "";

/** How a book is handed over: `ready` first, while the browser still sees the person's click.
 * @typedef {Object} Way
 * @property {() => Promise<FileSystemFileHandle|null|"download">} ready
 * @property {(bytes: Uint8Array, handle: any) => Promise<string>} put
 */

/**
 * @param {HTMLElement} place @param {View} view @param {View} opened @param {Desk} desk @param {Attempt} attempt
 */
export function renderSaving(place, view, opened, desk, attempt) {
  if (view.book.changed) saved = "";
  const said = make("p", { class: "saved", role: "status" }, saved);
  const by = (/** @type {Way} */ way) => () => attempt(async () => {
    saved = await handedOver(desk, way, view.book.decided);
    renderSaving(place, desk.view ?? view, opened, desk, attempt);
    speak(saved);
  });
  const changes = changed(view, opened);
  place.replaceChildren(
    make("p", { class: "lead" }, say(view.book.decided ? "save_decided" : "save_lead")), buttons(desk, view.book, by), said,
    make("p", { class: "note" }, `${desk.can("proof") ? say("save_proved") : ""} `,
      canWriteBack() ? say("save_how_same") : say("save_how_download")),
    make("h2", {}, say("save_changes")),
    changes.length ? changeList(changes) : make("p", { class: "empty" }, say("save_unchanged")));
}

/** A decided book is never written over: what is handed over is a new version of it.
 * @param {Desk} desk @param {import("./types.js").Book} book @param {(way: Way) => () => void} by */
function buttons(desk, book, by) {
  const handle = book.decided ? null : desk.source?.handle;
  const name = book.decided ? say("save_version_name", { name: book.name.replace(/\.xlsx$/i, "") }) : book.name;
  return make("p", { class: "saves" },
    handle && make("button", { type: "button", class: "main", id: "save-same",
      onclick: by(sameFile(desk, handle)) }, say("save_same", { name: handle.name })),
    canWriteBack() && make("button", { type: "button", id: "save-copy", onclick: by({
      ready: () => newFile(name), put: (bytes, chosen) => written(desk, bytes, chosen) }) }, say("save_copy")),
    make("button", { type: "button", id: "save-download", class: handle ? "" : "main", onclick: by({
      ready: async () => "download", put: (bytes) => downloaded(desk, bytes, name) }) },
    say("save_download", { name })));
}

/** What came of it, in a sentence; empty if the person changed their mind.
 * @param {Desk} desk @param {Way} way @param {boolean} anew */
async function handedOver(desk, way, anew) {
  const target = await way.ready();
  if (target === null) return "";
  const { files } = await desk.ask("save", { anew });
  if (desk.can("proof")) await refuseDisagreement(desk);
  return way.put(files[0], target);
}

/** No book is handed over that a second engine computes to something else. @param {Desk} desk */
async function refuseDisagreement(desk) {
  const told = await proved(desk);
  if (told.differing.length > 0) throw new Failed(disagreement(told));
}

/** Back into the file it came from, unless somebody else has changed it since.
 * @param {Desk} desk @param {FileSystemFileHandle} handle @returns {Way} */
function sameFile(desk, handle) {
  return {
    ready: async () => {
      const asked = await /** @type {any} */ (handle).requestPermission({ mode: "readwrite" });
      if (asked !== "granted") throw new NotWritten(say("save_denied"));
      return handle;
    },
    put: async (bytes) => {
      const { lastModified } = await handle.getFile();
      if (lastModified !== desk.source?.changed) throw new NotWritten(say("save_changed_elsewhere"));
      return written(desk, bytes, handle);
    },
  };
}

/** @param {Desk} desk @param {Uint8Array} bytes @param {FileSystemFileHandle} handle */
async function written(desk, bytes, handle) {
  const stream = await handle.createWritable();
  await stream.write(workbook(bytes));
  await stream.close();
  const { name, lastModified } = await handle.getFile();
  desk.saved({ name, bytes, handle, changed: lastModified });
  return say("saved", { name });
}

/** @param {Desk} desk @param {Uint8Array} bytes @param {string} name */
async function downloaded(desk, bytes, name) {
  const address = URL.createObjectURL(workbook(bytes));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  desk.saved({ name, bytes, handle: desk.source?.handle ?? null, changed: desk.source?.changed ?? 0 });
  return say("saved_download", { name });
}

/** @param {Uint8Array} bytes */
function workbook(bytes) {
  return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: SHEET });
}

/** @param {View} view @param {View} opened @returns {{now: Input, before: Input|undefined}[]} */
function changed(view, opened) {
  const before = new Map(opened.inputs.map((input) => [input.name, input]));
  return view.inputs.map((now) => ({ now, before: before.get(now.name) }))
    .filter((each) => each.now.shown !== each.before?.shown);
}

/** @param {{now: Input, before: Input|undefined}[]} changes */
function changeList(changes) {
  return make("ul", { class: "changes" }, ...changes.map(({ now, before }) => make("li", {},
    make("span", {}, now.label), " ",
    make("s", { class: "muted" }, before?.shown || say("empty_choice")), " → ",
    make("strong", {}, now.shown || say("empty_choice")), " ", make("span", { class: "note" }, `${now.sheet}!${now.cell}`))));
}
