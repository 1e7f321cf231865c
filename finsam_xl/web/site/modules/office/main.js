/** The pane in Excel: the page's own views over the book that is open, and what Excel says of it. */
import { renderAlternatives } from "../alternatives.js";
import { Changing } from "../changing.js";
import { wasCancelled } from "../desk.js";
import { Refused } from "../engine.js";
import { Explaining } from "../explaining.js";
import { byId, make, speak } from "../making.js";
import { NotAWorkbook } from "../opening.js";
import { populationForm } from "../populating.js";
import { Progress } from "../progress.js";
import { checksOf, counted } from "../reading.js";
import { markStale } from "../reviewing.js";
import { Tabs } from "../tabs.js";
import { keyFigures, titleBlock } from "../title.js";
import { choose, hearLanguage, language, languageIn, say, sayPage } from "../words.js";
import { isCell } from "./addresses.js";
import { renderDiffering } from "./differing.js";
import { Examining } from "./examining.js";
import { answerWith, takeFunctions } from "./functions.js";
import { PaneDesk } from "./pane_desk.js";
import { isBusy } from "./typing.js";
import { goTo, hearSelecting, hearTyping, selected } from "./watching.js";
import { renderWriting } from "./writing.js";

/** @typedef {import("../types.js").View} View */

const KEYS = ["change", "explain", "examine", "alternatives", "population", "write"];

const progress = new Progress(() => void attempt(async () => {
  await desk.cancel();
  speak(say("pane_cancelled"));
}));
const desk = new PaneDesk((key, part) => progress.loading(key, part));
const tabs = new Tabs(byId("tabs", HTMLElement));
const panels = Object.fromEntries(KEYS.map((key) => [key, make("div", { id: `panel-${key}`, class: "tab-panel",
  role: "tabpanel", "aria-labelledby": `tab-${key}`, tabindex: 0, hidden: true })]));
byId("panels", HTMLElement).append(...Object.values(panels));

/** Whether what is explained is what the person selects in Excel. */
let following = false;
const changing = new Changing(panels.change, desk, attempt);
const explaining = new Explaining(panels.explain, desk, attemptExplaining);
const examining = new Examining(panels.examine, desk, attempt, go);

/** Do something that may be refused, and say so where everybody sees it.
 * @param {() => Promise<void>} work */
async function attempt(work) {
  clear("refused");
  try {
    await work();
  } catch (fault) {
    sayFault(fault, "refused");
  }
}

/** Look at the book: why it cannot be understood stands until it can.
 * @param {() => Promise<void>} work */
async function look(work) {
  try {
    await work();
  } catch (fault) {
    sayFault(fault, "unread");
  }
}

/** @param {"refused"|"unread"} where */
function clear(where) {
  byId(where, HTMLElement).replaceChildren();
}

/** @param {unknown} fault @param {"refused"|"unread"} where */
function sayFault(fault, where) {
  if (wasCancelled(fault)) return;
  const refused = byId(where, HTMLElement);
  const place = fault instanceof Refused ? fault.place : "";
  const told = [Refused, NotAWorkbook].some((kind) => fault instanceof kind);
  const sentence = told ? /** @type {Error} */ (fault).message : isBusy(fault) ? say("pane_busy") : "";
  refused.replaceChildren(make("p", {}, sentence || say("failed")),
    ...(isCell(place) ? [make("button", { type: "button", class: "place", onclick: () => go(place) }, say("go_to", { place }))] : []),
    ...(sentence ? [] : [make("details", {}, make("summary", {}, say("failed_details")), make("pre", {}, String(fault)))]));
  refused.scrollIntoView({ block: "nearest" });
}

/** A cell that was selected and is no figure is no fault: the pane says so, quietly.
 * @param {() => Promise<void>} work */
async function attemptExplaining(work) {
  const follows = following;
  following = false;
  await attempt(async () => {
    try {
      await work();
      hint("");
    } catch (fault) {
      if (!follows || !(fault instanceof Refused)) throw fault;
      hint(say("explain_no_figure", { place: fault.place }));
    }
  });
}

/** @param {string} sentence */
function hint(sentence) {
  byId("follow", HTMLElement).textContent = sentence || say("explain_follow");
}

/** Go to a cell in the book. @param {string} place */
function go(place) {
  if (isCell(place)) void attempt(() => goTo(place));
  else explain(place);
}

/** Explain the figure at a place, on its own tab. @param {string} place */
function explain(place) {
  tabs.choose("explain");
  explaining.go(place);
}

/** Explain what is selected in the book, if that tab is the one that is seen. @param {string} place */
function follow(place) {
  if (tabs.chosen !== "explain" || !desk.view) return;
  following = true;
  explaining.go(place);
}

/** What each tab shows when it is chosen; Befolkning lies as it was left. @type {Record<string, () => void>} */
const SHOW = {
  change: () => changing.render(now()),
  explain: () => explaining.render(),
  examine: () => examining.render(now()),
  alternatives: () => renderAlternatives(panels.alternatives, now(), desk, attempt),
  population: () => undefined,
  write: () => renderWriting(panels.write, desk, attempt, go),
};
const FOLLOWS = new Set(["change", "explain", "examine", "alternatives"]);

