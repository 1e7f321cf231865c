/** The page: brings the desk, the tabs and the panels together, and says what happens. */
import { renderAbout } from "./about.js";
import { renderAlternatives } from "./alternatives.js";
import { Changing } from "./changing.js";
import { renderChecks } from "./checks.js";
import { Desk, wasCancelled } from "./desk.js";
import { NotWritten, Refused } from "./engine.js";
import { Explaining } from "./explaining.js";
import { byId, make, speak } from "./making.js";
import { layExamples, NotAWorkbook, takeBlank, takeFiles } from "./opening.js";
import { Overview } from "./overview.js";
import { Progress } from "./progress.js";
import { checksOf, counted } from "./reading.js";
import { markStale, renderReviewing } from "./reviewing.js";
import { renderSaving } from "./saving.js";
import { Tabs } from "./tabs.js";
import { keyFigures, titleBlock } from "./title.js";
import { choose, hearLanguage, language, say, sayPage } from "./words.js";

const KEYS = ["overview", "change", "alternatives", "checks", "explain", "review", "save"];

const progress = new Progress(() => void attempt(async () => {
  await desk.cancel();
  speak(say("cancelled"));
}));
const desk = new Desk((key, part) => progress.loading(key, part));
const tabs = new Tabs(byId("tabs", HTMLElement));
const panels = Object.fromEntries(KEYS.map((key) => [key, make("div", { id: `panel-${key}`, class: "tab-panel",
  role: "tabpanel", "aria-labelledby": `tab-${key}`, tabindex: 0, hidden: true })]));
byId("panels", HTMLElement).append(...Object.values(panels));

const overview = new Overview(panels.overview, desk, attempt, explain, toChecks);
const changing = new Changing(panels.change, desk, attempt);
const explaining = new Explaining(panels.explain, desk, attempt);

/** Do something that may be refused, and say so where everybody sees it.
 * @param {() => Promise<void>} work */
async function attempt(work) {
  const refused = byId("refused", HTMLElement);
  refused.replaceChildren();
  try {
    await work();
  } catch (fault) {
    if (wasCancelled(fault)) return;
    const sentence = [Refused, NotAWorkbook, NotWritten].some((kind) => fault instanceof kind);
    refused.replaceChildren(make("p", {}, sentence ? /** @type {Error} */ (fault).message : say("failed")),
      ...(sentence ? [] : [make("details", {}, make("summary", {}, say("failed_details")), make("pre", {}, String(fault)))]));
    refused.scrollIntoView({ block: "nearest" });
  }
}

/** Explain the figure at a place, on its own tab. @param {string} place */
function explain(place) {
  tabs.choose("explain");
  explaining.go(place);
}

function toChecks() {
  tabs.choose("checks", true);
}

/** What each tab shows when it is chosen, of the book as it is then; Granska lies as it was left. @type {Record<string, () => void>} */
const SHOW = {
  overview: () => overview.render(now()),
  change: () => changing.render(now()),
  alternatives: () => renderAlternatives(panels.alternatives, now(), desk, attempt),
  checks: () => renderChecks(panels.checks, now(), explain),
  explain: () => explaining.render(),
  review: () => undefined,
  save: () => renderSaving(panels.save, now(), desk, attempt),
};

function now() {
  if (!desk.view) throw new Error("no book");
  return desk.view;
}

/** Show what has changed: above the tabs always, below only on the tab that is seen. */
function render() {
  renderFigures();
  markStale(panels.review);
  SHOW[tabs.chosen]();
}

/** The title block, the key figures and the marks. */
function renderFigures() {
  const view = now();
  byId("title-block", HTMLElement).replaceChildren(titleBlock(view, toChecks));
  byId("key-figures", HTMLElement).replaceChildren(keyFigures(view, desk.before ?? view, explain));
  document.title = `${view.book.changed ? "● " : ""}${view.book.name}`;
  const { fail, warn } = counted(checksOf(view));
  byId("mark-checks", HTMLElement).textContent = fail ? ` ✕ ${fail}` : warn ? ` ▲ ${warn}` : "";
}

/** A slider is moving: its figures follow, its fields stay. */
function renderGlance() {
  renderFigures();
  if (tabs.chosen === "change") changing.show(now());
}

/** A book has come to the desk. */
function layBook() {
  const view = now();
  byId("start", HTMLElement).hidden = true;
  byId("book", HTMLElement).hidden = false;
  byId("another", HTMLElement).hidden = false;
  explaining.forget();
  tabs.lay(KEYS.map((key) => ({ key, panel: panels[key], show: SHOW[key] })));
  changing.lay(view);
  renderReviewing(panels.review, desk, attempt, explain);
  tabs.choose("overview");
  renderFigures();
  byId("main", HTMLElement).focus();
  speak(say("opened", { name: view.book.name }));
}

/** Whether another book may take the place of the one that is seen: what is not saved is asked about. */
function mayLeave() {
  const isSeen = !byId("book", HTMLElement).hidden;
  return !isSeen || !desk.view?.book.changed || confirm(say("leave"));
}

/** Leave the book, if the person wants to. */
function leave() {
  if (!mayLeave()) return;
  byId("start", HTMLElement).hidden = false;
  byId("book", HTMLElement).hidden = true;
  byId("another", HTMLElement).hidden = true;
  byId("choose", HTMLElement).focus();
}

/** Everything in the language that is chosen. @param {"sv"|"en"} language */
async function speakLanguage(language) {
  choose(language);
  sayPage();
  progress.sayAgain();
  await renderAbout();
  if (desk.calls.length === 0) return;
  await desk.learn();
  if (!desk.view) return;
  await desk.again();
  tabs.sayAgain();
  changing.lay(now());
  renderReviewing(panels.review, desk, attempt, explain);
  renderFigures();
  SHOW[tabs.chosen]();
}

const begin = (/** @type {Record<string, unknown>} */ from) => void attempt(() => desk.begin(from));

desk.addEventListener("book", layBook);
desk.addEventListener("view", render);
desk.addEventListener("glance", renderGlance);
desk.addEventListener("busy", () => progress.busy(desk.doing));
desk.addEventListener("calls", () => layExamples(desk.examples, begin));
byId("another", HTMLElement).addEventListener("click", leave);
hearLanguage((wanted) => void attempt(() => speakLanguage(wanted)));
addEventListener("beforeunload", (event) => {
  if (desk.view?.book.changed) event.preventDefault();
});
takeFiles(async (source) => {
  if (mayLeave()) await desk.open(source);
}, attempt);
takeBlank(begin);
void speakLanguage(language());
void attempt(() => desk.learn());
void navigator.serviceWorker?.register(new URL("../sw.js", import.meta.url), { scope: new URL("../", import.meta.url).pathname, updateViaCache: "none" });
