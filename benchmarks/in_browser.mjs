// Times in a headless tab, as JSON: node in_browser.mjs CHROMIUM SITE_ADDRESS BARE_ADDRESS BOOK RUNS
// Run in tests/browser, where npm has put puppeteer-core. BARE is a page that loads Python alone.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const here = createRequire(pathToFileURL(`${process.cwd()}/`));
const { default: puppeteer } = await import(pathToFileURL(here.resolve("puppeteer-core")).href);
const [chromium, site, bare, book, runs] = process.argv.slice(2);
const PATIENCE = 120_000;
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
  await page.$eval("#lever-fs_grant_2026", (box) => { box.focus(); box.select(); });
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
      await page.waitForSelector("#lever-fs_grant_2026");
      await page.waitForNetworkIdle({ idleTime: 500 });
      for (const amount of ["8 600", "8 700", "8 650", "8 720", "8 610"]) seen.edits.push(await edited(page, amount));
    }
    seen[memory].push(megabytes(browser));
    await browser.close();
  }
}
console.log(JSON.stringify(seen));
