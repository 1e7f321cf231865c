/** Addresses as Excel gives them: a sheet's title and a block of cells. */

const BLOCK = /^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/;

/** A place's sheet and its cells. @param {string} place @returns {[string, string]} */
export function parted(place) {
  const at = place.lastIndexOf("!");
  return [place.slice(0, at), place.slice(at + 1)];
}

/** A sheet's title without its quotes. @param {string} title */
export function bare(title) {
  return title.replace(/^'(.*)'$/, "$1").replaceAll("''", "'");
}

/** Whether a place is a cell of a sheet. @param {string|null} place */
export function isCell(place) {
  return /![A-Z]{1,3}\d+$/.test(place ?? "");
}

/** The first cell of a block, such as C7 of `'Ett blad'!$C$7:$D$9`. @param {string} address */
export function firstOf(address) {
  return parted(address)[1].split(":")[0].replaceAll("$", "");
}

/** How many cells a block has; none where it is whole rows, whole columns or several blocks.
 * @param {string} address */
export function sizeOf(address) {
  const [, left, top, right = left, bottom = top] = BLOCK.exec(parted(address)[1]) ?? [];
  return left === undefined ? 0 : (1 + numbered(right) - numbered(left)) * (1 + Number(bottom) - Number(top));
}

/** A cell some rows down and some columns to the right of another. @param {string} cell @param {number} down @param {number} across */
export function moved(cell, down, across) {
  const [, letters, row] = /** @type {RegExpExecArray} */ (BLOCK.exec(cell));
  return `${lettered(numbered(letters) + across)}${Number(row) + down}`;
}

/** A column's number: A is 1. @param {string} letters */
function numbered(letters) {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** @param {number} number */
function lettered(number) {
  let found = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
    found = String.fromCharCode(65 + ((left - 1) % 26)) + found;
  }
  return found;
}
