// Pictures of the page: node web_pictures.mjs ADDRESS CHROMIUM BOOK FOLDER, run in tests/browser.
import { pathToFileURL } from "node:url";

const { openTab } = await import(pathToFileURL(`${process.cwd()}/tab.mjs`).href);
const [address, chromium, book, folder] = process.argv.slice(2);
const tab = await openTab(address, chromium, folder);

/** A picture from the top of the page; `down` moves past what the last picture showed. */
async function picture(name, down = 0) {
  await tab.page.evaluate((y) => { document.activeElement.blur(); scrollTo(0, y); }, down);
  await tab.page.screenshot({ path: `${folder}/${name}.png` });
}

await tab.page.setViewport({ width: 1160, height: 860 });
await tab.visit();
await tab.choose(book);
await tab.tab("overview");
await picture("webb-oversikt");
await tab.tab("change");
await tab.type("#lever-fs_grant_2026", "8 600");
await picture("webb-andra");
await tab.tab("review");
await tab.answer(() => tab.page.click("#panel-review .way button"), "findings");
await tab.page.waitForSelector(".second");
await picture("webb-granska", 260);
await tab.page.setViewport({ width: 320, height: 640 });
await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
await tab.tab("checks");
await picture("webb-smal-och-mork", 60);
await tab.end();