function now() {
  if (!desk.view) throw new Error("no book");
  return desk.view;
}

/** Show what has changed: above the tabs always, below only on the tab that is seen. */
function render() {
  const view = now();
  clear("unread");
  renderFigures(view);
  markStale(panels.examine);
  renderDiffering(byId("differing", HTMLElement), desk.differs, desk.differ, go);
  if (FOLLOWS.has(tabs.chosen)) keepingTyped(panels[tabs.chosen], SHOW[tabs.chosen]);
}

/** The title block, the key figures and the marks. @param {View} view */
function renderFigures(view) {
  byId("title-block", HTMLElement).replaceChildren(titleBlock(view, () => tabs.choose("examine", true)));
  byId("key-figures", HTMLElement).replaceChildren(keyFigures(view, desk.before ?? view, explain));
  const { fail, warn } = counted(checksOf(view));
  byId("mark-examine", HTMLElement).textContent = fail ? ` ✕ ${fail}` : warn ? ` ▲ ${warn}` : "";
}

/** A slider is moving: its figures follow, its fields and the book stay. */
function renderGlance() {
  renderFigures(now());
  if (tabs.chosen === "change") changing.show(now());
}

/** Show a panel anew without losing what somebody is about to type in its form.
 * @param {HTMLElement} panel @param {() => void} show */
function keepingTyped(panel, show) {
  const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll("form.signing input"));
  const typed = new Map([...boxes()].map(({ id, value }) => [id, value]));
  const at = document.activeElement?.id;
  show();
  for (const box of boxes()) box.value = typed.get(box.id) ?? box.value;
  const left = at ? panel.querySelector(`#${CSS.escape(at)}`) : null;
  if (left instanceof HTMLElement && left !== document.activeElement) left.focus();
}

/** The open book has been read, or is shown in another language. */
function layBook() {
  byId("start", HTMLElement).hidden = true;
  byId("book", HTMLElement).hidden = false;
  const chosen = KEYS.includes(tabs.chosen) ? tabs.chosen : "change";
  tabs.lay(KEYS.map((key) => ({ key, panel: panels[key], show: SHOW[key] })));
  changing.lay(now());
  examining.lay(now());
  panels.population.replaceChildren(make("p", { class: "lead" }, say("population_pane_lead")), ...populationForm(desk, attempt));
  hint("");
  tabs.choose(chosen);
  render();
}

/** Read the open book from the beginning. */
async function read() {
  clear("refused");
  byId("reading", HTMLElement).hidden = false;
  await look(async () => {
    await desk.first();
    speak(say("pane_read"));
  });
  byId("reading", HTMLElement).hidden = true;
}

/** Everything in the language that is chosen. @param {"sv"|"en"} language */
async function speakLanguage(language) {
  choose(language);
  sayPage();
  progress.sayAgain();
  if (!desk.view) return;
  await desk.again();
  layBook();
}

/** Begin with a verb of the ribbon. @param {string} key */
async function begin(key) {
  await Office.addin.showAsTaskpane();
  if (!desk.view) return;
  tabs.choose(key, true);
  const place = key === "explain" ? await selected() : "";
  if (place) explain(place);
  if (key === "examine") examining.examine();
}

/** The verbs of the ribbon: each shows the pane with its tab. */
function takeVerbs() {
  for (const key of KEYS) {
    Office.actions.associate(key, async (/** @type {Office.AddinCommands.Event} */ event) => {
      await attempt(() => begin(key));
      event.completed();
    });
  }
}

desk.addEventListener("book", layBook);
desk.addEventListener("view", render);
desk.addEventListener("glance", renderGlance);
desk.addEventListener("nottyped", (event) => sayFault(/** @type {CustomEvent} */ (event).detail, "refused"));
desk.addEventListener("kept", () => panels.alternatives.querySelectorAll("form").forEach((form) => form.reset()));
desk.addEventListener("busy", () => progress.busy(desk.doing));
byId("again", HTMLElement).addEventListener("click", () => void read());
panels.explain.addEventListener("click", ({ target }) => {
  const place = target instanceof Element && target.closest("button.place")?.textContent;
  if (place && isCell(place)) void attempt(() => goTo(place));
});
hearLanguage((wanted) => void attempt(() => speakLanguage(wanted)));
void speakLanguage(language());
void Promise.resolve(globalThis.Office?.onReady()).then(async (info) => {
  if (String(info?.host) !== "Excel") {
    byId("outside", HTMLElement).hidden = false;
    byId("reading", HTMLElement).hidden = true;
    return;
  }
  const wanted = languageIn(Office.context.displayLanguage);
  if (wanted !== language()) await attempt(() => speakLanguage(wanted));
  takeVerbs();
  takeFunctions();
  answerWith(desk.engine);
  await attempt(() => desk.learn());
  await read();
  await attempt(() => hearTyping((where) => void look(() => desk.changedInExcel(where))));
  await attempt(() => hearSelecting(follow));
});
