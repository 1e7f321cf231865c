// A tab of headless Chromium that notes what it asks for, what it refuses, and what it is told.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 120_000;

/** Before any script of the page: note what the worker answers and what the page's rules forbid. */
function note() {
  window.heard = [];
  window.forbidden = [];
  addEventListener("securitypolicyviolation", (event) => window.forbidden.push(`${event.violatedDirective} ${event.blockedURI}`));
  const Own = Worker;
  window.Worker = class extends Own {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => { if (data.reply) window.heard.push(data.reply); });
    }
  };
}

export async function openTab(address, chromium, folder) {
  const args = ["--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--lang=sv", "--accept-lang=sv"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await puppeteer.launch({ executablePath: chromium, args, headless: true, protocolTimeout: 2 * PATIENCE });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.evaluateOnNewDocument(note);
  const session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  return new Tab(browser, page, address);
}

class Tab {
  asked = new Set();
  faults = [];
  /** What the page has asked its person; each is answered yes. */
  questions = [];

  constructor(browser, page, address) {
    Object.assign(this, { browser, page, address });
    page.on("request", (request) => this.asked.add(request.url()));
    page.on("dialog", (dialog) => {
      this.questions.push(dialog.message());
      void dialog.accept();
    });
    page.on("pageerror", (fault) => this.faults.push(String(fault)));
    page.on("console", (said) => { if (said.type() === "error") this.faults.push(said.text()); });
  }

  /** Open the page and wait until the engine is ready. */
  async visit() {
    await this.page.goto(this.address);
    await this.page.waitForSelector("#examples button");
  }

  /** Do something, and wait for the worker's answer to it: the first with the key, or a refusal. */
  async answer(act, key = "book") {
    const before = await this.heard();
    await act();
    const found = await this.page.waitForFunction(
      (at, wanted) => window.heard.slice(at).find((reply) => wanted in reply || !reply.ok),
      { polling: 50 }, before, key);
    return found.jsonValue();
  }

  async choose(path) {
    const box = await this.page.$("#file");
    return this.answer(() => box.uploadFile(path));
  }

  /** Choose another book to compare with, in the browser's own dialog. */
  async compare(path) {
    const [chooser] = await Promise.all([this.page.waitForFileChooser(),
      this.page.click("#panel-review .way:nth-of-type(2) button")]);
    await this.answer(() => chooser.accept([path]), "differs");
    await this.page.waitForSelector(".compared");
    return this.text(".compared tbody");
  }

  /** Open a book as from a dialog that lets the page write back in it: a file of the page's own. */
  async openWritable(path) {
    const content = readFileSync(path).toString("base64");
    await this.page.evaluate(async (name, text) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      await stream.write(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
      await stream.close();
      window.written = handle;
      window.showOpenFilePicker = async () => [handle];
    }, "written.xlsx", content);
    await this.page.click("#another");
    await this.answer(() => this.page.click("#choose"));
  }

  /** The digest of what was written back, in hexadecimal. */
  writtenDigest() {
    return this.page.evaluate(async () => {
      const content = await (await window.written.getFile()).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
      return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    });
  }

  /** Type in a field and leave it, as a person does. */
  async type(selector, text, leave = "Tab", key = "book") {
    await this.page.$eval(selector, (box) => { box.focus(); box.select?.(); });
    await this.page.keyboard.type(text);
    return this.answer(() => this.page.keyboard.press(leave), key);
  }

  async tab(key) {
    await this.page.click(`#tab-${key}`);
    await this.quiet();
  }

  /** Until the engine has nothing more to answer. */
  async quiet() {
    await this.page.waitForNetworkIdle({ idleTime: 200 });
    let seen = -1;
    for (let now = await this.heard(); now !== seen; now = await this.heard()) {
      seen = now;
      await this.page.evaluate(() => new Promise((done) => { setTimeout(done, 300); }));
    }
  }

  heard() {
    return this.page.evaluate(() => window.heard.length);
  }

  text(selector) {
    return this.page.$eval(selector, (element) => element.innerText.replace(/\s+/g, " ").trim());
  }

  /** What axe finds, each with the first place where. */
  async axe() {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async () => {
      const { violations } = await window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.slice(0, 240)}`);
    });
  }

  /** How many pixels the page is wider than its window. */
  tooWide() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }

  async end() {
    const forbidden = await this.page.evaluate(() => window.forbidden);
    await this.browser.close();
    return { asked: [...this.asked], faults: this.faults, forbidden };
  }
}
