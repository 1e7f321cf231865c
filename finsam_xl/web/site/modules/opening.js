/** How a book comes to the desk: dropped, chosen, from an example, or blank. */
import { byId, make } from "./making.js";
import { say } from "./words.js";

/** @typedef {import("./desk.js").Source} Source */
/** @typedef {(work: () => Promise<void>) => void} Attempt */
/** @typedef {(source: Source) => Promise<void>} Open */

const KIND = { description: "Excel", accept: {
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": /** @type {`.${string}`[]} */ ([".xlsx"]) } };

/** A file that was named as something else than a workbook. */
export class NotAWorkbook extends Error {}

/** @param {File} file @param {FileSystemFileHandle|null} handle @returns {Promise<Source>} */
async function sourceOf(file, handle) {
  if (!/\.(xlsx|xlsm)$/i.test(file.name)) throw new NotAWorkbook(say("not_a_workbook", { name: file.name }));
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), handle, changed: file.lastModified };
}

/** Whether the browser can write back into a file that a person chose. */
export function canWriteBack() {
  return "showOpenFilePicker" in window;
}

/** A file chosen in the browser's own dialog; null if the person changed their mind.
 * @param {string} id of the file box @returns {Promise<File|null>} */
export function pickedFile(id) {
  const box = byId(id, HTMLInputElement);
  box.value = "";
  box.click();
  return new Promise((resolve) => {
    box.onchange = () => resolve(box.files?.[0] ?? null);
    box.oncancel = () => resolve(null);
  });
}

/** Let a person choose a book. @returns {Promise<Source|null>} */
async function chosenSource() {
  if (!canWriteBack()) {
    const file = await pickedFile("file");
    return file && sourceOf(file, null);
  }
  try {
    const [handle] = await /** @type {any} */ (window).showOpenFilePicker({ types: [KIND] });
    return await sourceOf(await handle.getFile(), handle);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "AbortError") return null;
    throw fault;
  }
}

/** Where to write a new file, as the person chooses; null if they changed their mind.
 * @param {string} name @returns {Promise<FileSystemFileHandle|null>} */
export async function newFile(name) {
  try {
    return await /** @type {any} */ (window).showSaveFilePicker({ suggestedName: name, types: [KIND] });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "AbortError") return null;
    throw fault;
  }
}

/** Make the drop zone, the button and the box for files open a book. @param {Open} open @param {Attempt} attempt */
export function takeFiles(open, attempt) {
  const zone = byId("drop", HTMLElement);
  const box = byId("file", HTMLInputElement);
  byId("choose", HTMLElement).addEventListener("click", () => attempt(async () => {
    const source = await chosenSource();
    if (source) await open(source);
  }));
  box.addEventListener("change", () => attempt(async () => {
    if (canWriteBack() && box.files?.[0]) await open(await sourceOf(box.files[0], null));
  }));
  addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  addEventListener("dragleave", () => zone.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const item = event.dataTransfer?.items[0];
    const file = item?.getAsFile();
    const handle = /** @type {any} */ (item)?.getAsFileSystemHandle?.() ?? null;
    if (file) attempt(async () => open(await sourceOf(file, await handle)));
  });
}

/**
 * The examples as buttons.
 * @param {{name: string, title: string}[]} examples @param {(from: Record<string, unknown>) => void} begin
 */
export function layExamples(examples, begin) {
  byId("examples", HTMLElement).replaceChildren(...examples.map(({ name, title }) => make("li", {},
    make("button", { type: "button", "data-example": name, onclick: () => begin({ example: name }) }, title))));
}

/** The form for a blank plan. @param {(from: Record<string, unknown>) => void} begin */
export function takeBlank(begin) {
  const year = byId("blank-year", HTMLInputElement);
  const codes = byId("blank-members", HTMLTextAreaElement);
  year.value = String(new Date().getFullYear() + 1);
  byId("blank-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const members = codes.value.split(/[\n,;]+/).map((code) => code.trim()).filter(Boolean);
    begin({ blank: { year: year.value.trim(), members } });
  });
}
