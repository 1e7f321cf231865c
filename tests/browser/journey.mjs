// One person's way through the page: node journey.mjs ADDRESS CHROMIUM BOOK HOSTILE FOLDER DECIDED.
// HOSTILE is a folder of files that must be refused; FOLDER is where what is saved ends up; DECIDED
// is a book that the board has decided, with a table beside it.
// Prints what was seen as JSON; what is right or wrong is judged by test_page.py.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { openTab } from "./tab.mjs";

const [address, chromium, book, hostile, folder, decided] = process.argv.slice(2);
const TABS = ["overview", "change", "alternatives", "checks", "explain", "review", "save"];
const PASTED = ["Medlem\t2026", "Försäkringskassan\t4386,5", "Arbetsförmedlingen\t4386,5",
  "Västra Götalandsregionen\t4386,5", "Borås\t4386,52", "Summa\t17546"].join("\n");
const TABLE = ["Folkmängd 2025-06-30", "Kommun\tInvånare", "1443 Bollebygd\t9 700", "1490 Borås\t114 000",
  "1463 Mark\t35 000", "1465 Svenljunga\t10 600", "1452 Tranemo\t11 800", "1491 Ulricehamn\t24 800",
  "1442 Vårgårda\t12 400", "1466 Herrljunga\t9 500"].join("\n");
const HURT = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=1</script>";
const tab = await openTab(address, chromium, folder);
const seen = { axe: {}, wide: {} };

await tab.visit();
seen.axe.start = await tab.axe();
seen.opened = (await tab.choose(book)).report;

await tab.tab("change");
seen.changed = (await tab.type("#lever-fs_grant_2026", "8 600")).report;
seen.cards = await tab.text("#key-figures");
seen.outcome = await tab.text(".outcome");
seen.refused = (await tab.type("#lever-fs_grant_2026", "åtta")).refused;
seen.fault = await tab.text("#lever-fs_grant_2026-fault");
seen.twoWays = (await tab.type("#lever-fs_grant_2026", "8,773")).refused;
await tab.type("#lever-fs_grant_2026", "8 600");
await tab.page.focus(".lever input[type=range]");
seen.slid = (await tab.answer(() => tab.page.keyboard.press("ArrowRight"))).report;
seen.undone = (await tab.answer(() => tab.page.click(".outcome-side button"))).report;
seen.field = await tab.page.$eval("#lever-fs_grant_2026", (box) => box.value);

await tab.page.click(".cards .card:nth-child(4) button");
await tab.page.waitForSelector(".explained");
seen.explained = await tab.text(".explained");

await tab.tab("review");
seen.verified = (await tab.answer(() => tab.page.click("#panel-review .way button"), "findings")).findings;
await tab.page.waitForSelector(".second");
seen.second = await tab.text(".second");
seen.compared = await tab.compare(book);
await tab.page.type("#review-text", PASTED);
seen.reviewed = (await tab.answer(() => tab.page.click("#panel-review form button"), "findings")).findings;
seen.axe.found = await tab.axe();

await tab.tab("change");
await tab.type("#lever-fs_grant_2026", "8 650");
await tab.type("#lever-fs_grant_2026", "8 600");
await tab.tab("review");
seen.stale = [await tab.text("#panel-review .found"), await tab.page.$eval("#review-text", (box) => box.value)];
await tab.page.click("#panel-review .way button");
await tab.page.waitForSelector("#cancel", { visible: true });
await tab.answer(() => tab.page.click("#cancel"));
await tab.page.waitForSelector("#progress", { hidden: true });
await tab.quiet();
seen.resumed = (await tab.answer(() => tab.page.click("#tab-explain"), "explanation")).explanation;

for (const key of TABS) {
  await tab.tab(key);
  seen.axe[key] = await tab.axe();
}
await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }, { name: "prefers-reduced-motion", value: "reduce" }]);
await tab.page.setViewport({ width: 320, height: 720 });
for (const key of TABS) {
  await tab.tab(key);
  seen.axe[`${key}, dark and narrow`] = await tab.axe();
  seen.wide[key] = await tab.tooWide();
}
await tab.page.setViewport({ width: 1280, height: 900 });

await tab.tab("save");
await tab.answer(() => tab.page.click("#save-download"), "name");
await tab.page.waitForFunction(() => document.querySelector("#panel-save .saved")?.textContent);
seen.swedish = await tab.text("body");

await tab.answer(() => tab.page.click('[data-language="en"]'));
await tab.quiet();
seen.english = await tab.text("body");
seen.language = await tab.page.evaluate(() => document.documentElement.lang);

await tab.tab("change");
await tab.page.type("#find-input", "namn");
await tab.type("#field-fs_association_name", HURT);
await tab.tab("overview");
seen.organisation = await tab.text(".top-line");
seen.hurt = await tab.page.evaluate(() => [window.hurt ?? null, document.images.length]);

seen.hostile = {};
for (const name of readdirSync(hostile)) {
  const reply = await tab.choose(join(hostile, name));
  await tab.page.waitForFunction(() => document.getElementById("refused").textContent);
  seen.hostile[name] = { ok: reply.ok, sentence: await tab.text("#refused") };
}
seen.again = (await tab.choose(book)).report;

await tab.openWritable(book);
await tab.tab("change");
await tab.type("#lever-fs_grant_2026", "8 600");
await tab.tab("save");
await tab.answer(() => tab.page.click("#save-same"), "name");
await tab.page.waitForFunction(() => document.querySelector("#panel-save .saved")?.textContent);
seen.same = await tab.writtenDigest();
seen.named = await tab.text(".title-block .lead");

/** Say who changes the plan and why, and press the button. */
const signed = async (kind, name = "") => {
  await tab.tab("alternatives");
  if (name) await tab.page.type(`#${kind}-name`, name);
  await tab.page.type(`#${kind}-reason`, "prov");
  await tab.page.type(`#${kind}-signature`, "AB");
  return tab.answer(() => tab.page.click(`form.${kind} button`), "scenarios");
};
await tab.tab("change");
await tab.type("#lever-fs_grant_2026", "8 650");
seen.kept = (await signed("keep", "Mindre")).scenarios;
seen.axe.adopting = await tab.axe();
seen.adopted = await signed("adopt");

await tab.tab("change");
await tab.page.click(".population summary");
await tab.page.$eval("#population-text", (box, text) => { box.value = text; }, TABLE);
seen.population = await tab.answer(() => tab.page.click(".population form button"), "said");

await tab.tab("review");
await tab.page.click("#panel-review form details summary");
await tab.page.$eval("#review-population", (box) => { box.value = "kod;kommun;datum;folkmängd\n1490;Borås;2025-06-30;114895"; });
const [chooser] = await Promise.all([tab.page.waitForFileChooser(), tab.page.click("#panel-review form button[type=button]")]);
seen.reviewedFile = await tab.answer(() => chooser.accept([join(dirname(decided), "tabell.csv")]), "findings");

seen.decided = (await tab.choose(decided)).book.decided;
await tab.tab("change");
await tab.type("#lever-fs_grant_2026", "8 600");
await tab.tab("save");
seen.versions = await tab.text("#panel-save");
await tab.answer(() => tab.page.click("#save-download"), "name");
await tab.page.waitForFunction(() => document.querySelector("#panel-save .saved")?.textContent);
seen.versioned = await tab.text("#panel-save");
seen.questions = tab.questions;
Object.assign(seen, await tab.end());
console.log(JSON.stringify(seen));
