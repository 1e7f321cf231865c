// The page without a network: node offline.mjs ADDRESS CHROMIUM FOLDER. Prints "visited" when one
// visit has been made, waits for a line (the server has ended by then), and visits again.
import { once } from "node:events";
import { openTab } from "./tab.mjs";

const [address, chromium, folder] = process.argv.slice(2);
const tab = await openTab(address, chromium, folder);
await tab.visit();
await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
console.log("visited");
await once(process.stdin, "data");
await tab.visit();
const begun = await tab.answer(() => tab.page.click("#examples button"));
console.log(JSON.stringify({ total: begun.report.years[begun.book.year].total, ...await tab.end() }));
process.exit(0);
