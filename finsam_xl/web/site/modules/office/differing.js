/** What is said loudly: Excel shows something else than the plan, and where. */
import { make } from "../making.js";
import { figure, say } from "../words.js";

/** @typedef {import("../types.js").Finding} Finding */

const MOST = 4;
const CAUSES = new Set(["formula_gone", "formula_changed"]);

/**
 * The banner; empty where all agrees.
 * @param {HTMLElement} place @param {Finding[]} differs @param {number} number
 * @param {(place: string) => void} go
 */
export function renderDiffering(place, differs, number, go) {
  place.hidden = number === 0;
  if (number === 0) {
    place.replaceChildren();
    return;
  }
  const causes = differs.filter(isCause);
  const shown = (causes.length > 0 ? causes : differs).slice(0, MOST);
  const more = causes.length > 0 ? say("differ_follow", { number: number - shown.length })
    : say("differ_more", { number: number - shown.length });
  place.replaceChildren(
    make("h2", {}, `✕ ${say("differ_title")}`), make("p", {}, say("differ_lead")),
    make("ul", {}, ...shown.map((each) => row(each, go))),
    number > shown.length && make("p", { class: "note" }, more) || "");
}

/** Whether a finding is what somebody did, and not what follows from it. @param {Finding} finding */
export function isCause({ id }) {
  return CAUSES.has(id);
}

/** @param {Finding} finding @param {(place: string) => void} go */
function row(finding, go) {
  return make("li", {}, goLink(finding.place, go), sides(finding));
}

/** What stands in Excel beside what the plan comes to; the sentence where it is no such thing.
 * @param {Finding} finding */
export function sides({ id, expected, actual, message }) {
  if (id !== "stored_differs") return make("span", { class: "check-message" }, ` ${message}`);
  return make("span", { class: "sides check-message" },
    make("span", {}, say("differ_found", { actual: figure(actual) || say("empty_choice") })),
    make("span", {}, say("differ_wanted", { expected: figure(expected) || say("empty_choice") })));
}

/** A cell that can be gone to. @param {string|null} place @param {(place: string) => void} go */
export function goLink(place, go) {
  if (!place) return "";
  return make("button", { type: "button", class: "place", "aria-label": say("go_to", { place }),
    onclick: () => go(place) }, place);
}
