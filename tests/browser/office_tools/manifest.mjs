// What Microsoft's own schema says of a manifest, as JSON: node manifest.mjs MANIFEST FOLDER
// Its converter reads the XML; what it makes is held against the schema that lies in its package.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ManifestUtil } from "@microsoft/app-manifest";
import { convert } from "office-addin-manifest-converter";

const [manifest, folder] = process.argv.slice(2);
const schemas = join(dirname(createRequire(import.meta.url).resolve("@microsoft/app-manifest")), "json-schemas", "teams");
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8"));
const say = console.log;
console.log = () => {};
await convert(manifest, folder);
const told = read(join(folder, "manifest.json"));
const schema = read(join(schemas, `v${told.manifestVersion}`, "MicrosoftTeams.schema.json"));
say(JSON.stringify({ told, faults: await ManifestUtil.validateManifestAgainstSchema(told, schema) }));
