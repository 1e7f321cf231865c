/** Spara: into the same file where the browser can, else as a new file or a download. */
import { make, speak } from "./making.js";
import { canWriteBack, newFile } from "./opening.js";
import { say } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Input} Input */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {(work: () => Promise<void>) => void} Attempt */

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * @param {HTMLElement} place @param {View} view @param {View} opened @param {Desk} desk @param {Attempt} attempt
 */
export function renderSaving(place, view, opened, desk, attempt) {
  const said = make("p", { class: "saved", role: "status" });
  const { source } = desk;
  const save = (/** @type {(bytes: Uint8Array, name: string) => Promise<string>} */ put) => () => attempt(async () => {
    const { reply, files } = await desk.ask("save");
    const sentence = await put(files[0], reply.name ?? view.book.name);
    if (!sentence) return;
    said.textContent = sentence;
    speak(sentence);
  });
  const changes = changed(view, opened);
  place.replaceChildren(
    make("p", { class: "lead" }, say("save_lead")),
    make("p", { class: "saves" },
      source?.handle && make("button", { type: "button", class: "main", id: "save-same",
        onclick: save((bytes, name) => writtenBack(desk, bytes, name)) }, say("save_same", { name: source.name })),
      canWriteBack() && make("button", { type: "button", id: "save-copy",
        onclick: save((bytes, name) => writtenAnew(desk, bytes, name)) }, say("save_copy")),
      make("button", { type: "button", id: "save-download", class: source?.handle ? "" : "main",
        onclick: save((bytes, name) => downloaded(desk, bytes, name)) }, say("save_download", { name: view.book.name }))),
    said,
    make("p", { class: "note" }, `${say("save_proved")} ${canWriteBack() ? say("save_how_same") : say("save_how_download")}`),
    make("h2", {}, say("save_changes")),
    changes.length ? changeList(changes) : make("p", { class: "empty" }, say("save_unchanged")));
}

/** @param {Desk} desk @param {Uint8Array} bytes @param {string} name */
async function writtenBack(desk, bytes, name) {
  const { source } = desk;
  if (!source?.handle) return "";
  const now = await source.handle.getFile();
  if (now.lastModified !== source.changed) return say("save_changed_elsewhere");
  try {
    await written(source.handle, bytes);
  } catch (fault) {
    if (fault instanceof DOMException) return say("save_denied");
    throw fault;
  }
  desk.source = { ...source, bytes, changed: (await source.handle.getFile()).lastModified };
  desk.saved(bytes, name);
  return say("saved", { name: source.name });
}

/** @param {Desk} desk @param {Uint8Array} bytes @param {string} name */
async function writtenAnew(desk, bytes, name) {
  const handle = await newFile(name);
  if (!handle) return "";
  await written(handle, bytes);
  desk.source = { name: handle.name, bytes, handle, changed: (await handle.getFile()).lastModified };
  desk.saved(bytes, handle.name);
  return say("saved", { name: handle.name });
}

/** @param {FileSystemFileHandle} handle @param {Uint8Array} bytes */
async function written(handle, bytes) {
  const stream = await handle.createWritable();
  await stream.write(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: SHEET }));
  await stream.close();
}

/** @param {Desk} desk @param {Uint8Array} bytes @param {string} name */
async function downloaded(desk, bytes, name) {
  const address = URL.createObjectURL(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: SHEET }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  desk.saved(bytes, name);
  return say("saved_download", { name });
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
