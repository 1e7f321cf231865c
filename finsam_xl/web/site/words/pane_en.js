/** The words of the pane in Excel, in English. */
export default {
  tab_examine: "Examine",
  tab_population: "Population",
  tab_write: "Write plan",

  pane_title: "Financing plan in Excel",
  pane_only_excel: "This pane belongs to the add-in in Excel. In a browser you open the book on the page instead.",
  pane_to_page: "To the page",
  pane_reading: "Reading the open book …",
  pane_read: "The book is read.",
  pane_again: "Read the book again",
  pane_waits: "The book cannot be read just now. Changes are shown here when it can.",
  pane_overtaken: "{place} was changed in Excel while the plan was computed. Nothing is written, and your change in the cell stands. Make this change again if it is still needed.",
  pane_since: "{place} has been changed in Excel since then. What stood there is not put back.",
  pane_nothing_to_undo: "The pane has nothing to undo. What you typed in the cells you undo in Excel, with Ctrl+Z.",
  pane_busy: "Excel takes nothing just now. Finish the cell that you are typing in, or the dialogue that is open, and try again.",
  pane_locked: "Excel refuses to write in {place}: the sheet is protected with a password of your own, or the cell is locked.",

  doing_look: "Reading the book …",
  doing_patch: "Computing …",
  doing_examine: "Examining every cell …",
  doing_write: "Writing the plan …",

  differ_title: "Excel shows something else than the plan",
  differ_lead: "Do not trust the figures until this is cleared up. Expected is what the plan comes to from what is filled in.",
  differ_more: "… and {number} more. Examine shows them all.",
  differ_follow: "… and {number} cells that show something else because of it. Examine shows them.",
  differ_found: "Excel: {actual}",
  differ_wanted: "The plan: {expected}",
  go_to: "Go to {place}",

  explain_follow: "Select a figure in the book, and it is explained here.",
  explain_no_figure: "{place} is no figure of the plan. Select another cell.",

  examine_lead: "Computes everything anew from what is filled in, and compares every formula, value and name of the open book.",
  examine: "Examine the book",
  examined: "{formulas} formulas and {names} names are compared.",
  examine_follow: "{number} cells show something else than the plan",
  examine_checks: "The plan's own checks",

  population_pane_lead: "Paste Statistics Sweden's table with the municipalities, or choose the file that you downloaded. The numbers go into the column of their date.",
  population_table: "Paste the table here",
  population_paste: "Enter the table",
  population_or: "Or choose a file with Statistics Sweden's table (.xlsx or .csv).",
  population_written: "The population is entered in {number} cells.",
  population_same: "The book has those numbers already.",

  write_lead: "Writes the financing plan as a new workbook, with rows for new alternatives and the formulas in place. The open book is not touched.",
  write_reason: "Reason for the change log (optional)",
  write_signature: "Your signature (optional)",
  write: "Write the financing plan",
  written: "The plan is written and opened in a new window. Save it where you want it.",
};
