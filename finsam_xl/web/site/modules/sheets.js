/** A sheet of the workbook as the engine writes it, in which every figure can be chosen. */
import { cleaned } from "./cleaning.js";
import { make } from "./making.js";
import { say } from "./words.js";

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

/**
 * A sheet's HTML as a part of the page; choosing a figure in it calls `explain`.
 * @param {string} title @param {string} html @param {(place: string) => void} explain
 */
export function sheetOf(title, html, explain) {
  const sheet = make("div", { class: "book-sheet", role: "group", "aria-label": title });
  sheet.append(cleaned(html));
  for (const table of sheet.querySelectorAll("table")) overflowing(table, title);
  const figures = [...sheet.querySelectorAll("[data-cell]")].filter(hasFigure);
  figures.forEach((cell, at) => {
    cell.classList.add("choosable");
    cell.setAttribute("tabindex", at === 0 ? "0" : "-1");
  });
  const chosen = (/** @type {Event} */ event) => chosenCell(event);
  sheet.addEventListener("click", (event) => {
    const cell = chosen(event);
    if (cell) explain(`${title}!${cell.dataset.cell}`);
  });
  sheet.addEventListener("keydown", (event) => steered(event, sheet, title, explain));
  return sheet;
}

/** @param {Element} cell */
function hasFigure(cell) {
  return /^[−+≥ -]*\d[\d\s.,]*( ?%)?$/.test(cell.textContent?.trim() ?? "");
}

/** @param {Event} event @returns {HTMLElement|null} */
function chosenCell(event) {
  return event.target instanceof Element ? event.target.closest(".choosable") : null;
}

/** A wide table moves sideways in a frame of its own, also by keyboard.
 * @param {HTMLTableElement} table @param {string} title */
function overflowing(table, title) {
  const frame = make("div", { class: "frame", role: "region", tabindex: 0,
    "aria-label": `${say("sheet")} ${title}` });
  table.replaceWith(frame);
  frame.append(table);
}

/**
 * @param {KeyboardEvent} event @param {HTMLElement} sheet
 * @param {string} title @param {(place: string) => void} explain
 */
function steered(event, sheet, title, explain) {
  const cell = chosenCell(event);
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    explain(`${title}!${cell.dataset.cell}`);
    return;
  }
  const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
  const next = step && neighbour(cell, sheet, step);
  if (!next) return;
  event.preventDefault();
  cell.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

/** The nearest figure in a direction. @param {HTMLElement} cell @param {HTMLElement} sheet
 * @param {number[]} step @returns {HTMLElement|undefined} */
function neighbour(cell, sheet, [down, right]) {
  const at = placeOf(cell);
  const others = /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll(".choosable")]);
  const wanted = others.map((other) => ({ other, place: placeOf(other) })).filter(({ place }) => (
    down ? place.column === at.column && (place.row - at.row) * down > 0
      : place.row === at.row && (place.column - at.column) * right > 0));
  const away = (/** @type {{row: number, column: number}} */ place) =>
    Math.abs(place.row - at.row) + Math.abs(place.column - at.column);
  return wanted.sort((one, two) => away(one.place) - away(two.place))[0]?.other;
}

/** @param {HTMLElement} cell */
function placeOf(cell) {
  const [, letters = "", digits = "0"] = /^([A-Z]+)(\d+)$/.exec(cell.dataset.cell ?? "") ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}
