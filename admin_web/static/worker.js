// Stands before the panel when it is installed. It keeps the shell only: no page with data is ever stored.

const CACHE = "hawker-{version}";
const SHELL = [
  "/admin/offline",
  "/admin/style.css?v={version}",
  "/static/panel.js?v={version}",
  "/static/favicon.svg",
];
const KEPT = /^\/(static\/[\w.-]+\.(js|css|svg|png)|admin\/style\.css)$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/admin/offline")));
  } else if (KEPT.test(url.pathname) && url.searchParams.get("v") === "{version}") {
    event.respondWith(shell(request));
  } else if (url.pathname === "/static/favicon.svg") {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

async function shell(request) {
  const known = await caches.match(request);
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok) (await caches.open(CACHE)).put(request, fresh.clone());
  return fresh;
}
