/** Granska: every cell of the open book against what its inputs give, and the plan's own checks. */
import { severityMark, statusMark } from "../checks.js";
import { make, speak } from "../making.js";
import { checksOf, plainStatus, worstFirst } from "../reading.js";
import { figure, say } from "../words.js";
import { goLink, isCause, sides } from "./differing.js";

/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("./pane_desk.js").PaneDesk} PaneDesk */
/** @typedef {(work: () => Promise<void>) => void} Attempt */

const MOST = 200;

export class Examining {
  /** @param {HTMLElement} place @param {PaneDesk} desk @param {Attempt} attempt @param {(place: string) => void} go */
  constructor(place, desk, attempt, go) {
    this.place = place;
    this.desk = desk;
    this.attempt = attempt;
    this.go = go;
    this.found = make("div", { class: "found" });
    this.checks = make("div");
  }

  /** @param {View} view */
  lay(view) {
    this.found.replaceChildren();
    this.place.replaceChildren(
      make("p", { class: "lead" }, say("examine_lead")),
      make("p", {}, make("button", { type: "button", class: "main", id: "examine", onclick: () => this.examine() }, say("examine"))),
      this.found, make("h2", {}, say("examine_checks")), this.checks);
    this.render(view);
  }

  /** Follow a view. @param {View} view */
  render(view) {
    const graver = worstFirst(checksOf(view)).filter(({ status }) => plainStatus(status) !== "pass");
    this.checks.replaceChildren(graver.length === 0
      ? make("p", { class: "status-pass" }, `✓ ${say("nothing_to_attend")}`)
      : make("ul", { class: "check-list" }, ...graver.map(({ status, message, place }) => make("li", {},
        statusMark(status), make("span", { class: "check-message" }, message), goLink(place, this.go)))));
  }

  /** Examine the book as it stands. */
  examine() {
    this.attempt(async () => {
      await this.desk.again();
      const { reply } = await this.desk.ask("examine");
      this.#show(reply.findings, say("examined", {
        formulas: figure(reply.compared.formulas), names: figure(reply.compared.names) }));
    });
  }

  /** @param {Finding[]} findings @param {string} lead */
  #show(findings, lead) {
    const { length } = findings;
    const caused = findings.some(isCause);
    const shown = findings.filter((each) => !caused || each.id !== "stored_differs");
    const follow = findings.filter((each) => caused && each.id === "stored_differs");
    const sum = length === 0 ? `✓ ${say("no_findings")}` : length === 1 ? say("one_finding") : say("findings", { number: length });
    this.found.replaceChildren(
      make("p", { class: length ? "found-sum" : "found-sum status-pass" }, sum, " ", make("span", { class: "muted" }, lead)),
      this.#list(shown),
      follow.length > 0 && make("details", { class: "group" },
        make("summary", {}, make("span", { class: "group-name" }, say("examine_follow", { number: follow.length }))),
        this.#list(follow)) || "");
    speak(`${sum} ${lead}`);
  }

  /** @param {Finding[]} findings */
  #list(findings) {
    return make("ul", { class: "check-list findings" }, ...findings.slice(0, MOST).map((each) => this.#row(each)));
  }

  /** @param {Finding} finding */
  #row(finding) {
    const { severity, place } = finding;
    return make("li", {}, severityMark(severity), sides(finding), goLink(place, this.go));
  }
}
