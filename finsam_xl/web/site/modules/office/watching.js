/** What happens in Excel beside the pane: typing, another selection, and going to a cell. */

const OURS = "ThisLocalAddin";
/** Where the pane itself has just gone. */
let gone = "";

/**
 * Hear of what is typed in the book by anybody but the pane itself.
 * @param {(where: {worksheetId: string, address: string}) => void} typed
 */
export function hearTyping(typed) {
  return Excel.run(async (context) => {
    context.workbook.worksheets.onChanged.add(async ({ triggerSource, worksheetId, address }) => {
      if (triggerSource !== OURS) typed({ worksheetId, address });
    });
    await context.sync();
  });
}

/**
 * Hear where the person goes in the book; where the pane went is not told.
 * @param {(place: string) => void} went
 */
export function hearSelecting(went) {
  return Excel.run(async (context) => {
    context.workbook.onSelectionChanged.add(async () => {
      const place = await selected();
      if (place && place !== gone) went(place);
      gone = "";
    });
    await context.sync();
  });
}

/** The selected cell, as `Blad!C7`; nothing where several are selected. */
export function selected() {
  return Excel.run(async (context) => {
    const area = context.workbook.getSelectedRange().load("address, cellCount");
    await context.sync();
    return area.cellCount === 1 ? plain(area.address) : "";
  });
}

/** Go to a cell in the book. @param {string} place */
export function goTo(place) {
  return Excel.run(async (context) => {
    const [title, cell] = parted(place);
    const sheet = context.workbook.worksheets.getItem(title);
    gone = `${title}!${cell}`;
    sheet.activate();
    sheet.getRange(cell).select();
    await context.sync();
  });
}

/** Whether a place is a cell of a sheet. @param {string|null} place */
export function isCell(place) {
  return /![A-Z]{1,3}\d+$/.test(place ?? "");
}

/** @param {string} place @returns {[string, string]} */
function parted(place) {
  const at = place.lastIndexOf("!");
  return [place.slice(0, at), place.slice(at + 1)];
}

/** An address as Excel gives it, without its quotes. @param {string} address */
function plain(address) {
  const [title, cell] = parted(address);
  return `${title.replace(/^'(.*)'$/, "$1").replaceAll("''", "'")}!${cell}`;
}
