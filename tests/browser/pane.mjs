// One person's way through the pane: node pane.mjs ADDRESS CHROMIUM STAND_IN FOLDER.
// Office.js is answered with the stand-in; FOLDER is where pictures end up.
// Prints what was seen as JSON; what is right or wrong is judged by test_pane.py.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTab } from "./tab.mjs";

const [address, chromium, standIn, folder] = process.argv.slice(2);
const OFFICE = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";
const GRANT = ["Förutsättningar", "C17"];
const GRANT_SLIDER = '.lever:has(#lever-fs_grant_2026) input[type="range"]';
const tab = await openTab(address, chromium, folder);
const { page } = tab;
page.setDefaultTimeout(240_000);
const seen = { axe: {}, wide: {} };

/** Show what the pane looked like when it was waited for in vain. */
process.on("uncaughtException", async (fault) => {
  const said = await page.evaluate(() => `${document.getElementById("refused").innerHTML}\n${document.body.textContent}`);
  const { faults } = tab;
  await page.screenshot({ path: join(folder, "broken.png") });
  console.error(fault, said.slice(0, 3000), faults);
  process.exit(1);
});

/** Let a person do something in Excel after the pane has asked for a patch, and before it has it;
 * count what is asked and not yet answered. */
function meanwhile() {
  const Own = Worker;
  window.asked = 0;
  window.took = {};
  window.Worker = class extends Own {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!data.id) return;
        window.asked -= 1;
        const [call, begun] = this.begun.get(data.id);
        (window.took[call] ??= []).push(Math.round(performance.now() - begun));
      });
    }

    begun = new Map();

    async postMessage(message) {
      window.asked += 1;
      this.begun.set(message.id, [message.request.call, performance.now()]);
      const work = message.request?.call === "patch" && window.meanwhile;
      if (work) {
        window.meanwhile = null;
        await work();
      }
      super.postMessage(message);
    }
  };
}

await page.evaluateOnNewDocument(meanwhile);
await page.setRequestInterception(true);
page.on("request", (request) => {
  if (request.url() === OFFICE) void request.respond({ contentType: "text/javascript", body: readFileSync(standIn, "utf8") });
  else void request.continue();
});
/** Until neither Python nor Excel has anything more to answer. */
tab.quiet = () => page.evaluate(async () => {
  const busy = () => window.asked + window.person.seen.waiting > 0;
  for (let idle = 0; idle < 6; idle = busy() ? 0 : idle + 1) {
    await new Promise((done) => { setTimeout(done, 100); });
  }
});
const person = (name, ...given) => page.evaluate((key, all) => window.person[key](...all), name, given);
const shown = async (place) => (await person("shown", ...place)).values[0][0];
const picture = async (name, whole = false) => {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
};
/** Until the pane has looked again, whoever made it. */
const looked = (act) => tab.answer(act, "differs");

await page.setViewport({ width: 320, height: 760 });
await page.goto(new URL("pane.html", address).href);
await page.waitForSelector("#book:not([hidden])");
await tab.quiet();
seen.first = await page.evaluate(() => ({ syncs: window.person.seen.syncs, batches: window.person.seen.batches }));
seen.title = await tab.text("#title-block");
seen.differing = await tab.text("#differing");
await picture("change");

const slide = (kind) => tab.answer(() => page.$eval(GRANT_SLIDER, (slider, event) => {
  slider.value = "4400";
  slider.dispatchEvent(new Event(event, { bubbles: true }));
}, kind), kind === "input" ? "report" : "differs");
seen.glanced = [(await slide("input")).report.years["2026"].total, await shown(GRANT)];
await slide("change");
await tab.quiet();
seen.slid = await shown(GRANT);

seen.strict = await page.evaluate(async () => {
  const cell = (context, title) => context.workbook.worksheets.getItem(title).getRange("A1");
  const tries = [
    async (context) => cell(context, "Översikt").paint(),
    async (context) => cell(context, "Översikt").values,
    async (context) => cell(context, "Översikt").load("colour"),
    async (context) => { cell(context, "Ingen").load("values"); await context.sync(); },
  ];
  const faults = [];
  for (const each of tries) await Excel.run(each).catch((fault) => faults.push(fault.code ?? fault.name));
  return faults;
});
await page.evaluate(() => { window.person.seen.batches.length = 0; });
seen.changed = (await tab.answer(() => tab.type("#lever-fs_grant_2026", "4 500"), "differs")).report;
await tab.quiet();
seen.inSheet = await shown(GRANT);
seen.totalInSheet = await shown(["Andelar", "L50"]);
seen.batches = await page.evaluate(() => window.person.seen.batches);
await picture("changed");

seen.edited = (await looked(() => person("type", ...GRANT, 4600))).report;
await tab.quiet();
seen.field = await page.$eval("#lever-fs_grant_2026", (box) => box.value);

await page.evaluate(() => { window.meanwhile = () => window.person.type("Förutsättningar", "C17", 4700); });
await tab.type("#lever-fs_grant_2026", "4 800");
await page.waitForFunction(() => document.querySelector("#lever-fs_grant_2026-fault")?.textContent || document.getElementById("refused").textContent);
await tab.quiet();
seen.overtaken = await page.evaluate(() => `${document.querySelector("#lever-fs_grant_2026-fault")?.textContent} ${document.getElementById("refused").textContent}`);
seen.notLost = await shown(GRANT);
await picture("overtaken");

