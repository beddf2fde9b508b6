/* Gives the point's page, and what it is made of, out of the browser's cache where there is no line. Nothing else. */
"use strict";
const CACHE = "yizhan-point";
const PATIENCE_MS = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fresh(request));
});

/* The newest where the line is good, the kept one where it is slow or gone. */
async function fresh(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: request.mode === "navigate" });
  if (!kept) return fetch(request);
  const timer = new AbortController();
  const slow = setTimeout(() => timer.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal: timer.signal });
    if (answer.ok) await cache.put(request.mode === "navigate" ? new URL(request.url).pathname : request, answer.clone());
    return answer.ok ? answer : kept;
  } catch {
    return kept;
  } finally {
    clearTimeout(slow);
  }
}
