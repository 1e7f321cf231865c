/** The page's words in the language that is chosen, and figures written as that language does. */
import en from "../words/en.js";
import paneEn from "../words/pane_en.js";
import paneSv from "../words/pane_sv.js";
import sv from "../words/sv.js";

/** @typedef {keyof typeof sv | keyof typeof paneSv} Word */
/** @typedef {"sv"|"en"} Language */

const WORDS = { sv: { ...sv, ...paneSv }, en: { ...en, ...paneEn } };
const LOCALES = { sv: "sv-SE", en: "en-GB" };
const KEPT = "finsam_xl.language";

/** What was chosen on an earlier visit. */
const remembered = kept();
/** @type {Language} */
let chosen = remembered ?? (reads("en") && !reads("sv") ? "en" : "sv");

/** Whether the browser says that its person reads a language. @param {Language} asked */
function reads(asked) {
  return navigator.languages.some((each) => each.startsWith(asked));
}

/** @returns {Language|null} */
function kept() {
  try {
    const found = localStorage.getItem(KEPT);
    return found === "sv" || found === "en" ? found : null;
  } catch {
    return null;
  }
}

/** The language to speak in a program that has its own, unless the person has chosen one.
 * @param {string} host such as "en-US" @returns {Language} */
export function languageIn(host) {
  return remembered ?? (host.startsWith("sv") ? "sv" : "en");
}

/** The language that is chosen. */
export function language() {
  return chosen;
}

/** Choose a language. @param {Language} wanted */
export function choose(wanted) {
  chosen = wanted;
}

/** Remember on later visits what the person has chosen, where the browser allows. @param {Language} wanted */
function remember(wanted) {
  try {
    localStorage.setItem(KEPT, wanted);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/**
 * A sentence of the page, with its blanks filled in.
 * @param {Word} key
 * @param {Record<string, string|number>} [blanks]
 */
export function say(key, blanks = {}) {
  return WORDS[chosen][key].replace(/\{(\w+)\}/g, (_, name) => String(blanks[name] ?? ""));
}

/** A word by a key that is put together, or the key's own last part. @param {string} key */
export function sayOr(key, otherwise = key) {
  return key in WORDS[chosen] ? say(/** @type {Word} */ (key)) : otherwise;
}

/** Say every `data-say` of the document in the language that is chosen, and mark its button. */
export function sayPage() {
  document.documentElement.lang = chosen;
  for (const place of document.querySelectorAll("[data-say]")) {
    place.textContent = say(/** @type {Word} */ (place.getAttribute("data-say")));
  }
  for (const button of languageButtons()) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-language") === chosen));
  }
}

function languageButtons() {
  return document.querySelectorAll("[data-language]");
}

/** Hear which language the person presses, and remember it. @param {(wanted: Language) => void} heard */
export function hearLanguage(heard) {
  for (const button of languageButtons()) {
    button.addEventListener("click", () => {
      const wanted = button.getAttribute("data-language") === "en" ? "en" : "sv";
      remember(wanted);
      heard(wanted);
    });
  }
}

/** @param {number} amount @param {number} decimals */
function written(amount, decimals) {
  const text = new Intl.NumberFormat(LOCALES[chosen], {
    minimumFractionDigits: decimals, maximumFractionDigits: decimals,
  }).format(amount);
  return text.replace("-", "−").replaceAll(",", chosen === "en" ? "\u00a0" : ",");
}

/** Kronor as tkr, rounded where it is seen. @param {number|null|undefined} kronor */
export function tkr(kronor, decimals = 0) {
  return kronor == null ? "–" : written(kronor / 1000, decimals);
}

/** One number of decimals for a whole table: none, or one where an amount is not whole tkr.
 * @param {(number|null|undefined)[]} amounts */
export function decimalsFor(amounts) {
  return amounts.some((kronor) => kronor != null && kronor % 1000 !== 0) ? 1 : 0;
}

/** A difference in kronor as tkr with its sign; a small one with a decimal.
 * @param {number} kronor @param {number} [decimals] */
export function signedTkr(kronor, decimals = Math.abs(kronor) < 10_000 ? decimalsFor([kronor]) : 0) {
  return kronor > 0 ? `+${tkr(kronor, decimals)}` : tkr(kronor, decimals);
}

/** A difference with its sign. @param {number|null} difference */
export function signed(difference, decimals = 0) {
  if (difference === null) return "";
  return `${difference > 0 ? "+" : ""}${written(difference, decimals)}`;
}

/** How much `now` is above `before`, in per cent. @param {number} now @param {number} before */
export function change(now, before) {
  const share = (now - before) / Math.abs(before) * 100;
  return `${share > 0 ? "+" : ""}${written(share, 1)} %`;
}

/** A figure of a check, with as many decimals as it has. @param {string|number|null} figure */
export function figure(figure) {
  if (typeof figure !== "number") return figure ?? "";
  const decimals = (String(figure).split(".")[1] ?? "").length;
  return written(figure, Math.min(decimals, 4));
}
