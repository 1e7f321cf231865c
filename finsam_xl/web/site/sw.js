/** Keeps every file of one build, so that the page works without a network after one visit. */

importScripts("./precache.js");

/** @type {{hash: string, files: string[]}} */
const { hash, files } = /** @type {any} */ (self).PRECACHE;
const KEPT = `finsam_xl-${hash}`;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** A build is kept whole or not at all; it takes over when no page of an earlier one is open. */
async function keepBuild() {
  const cache = await caches.open(KEPT);
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
}

/** Earlier builds are let go, and open pages follow the new one. */
async function leaveEarlier() {
  const names = await caches.keys();
  const earlier = names.filter((name) => name.startsWith("finsam_xl-") && name !== KEPT);
  await Promise.all(earlier.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** What is kept, or else from the page's own origin. @param {Request} request */
async function answered(request) {
  const kept = await (await caches.open(KEPT)).match(request, { ignoreSearch: true });
  return kept ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(keepBuild()));
worker.addEventListener("activate", (event) => event.waitUntil(leaveEarlier()));
worker.addEventListener("fetch", (event) => {
  const own = new URL(event.request.url).origin === worker.location.origin;
  if (own && event.request.method === "GET") event.respondWith(answered(event.request));
});