const cards = await tab.text("#key-figures");
await person("edit");
await slide("input");
seen.glimpsed = await tab.text("#key-figures") !== cards;
await page.$eval(GRANT_SLIDER, (slider) => slider.dispatchEvent(new Event("change", { bubbles: true })));
await page.waitForFunction(() => document.getElementById("refused").textContent);
seen.busy = [await tab.text("#refused"), await tab.text("#key-figures") === cards];
await person("leave");

await tab.type("#lever-fs_grant_2026", "4 800");
await tab.quiet();
seen.typedAgain = await shown(GRANT);
await looked(() => page.click(".outcome-side .saves button"));
await tab.quiet();
seen.undone = await shown(GRANT);

await tab.tab("alternatives");
await page.type("#keep-name", "Mer anslag");
await page.type("#keep-reason", "Prövning");
await page.type("#keep-signature", "AB");
await looked(() => page.click("form.keep button"));
await tab.quiet();
seen.kept = await tab.text("#panel-alternatives");
seen.baseGrant = await shown(GRANT);
await picture("alternatives", true);

await tab.tab("explain");
await tab.answer(() => person("select", "Andelar", "L50"), "explanation");
await tab.quiet();
seen.explained = await tab.text(".explained");
await picture("explain", true);
await page.click(".lineage .place");
await tab.quiet();
seen.wentTo = await person("selected");
await tab.answer(() => person("select", "Översikt", "A1"), "ok");
await tab.quiet();
seen.noFigure = [await tab.text("#follow"), await tab.text("#refused")];

await looked(() => person("type", "Andelar", "L50", 1));
await tab.quiet();
seen.tampered = await tab.text("#differing");
await picture("tampered");
await tab.tab("examine");
await tab.answer(() => page.click("#examine"), "findings");
await tab.quiet();
seen.found = await tab.text(".findings");
await page.click(".findings .place");
await tab.quiet();
seen.jumped = await person("selected");
await picture("examine", true);

await tab.tab("population");
await page.$eval("#population-text", (box) => { box.value = ["Folkmängd 2025-06-30", "Kommun\tInvånare", "9901 Alm\t41 300",
  "9902 Björk\t19 033", "9903 Ek\t12 480", "9904 Rönn\t6 127"].join("\n"); });
await looked(() => page.click("#panel-population form button"));
await tab.quiet();
seen.population = [await tab.text("#panel-population .saved"), await shown(["Befolkning", "D9"])];
await picture("population", true);

await tab.tab("write");
await tab.answer(() => page.click("#panel-write form button"), "name");
await page.waitForFunction(() => window.person.seen.created.length > 0 && document.querySelector("#panel-write .saved").textContent);
seen.written = await tab.text("#panel-write .saved");
writeFileSync(join(folder, "written.xlsx"), Buffer.from(await page.evaluate(() => window.person.seen.created[0]), "base64"));
await picture("write", true);

const OWN = ["Eget blad", "D2:D4"];
await person("enter", ...OWN, "=FINSAM.ANDEL(100,B2:B4)", [[75], [""], [25]]);
await person("type", "Eget blad", "B2", 3);
await person("type", "Eget blad", "B4", 1);
await person("enter", "Eget blad", "E2", "=1+FINSAM.ANDEL(100,B2:B4)", [[76]]);
await tab.answer(() => page.click("#find-functions"), "by_hand");
await tab.quiet();
seen.functions = await tab.text("#panel-write");
await picture("replace", true);
await page.click("#replace-functions");
await page.waitForSelector(".functions-found .saved");
await tab.quiet();
seen.replaced = [await tab.text("#panel-write"), await person("shown", ...OWN)];
await tab.tab("change");
await looked(() => page.click(".outcome-side .saves button"));
await tab.quiet();
seen.functionsAgain = await person("shown", ...OWN);

const before = await page.evaluate(() => window.heard.length);
seen.calculated = await person("calculate", ["ANDEL", 1000, [[3], [""], [1]]], ["CHECK", 10, [[4], [6]]], ["SHARE", -1, [[1]]]);
seen.calls = await page.evaluate((at) => window.heard.length - at, before);

seen.took = await page.evaluate(() => window.took);

await person("type", ...GRANT, "mycket");
await tab.quiet();
await page.goto(new URL("pane.html", address).href);
await page.waitForFunction(() => document.getElementById("unread").textContent);
seen.broken = [await tab.text("#unread"), await page.$eval("#book", (book) => book.hidden)];
await page.click("#unread .place");
await tab.quiet();
seen.broken.push(await person("selected"));
await looked(() => person("type", ...GRANT, 4250));
await page.waitForSelector("#book:not([hidden])");
await tab.quiet();
seen.mended = await tab.text("#unread");

await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }, { name: "prefers-reduced-motion", value: "reduce" }]);
for (const key of ["change", "explain", "examine", "alternatives", "population", "write"]) {
  await tab.tab(key);
  seen.axe[key] = await tab.axe();
  seen.wide[key] = await tab.tooWide();
  await picture(`dark-${key}`);
}
await looked(() => page.click('[data-language="en"]'));
await tab.quiet();
seen.english = await tab.text("body");
await picture("english");
seen.verbs = await page.evaluate(() => Object.keys(window.person.seen.verbs));
Object.assign(seen, await tab.end());
console.log(JSON.stringify(seen));
