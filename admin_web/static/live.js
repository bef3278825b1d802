// What has just happened in the shop. Parts of a page that listen fetch themselves again; nothing reloads as a whole.

import { alarm, seen } from "./bell.js";

const QUIET = 400;
const LOST = 10_000;
const POLL = 15_000;

const words = JSON.parse(document.body.dataset.words || "{}");
const light = document.querySelector("[data-live]");
const well = light.lastElementChild.textContent;

// ---- the stream, kept up over reconnects, restarts and the way from page to page

const memory = JSON.parse(sessionStorage.getItem("hawker-live") || '{"last": "", "keys": []}');
let source = null;
let lost = 0;
let polling = 0;

function listen() {
  source?.close();
  source = new EventSource(`/admin/events${memory.last ? `?since=${encodeURIComponent(memory.last)}` : ""}`);
  source.addEventListener("open", found);
  source.addEventListener("error", () => {
    lost ||= setTimeout(gone, LOST);
  });
  for (const about of ["hello", "order", "stock", "product", "payment", "return", "approval", "fresh"]) {
    source.addEventListener(about, (event) => take(about, event));
  }
}

function take(about, event) {
  const { kind, key } = JSON.parse(event.data);
  if (key && memory.keys.includes(key)) return;
  memory.last = event.lastEventId;
  if (key) memory.keys = [...memory.keys, key].slice(-300);
  sessionStorage.setItem("hawker-live", JSON.stringify(memory));
  if (about !== "hello") heard(about, kind);
}

function found() {
  clearTimeout(lost);
  clearInterval(polling);
  lost = polling = 0;
  document.querySelector(".lost-bar")?.remove();
  light.hidden = false;
  light.classList.remove("lost");
  light.lastElementChild.textContent = well;
}

function gone() {
  light.hidden = false;
  light.classList.add("lost");
  light.lastElementChild.textContent = words.lost;
  const bar = document.createElement("p");
  bar.className = "lost-bar";
  bar.setAttribute("role", "alert");
  bar.textContent = words.lost;
  document.querySelector("main").before(bar);
  polling ||= setInterval(() => {
    refresh("*");
    if (source.readyState === EventSource.CLOSED) listen();
  }, POLL);
}

window.addEventListener("pagehide", () => source.close());
window.addEventListener("pageshow", (event) => event.persisted && listen());

// ---- what is done with it

const waiting = new Map();
const SAYS = {
  "order.placed": "order",
  "order.attention": "attention",
  "payment.failed": "failed",
  "order.cancel_requested": "wishes",
  "return.requested": "returned",
  "approval.asked": "asked",
  "stock.low": "low",
};
const PLACES = { return: "/admin/returns", approval: "/admin/approvals", stock: "/admin/inventory?state=low" };

function heard(about, kind) {
  const said = words[SAYS[kind]];
  if (said) {
    const href = PLACES[about] ?? "/admin/orders";
    document.dispatchEvent(new CustomEvent("hawker:toast", { detail: { text: said, href } }));
    alarm(said, kind === "order.placed");
  }
  const topic = about === "fresh" ? "*" : about;
  clearTimeout(waiting.get(topic));
  waiting.set(topic, setTimeout(() => refresh(topic), QUIET));
}

// A part under the pointer, or being typed in, waits: rows must not move from under a hand.
function refresh(topic) {
  for (const part of document.querySelectorAll("[data-on]")) {
    if (topic !== "*" && !part.dataset.on.split(" ").includes(topic)) continue;
    const pill = part.querySelector("[data-pill]");
    if (pill && (part.matches(":hover") || part.contains(document.activeElement) || part.querySelector(":checked"))) {
      pill.hidden = false;
    } else {
      part.dispatchEvent(new CustomEvent("refresh"));
    }
  }
}

document.addEventListener("click", (event) => {
  const pill = event.target.closest("[data-pill]");
  if (!pill) return;
  event.preventDefault();
  pill.closest("[data-on]").dispatchEvent(new CustomEvent("refresh"));
});

document.addEventListener("visibilitychange", () => !document.hidden && seen());

listen();
