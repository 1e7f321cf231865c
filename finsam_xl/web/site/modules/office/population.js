/** Befolkning: a table that is pasted, or a file, typed in the column of its date. */
import { byId, make, speak } from "../making.js";
import { pickedFile } from "../opening.js";
import { say } from "../words.js";

/** @typedef {import("./pane_desk.js").PaneDesk} PaneDesk */

/** @param {HTMLElement} place @param {PaneDesk} desk @param {(work: () => Promise<void>) => void} attempt */
export function renderPopulation(place, desk, attempt) {
  const told = make("p", { class: "saved", role: "status" });
  const done = (/** @type {string[]} */ sentences) => {
    told.textContent = sentences.join(" ");
    speak(told.textContent);
  };
  const form = make("form", { class: "fields", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    told.textContent = "";
    attempt(async () => {
      done(await desk.population({ table: byId("population-table", HTMLTextAreaElement).value }, []));
      byId("population-table", HTMLTextAreaElement).value = "";
    });
  } },
  make("p", {}, make("label", { for: "population-table" }, say("population_table")),
    make("textarea", { id: "population-table", rows: 7, spellcheck: false, required: true })),
  make("p", {}, make("button", { type: "submit", class: "main" }, say("population_paste"))));
  const file = make("button", { type: "button", onclick: () => attempt(async () => {
    told.textContent = "";
    const picked = await pickedFile("population-file");
    if (picked) done(await desk.population({ name: picked.name }, [new Uint8Array(await picked.arrayBuffer())]));
  }) }, say("population_file"));
  place.replaceChildren(
    make("p", { class: "lead" }, say("population_pane_lead")), form,
    make("p", { class: "note" }, say("population_or")), make("p", {}, file), told,
    make("input", { type: "file", id: "population-file", class: "unseen", tabindex: -1, "aria-hidden": "true", accept: ".xlsx,.csv,.txt" }));
}
