/**
 * What the engine answers, as `finsam_xl/web/bridge.py` says it. Amounts are whole kronor.
 *
 * @typedef {Object} Year
 * @property {string} status
 * @property {Record<string, number|null>} contributions by member
 * @property {number|null} total
 * @property {number|null} costs
 * @property {number|null} result
 * @property {number|null} equity_opening
 * @property {number|null} equity_closing
 *
 * @typedef {Object} Check
 * @property {string} id
 * @property {string} status "fail", "warn", "pass" or another word for not tried
 * @property {number|string|null} expected
 * @property {number|string|null} actual
 * @property {number|string|null} difference
 * @property {string|null} unit
 * @property {string|null} place
 * @property {string} message
 *
 * @typedef {Object} Report
 * @property {boolean} ok
 * @property {string} scenario
 * @property {Record<string, Year>} years
 * @property {Check[]} checks
 *
 * @typedef {Object} Member
 * @property {string} code
 * @property {string} name
 * @property {string} part "state", "region" or "municipality"
 *
 * @typedef {Object} Book
 * @property {string} name
 * @property {string} language
 * @property {boolean} decided
 * @property {string[]} titles
 * @property {{key: string, title: string}[]} [sheets]
 * @property {boolean} changed whether anything is not in the file yet
 * @property {boolean} amended whether anything is not as where changes are measured from
 * @property {number} steps how many steps can be taken back
 * @property {string} [organisation]
 * @property {number} [year] the budget year
 * @property {string} [stamp]
 * @property {Member[]} [members]
 * @property {number|null} [floor]
 *
 * @typedef {Object} Input
 * @property {string} name
 * @property {string} label
 * @property {string} sheet
 * @property {string} cell
 * @property {string|null} shown as the sheet shows it
 * @property {string|number|null} value as a person would type it
 * @property {string|null} unit
 * @property {string} [group] the heading that it stands under
 * @property {number|null} [year]
 * @property {string|null} [member] the row of a table that it stands in
 * @property {string} [quantity]
 * @property {boolean} [spare] it stands in a row that nobody has begun
 * @property {string[]} [choices]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [step]
 *
 * @typedef {Object} Scenario
 * @property {string} name
 * @property {boolean} shown
 * @property {Record<string, Year>} columns by year
 *
 * @typedef {Object} View
 * @property {Book} book
 * @property {Report} report
 * @property {Input[]} inputs
 * @property {Scenario[]} scenarios
 * @property {string[]} notices
 *
 * @typedef {Object} Line one line of an explanation
 * @property {number} depth
 * @property {string} kind
 * @property {string|null} label
 * @property {string|null} place
 * @property {string|null} name
 * @property {string|null} shown
 * @property {string|null} how
 * @property {string|null} home
 * @property {string|null} source
 * @property {string|null} status
 * @property {string|null} comment
 * @property {string[]} because
 * @property {string[]} above
 *
 * @typedef {Object} Explanation
 * @property {string} place
 * @property {string|null} home
 * @property {string|null} sentence
 * @property {string|null} source
 * @property {string|null} scenario
 * @property {Line[]} lines
 *
 * @typedef {Object} Finding
 * @property {string} id
 * @property {string} severity "error", "warning" or "note"
 * @property {string|null} place
 * @property {string} message
 * @property {string|number|null} expected
 * @property {string|number|null} actual
 * @property {string|null} cure
 *
 * @typedef {Object} Findings
 * @property {Finding[]} findings
 * @property {{formulas?: number, names?: number}} [compared]
 *
 * @typedef {{call: string} & Record<string, unknown>} Request
 * @typedef {{reply: any, files: Uint8Array[]}} Answer
 */
export {};
