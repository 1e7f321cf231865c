/** Folkmängd: a table from Statistics Sweden, pasted or in a file, taken into the plan. */
import { make, speak } from "./making.js";
import { pickedFile } from "./opening.js";
import { say } from "./words.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * A form in which a table is pasted or a file chosen, and what came of it.
 * @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt
 */
export function populationForm(desk, attempt) {
  const told = make("p", { class: "saved", role: "status" });
  const text = make("textarea", { id: "population-text", rows: 6, spellcheck: false, required: true });
  const date = make("input", { type: "date", id: "population-date", "aria-describedby": "population-date-hint" });
  const take = (/** @type {Record<string, unknown>} */ from, /** @type {Uint8Array[]} */ files) => attempt(async () => {
    told.textContent = "";
    told.textContent = (await desk.population({ date: date.value, ...from }, files)).join(" ");
    speak(told.textContent);
  });
  const chosen = async () => {
    const file = await pickedFile("population-file");
    if (file) take({ name: file.name }, [new Uint8Array(await file.arrayBuffer())]);
  };
  const form = make("form", { class: "fields", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    take({ table: text.value }, []);
  } },
  make("p", {}, make("label", { for: "population-text" }, say("population_text")), text),
  make("p", {}, make("label", { for: "population-date" }, say("population_date")), date,
    make("small", { class: "muted", id: "population-date-hint" }, say("population_date_hint"))),
  make("p", { class: "saves" }, make("button", { type: "submit" }, say("population_take")),
    make("button", { type: "button", onclick: () => attempt(chosen) }, say("population_file"))),
  make("input", { type: "file", id: "population-file", class: "unseen", tabindex: -1, "aria-hidden": "true",
    accept: ".csv,.txt,.xlsx" }));
  return [form, told];
}

/** The same folded into Ändra. @param {Desk} desk @param {(work: () => Promise<void>) => void} attempt */
export function populating(desk, attempt) {
  return make("details", { class: "group population" },
    make("summary", {}, make("span", { class: "group-name" }, say("population_title"))),
    make("p", { class: "muted" }, say("population_lead")), ...populationForm(desk, attempt));
}
