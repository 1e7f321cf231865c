/** Three charts in the manner of the workbook: no axis to read off, each value beside its mark. */
import { draw, make } from "./making.js";
import { tkr } from "./words.js";

/** @typedef {{name: string, role: string, values: (number|null)[]}} Series */

const WIDTH = 312;
const HEIGHT = 222;
const BASE = 196;
const TOP = 26;

/**
 * Stacked bars, one a year, with the sum above and each part's name at the right.
 * @param {string} title @param {string[]} years @param {Series[]} parts lowest first
 */
export function stackedBars(title, years, parts) {
  const sums = years.map((_, at) => parts.reduce((sum, part) => sum + (part.values[at] ?? 0), 0));
  const scale = (BASE - TOP) / Math.max(...sums, 1);
  const step = 240 / years.length;
  const marks = years.flatMap((year, at) => {
    const x = at * step + step * 0.14;
    let y = BASE;
    const stack = parts.map((part) => {
      const height = (part.values[at] ?? 0) * scale;
      y -= height;
      return draw("rect", { class: part.role, x, y: y + 0.75, width: step * 0.72,
        height: Math.max(0, height - 1.5) });
    });
    const middle = x + step * 0.36;
    return [...stack, label(middle, y - 7, tkr(sums[at]), "sum"), label(middle, BASE + 16, year, "year")];
  });
  const last = years.length - 1;
  let level = BASE;
  const names = parts.map((part) => {
    const height = (part.values[last] ?? 0) * scale;
    level -= height;
    return label(246, level + height / 2 + 4, part.name, "name");
  });
  return framed(title, [...marks, ...names]);
}

/**
 * Two bars a year: the first filled, the second outlined, so that they differ without colour.
 * @param {string} title @param {string[]} years @param {Series} filled @param {Series} outlined
 */
export function pairedBars(title, years, filled, outlined) {
  const all = [...filled.values, ...outlined.values].map((value) => value ?? 0);
  const scale = (BASE - TOP) / Math.max(...all, 1);
  const step = WIDTH / years.length;
  const bar = (/** @type {Series} */ series, /** @type {number} */ at, /** @type {number} */ x) => {
    const value = series.values[at];
    if (value == null) return [];
    const height = Math.max(0, value * scale);
    return [draw("rect", { class: series.role, x, y: BASE - height, width: step * 0.34, height }),
      label(x + step * 0.17, BASE - height - 7, tkr(value), "value")];
  };
  const marks = years.flatMap((year, at) => [
    ...bar(filled, at, at * step + step * 0.13), ...bar(outlined, at, at * step + step * 0.5),
    label(at * step + step * 0.48, BASE + 16, year, "year"),
  ]);
  return framed(title, [...marks, baseLine()]);
}

/**
 * A line over the years against a floor.
 * @param {string} title @param {string[]} years @param {Series[]} lines
 * @param {{name: string, value: number}|null} floor
 */
export function linesOver(title, years, lines, floor) {
  const known = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const values = /** @type {number[]} */ ([...known, 0, ...(floor ? [floor.value] : [])]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = (/** @type {number} */ value) =>
    BASE - (value - low) / (high - low || 1) * (BASE - TOP - 10);
  const x = (/** @type {number} */ at) => 24 + at * (216 / Math.max(1, years.length - 1));
  const marks = lines.flatMap((line) => lineMarks(line, x, y));
  if (floor) {
    marks.push(draw("line", { class: "floor-line", x1: 12, x2: 252, y1: y(floor.value), y2: y(floor.value) }),
      label(256, y(floor.value) + 4, `${floor.name} ${tkr(floor.value)}`, "name floor-name"));
  }
  const base = draw("line", { class: "base", x1: 0, x2: 264, y1: y(Math.max(low, 0)), y2: y(Math.max(low, 0)) });
  return framed(title, [base, ...marks,
    ...years.map((year, at) => label(x(at), BASE + 18, year, "year"))]);
}

/** @param {Series} line @param {(at: number) => number} x @param {(value: number) => number} y */
function lineMarks(line, x, y) {
  const points = line.values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const path = points.map(({ value, at }) => `${x(at)},${y(value)}`).join(" ");
  const last = points.at(-1);
  return [
    draw("polyline", { class: `line ${line.role}`, points: path }),
    ...points.flatMap(({ value, at }) => [
      draw("circle", { class: `dot ${line.role}`, cx: x(at), cy: y(value), r: 4.5 }),
      label(x(at), y(value) - 10, tkr(value), "value")]),
    ...(last && line.name ? [label(x(last.at) + 8, y(last.value) + 4, line.name, "name")] : []),
  ];
}

/** @param {number} x @param {number} y @param {string} text @param {string} role */
function label(x, y, text, role) {
  return draw("text", { class: `label ${role}`, x, y }, text);
}

function baseLine() {
  return draw("line", { class: "base", x1: 0, x2: WIDTH, y1: BASE, y2: BASE });
}

/** @param {string} title @param {SVGElement[]} marks */
function framed(title, marks) {
  return draw("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    ...marks);
}

/**
 * A chart with its heading and caption.
 * @param {string} title @param {(Node|string)[]} caption @param {Node|null} chart @param {string} otherwise
 */
export function panel(title, caption, chart, otherwise) {
  return make("figure", { class: "panel" },
    make("figcaption", {}, make("h2", { class: "panel-title" }, title), make("p", { class: "note" }, ...caption)),
    chart ?? make("p", { class: "empty" }, otherwise));
}
