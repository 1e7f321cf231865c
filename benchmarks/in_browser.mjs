// Times in a headless tab, as JSON: node in_browser.mjs CHROMIUM SITE BARE BOOK RUNS PANE STAND_IN
// Run in tests/browser, where npm has put puppeteer-core. BARE is the address of a page that loads
// Python alone, PANE of a site with a live workbook behind it, if there is one.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const here = createRequire(pathToFileURL(`${process.cwd()}/`));
const { default: puppeteer } = await import(pathToFileURL(here.resolve("puppeteer-core")).href);
const [chromium, site, bare, book, runs, pane, standIn] = process.argv.slice(2);
const PATIENCE = 120_000;
const GRANT = "#lever-fs_grant_2026";
const AMOUNTS = ["8 600", "8 700", "8 650", "8 720", "8 610"];
const READY = { [site]: "#examples button", [bare]: "[data-ready]" };

async function launched() {
  const args = ["--no-first-run", "--disable-background-networking", "--lang=sv", "--accept-lang=sv"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await puppeteer.launch({ executablePath: chromium, args, headless: true, protocolTimeout: PATIENCE });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  return { browser, page };
}

/** Milliseconds until the page can be used, and until anything was painted. */
async function visited(page, address) {
  const start = performance.now();
  await page.goto(address);
  await page.waitForSelector(READY[address], { polling: 20 });
  const ready = performance.now() - start;
  const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
  return { ready, painted };
}

/** Megabytes that the browser's processes for pages hold. */
function megabytes(browser) {
  const ours = browser.process().pid;
  const lines = execFileSync("ps", ["-eo", "pid,ppid,rss,args"], { encoding: "utf8" }).split("\n").slice(1);
  const processes = lines.map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/)).filter(Boolean)
    .map(([, pid, parent, rss, args]) => ({ pid: Number(pid), parent: Number(parent), rss: Number(rss), args }));
  const family = new Set([ours]);
  for (let grown = true; grown;) {
    const young = processes.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    young.forEach(({ pid }) => family.add(pid));
    grown = young.length > 0;
  }
  return processes.filter(({ pid, args }) => family.has(pid) && args.includes("--type=renderer"))
    .reduce((sum, { rss }) => sum + rss, 0) / 1024;
}

/** Milliseconds from leaving the field until the figures on the page have changed. */
async function edited(page, text) {
  await page.$eval(GRANT, (box) => { box.focus(); box.select(); });
  await page.keyboard.type(text);
  return page.evaluate(() => new Promise((done) => {
    const start = performance.now();
    const figures = document.querySelector("#key-figures");
    const watch = new MutationObserver(() => requestAnimationFrame(() => {
      watch.disconnect();
      done(performance.now() - start);
    }));
    watch.observe(figures, { childList: true, subtree: true, characterData: true });
    document.activeElement.blur();
  }));
}


/** Milliseconds beside the host's own: from a number typed in the pane until it stands in the sheet,
 * and from one typed in the sheet until the pane's figures have changed. */
async function inPane() {
  const { browser, page } = await launched();
  await page.setRequestInterception(true);
  page.on("request", (request) => void (request.url().startsWith("https://appsforoffice.")
    ? request.respond({ contentType: "text/javascript", body: readFileSync(standIn, "utf8") }) : request.continue()));
  await page.goto(new URL("pane.html", pane).href);
  await page.waitForSelector(GRANT);
  const rested = () => page.evaluate(() => new Promise((done) => { setTimeout(done, 4000); }));
  await rested();
  const typed = [];
  const shown = [];
  for (const amount of AMOUNTS) {
    await page.$eval(GRANT, (box) => { box.focus(); box.select(); });
    await page.keyboard.type(amount);
    typed.push(await page.evaluate(async () => {
      const { seen } = window.person;
      const [start, spent, batches] = [performance.now(), seen.spent, seen.batches.length];
      document.activeElement.blur();
      while (!seen.batches.slice(batches).some((each) => each.includes("write")) || seen.waiting) {
        await new Promise((done) => { setTimeout(done, 1); });
      }
      return performance.now() - start - (seen.spent - spent);
    }));
    await rested();
  }
  for (const amount of AMOUNTS) {
    shown.push(await page.evaluate(async (number) => {
      const { seen } = window.person;
      const figures = document.querySelector("#key-figures");
      const changed = new Promise((done) => { new MutationObserver((_, watch) => { watch.disconnect(); done(undefined); })
        .observe(figures, { childList: true }); });
      await window.person.type("Förutsättningar", "C17", number);
      const [start, spent] = [performance.now(), seen.spent];
      await changed;
      return performance.now() - start - (seen.spent - spent);
    }, Number(amount.replace(/\s/g, "")) + 7));
    await rested();
  }
  await browser.close();
  return { typed, shown };
}

const seen = { cold: [], warm: [], bareCold: [], bareWarm: [], painted: [], edits: [], memory: [], bareMemory: [] };
for (let run = 0; run < Number(runs); run++) {
  for (const [address, cold, warm, memory] of [[site, "cold", "warm", "memory"], [bare, "bareCold", "bareWarm", "bareMemory"]]) {
    const { browser, page } = await launched();
    const first = await visited(page, address);
    seen[cold].push(first.ready);
    if (address === site) {
      seen.painted.push(first.painted);
      await page.evaluate(async () => (await navigator.serviceWorker.ready).active);
    }
    await new Promise((done) => { setTimeout(done, 1500); });
    seen[warm].push((await visited(page, address)).ready);
    if (address === site) {
      const box = await page.$("#file");
      await box.uploadFile(book);
      await page.waitForSelector("#tab-change", { visible: true });
      await page.waitForFunction(() => document.querySelector("#key-figures")?.textContent.includes("546"));
      await page.click("#tab-change");
      await page.waitForSelector(GRANT);
      await page.waitForNetworkIdle({ idleTime: 500 });
      for (const amount of AMOUNTS) seen.edits.push(await edited(page, amount));
    }
    seen[memory].push(megabytes(browser));
    await browser.close();
  }
}
if (pane) Object.assign(seen, await inPane());
console.log(JSON.stringify(seen));
