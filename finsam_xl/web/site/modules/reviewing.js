/** Granska: the book against itself, against another book, and a plan that is pasted as text. */
import { placeLink, severityMark } from "./checks.js";
import { comparison } from "./comparison.js";
import { make, speak } from "./making.js";
import { pickedFile } from "./opening.js";
import { disagreement, proved, SECOND_ENGINE } from "./proving.js";
import { figure, say } from "./words.js";

/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {(work: () => Promise<void>) => void} Attempt */
/** @typedef {(place: string) => void} Explain */

/**
 * The panel; a way that this build does not have is left out.
 * @param {HTMLElement} place @param {Desk} desk @param {Attempt} attempt
 * @param {(place: string) => void} explain
 */
export function renderReviewing(place, desk, attempt, explain) {
  const ways = [
    ...(desk.can("verify") ? [verifying(desk, attempt, explain)] : []),
    ...(desk.can("compare") ? [comparing(desk, attempt, explain)] : []),
    ...(desk.can("review") ? [pasting(desk, attempt)] : []),
  ];
  place.replaceChildren(make("p", { class: "lead" }, say("review_lead")), ...ways);
}

/** What was found before the book was changed says so. @param {HTMLElement} place */
export function markStale(place) {
  for (const found of place.querySelectorAll(".found:not(:empty, :has(.stale))")) {
    found.prepend(make("p", { class: "note stale" }, say("found_before")));
  }
}

/** @param {string} title @param {string} lead @param {...(Node|string)} rest */
function way(title, lead, ...rest) {
  return make("section", { class: "way" }, make("h2", {}, title), make("p", { class: "muted" }, lead), ...rest);
}

/** @param {Desk} desk @param {Attempt} attempt @param {(place: string) => void} explain */
function verifying(desk, attempt, explain) {
  const found = make("div", { class: "found" });
  const start = make("button", { type: "button", onclick: () => attempt(async () => {
    const { reply } = await desk.ask("verify");
    const { formulas = 0, names = 0 } = reply.compared ?? {};
    show(found, reply.findings, explain, say("verified", { formulas: figure(formulas), names: figure(names) }));
    if (desk.can("proof")) found.append(secondOpinion(await proved(desk)));
  }) }, say("verify"));
  return way(say("verify_title"), say("verify_lead"), start, found);
}

/** What the second engine says, in a sentence. @param {import("./proving.js").Proved} told */
function secondOpinion({ number, differing }) {
  const sentence = differing.length === 0
    ? `✓ ${say("engine_agrees", { engine: SECOND_ENGINE, number: figure(number) })}` : `✕ ${disagreement({ number, differing })}`;
  speak(sentence);
  return make("p", { class: differing.length ? "status-fail second" : "status-pass second" }, sentence);
}

/** @param {Desk} desk @param {Attempt} attempt @param {(place: string) => void} explain */
function comparing(desk, attempt, explain) {
  const found = make("div", { class: "found" });
  const start = make("button", { type: "button", onclick: () => attempt(async () => {
    const file = await pickedFile("compare-file");
    if (!file) return;
    const { reply } = await desk.ask("compare", { name: file.name }, [new Uint8Array(await file.arrayBuffer())]);
    found.replaceChildren(make("p", { class: "muted" }, file.name), comparison(reply, explain));
    speak(found.querySelector(".found-sum")?.textContent ?? "");
  }) }, say("compare"));
  const box = make("input", { type: "file", id: "compare-file", class: "unseen", tabindex: -1, "aria-hidden": "true", accept: ".xlsx" });
  return way(say("compare_title"), say("compare_lead"), start, box, found);
}

/** A plan made elsewhere: its table pasted or in a file, and the population it is to be tried against.
 * @param {Desk} desk @param {Attempt} attempt */
function pasting(desk, attempt) {
  const found = make("div", { class: "found" });
  const text = make("textarea", { id: "review-text", rows: 8, spellcheck: false, required: true });
  const people = make("textarea", { id: "review-population", rows: 4, spellcheck: false });
  const judge = (/** @type {Record<string, unknown>} */ from, /** @type {Uint8Array[]} */ files) => attempt(async () => {
    const { reply } = await desk.ask("review", { ...from, population: people.value }, files);
    show(found, reply.findings, null, reply.text ?? "");
  });
  const form = make("form", { class: "fields", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    judge({ table: text.value }, []);
  } }, make("p", {}, make("label", { for: "review-text" }, say("review_text")), text),
  make("details", {}, make("summary", {}, say("review_population_title")), make("p", {},
    make("label", { for: "review-population" }, say("review_population")), people)),
  make("p", { class: "saves" }, make("button", { type: "submit" }, say("review")),
    make("button", { type: "button", onclick: () => attempt(async () => {
      const file = await pickedFile("review-file");
      if (file) judge({ name: file.name }, [new Uint8Array(await file.arrayBuffer())]);
    }) }, say("review_file"))),
  make("input", { type: "file", id: "review-file", class: "unseen", tabindex: -1, "aria-hidden": "true", accept: ".xlsx,.csv,.txt" }));
  return way(say("review_title"), say("review_pasted_lead"), form, found);
}

/**
 * @param {HTMLElement} place @param {Finding[]} findings
 * @param {Explain|null} explain null where the places are not the book's @param {string} lead
 */
function show(place, findings, explain, lead) {
  const sum = summed(findings);
  const agrees = findings.every(({ severity }) => severity === "note");
  place.replaceChildren(
    make("p", { class: agrees ? "found-sum status-pass" : "found-sum" }, agrees ? `✓ ${sum}` : sum, " ",
      make("span", { class: "muted" }, lead)),
    make("ul", { class: "check-list findings" }, ...findings.map((finding) => row(finding, explain))));
  speak(`${sum} ${lead}`);
}

/** How many findings there are, in a sentence. @param {Finding[]} findings */
function summed(findings) {
  const { length: number } = findings;
  if (number === 0) return say("no_findings");
  if (findings.every(({ severity }) => severity === "note")) return say("only_notes", { number });
  return number === 1 ? say("one_finding") : say("findings", { number });
}

/** @param {Finding} finding @param {Explain|null} explain */
function row(finding, explain) {
  const both = finding.expected !== null && finding.actual !== null;
  return make("li", {}, severityMark(finding.severity),
    make("span", { class: "check-message" }, finding.message,
      both && make("small", { class: "muted" }, ` ${say("expected_actual",
        { expected: figure(finding.expected), actual: figure(finding.actual) })}`),
      finding.cure && make("small", { class: "muted" }, ` ${finding.cure}`)),
    explain ? placeLink(finding.place, explain) : make("span", { class: "note" }, finding.place));
}
