/** What happens in Excel beside the pane: typing, another selection, and going to a cell. */
import { bare, parted } from "./addresses.js";
import { PATIENTLY } from "./reading.js";

const OURS = "ThisLocalAddin";
/** Where the pane itself has just gone. */
let gone = "";

/**
 * Hear of what is typed in the book by anybody but the pane itself.
 * @param {(where: {worksheetId: string, address: string}) => void} typed
 */
export function hearTyping(typed) {
  return Excel.run(PATIENTLY, async (context) => {
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
  return Excel.run(PATIENTLY, async (context) => {
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

/** An address as Excel gives it, without its quotes. @param {string} address */
function plain(address) {
  const [title, cell] = parted(address);
  return `${bare(title)}!${cell}`;
}
