/** Om: which build this is, whether it is kept for use without a network, and its licences. */
import { byId, make } from "./making.js";
import { say } from "./words.js";

/** @typedef {{name: string, version?: string, licence?: string, license?: string}} Part */
/** @typedef {{version: string, hash: string, licences?: Part[]}} Build */

/** @type {Promise<Build|null>|null} */
let asked = null;

/** @returns {Promise<Build|null>} */
async function fetchedBuild() {
  const response = await fetch(new URL("../build.json", import.meta.url));
  return response.ok ? response.json() : null;
}

/** Write which build this is, in the language that is chosen. */
export async function renderAbout() {
  asked ??= fetchedBuild();
  const build = await asked;
  const kept = Boolean(navigator.serviceWorker?.controller);
  byId("about-build", HTMLElement).replaceChildren(...(build === null ? [] : [
    make("dl", { class: "build" },
      make("dt", {}, say("about_version")), make("dd", {}, build.version),
      make("dt", {}, say("about_hash")), make("dd", {}, make("code", {}, build.hash)),
      make("dt", {}, say("about_offline")), make("dd", {}, kept ? say("about_offline_yes") : say("about_offline_no"))),
    licences(build.licences ?? [])]));
}

/** @param {Part[]} parts */
function licences(parts) {
  return make("details", {}, make("summary", {}, say("about_licences")),
    make("table", { class: "licences" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("about_part")),
        make("th", { scope: "col" }, say("about_version")), make("th", { scope: "col" }, say("about_licence")))),
      make("tbody", {}, ...parts.map((part) => make("tr", {}, make("th", { scope: "row" }, part.name),
        make("td", {}, part.version ?? ""), make("td", {}, part.licence ?? part.license ?? ""))))));
}
