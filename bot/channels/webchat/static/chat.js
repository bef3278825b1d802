// The web chat's page: what is pressed and typed goes up the line, what comes down is drawn.

import { Line, newId } from "./line.js";
import { Log } from "./log.js";

const PATIENCE_MS = 8_000;
const PRESS_SAID_MS = 2_500;
const PRESS_PATIENCE_MS = 12_000;
const TOAST_MS = { toast: 4_000, alert: 9_000 };
const PICTURES = "hawker-pictures";

const { body } = document;
const words = JSON.parse(body.dataset.words);
const log = new Log(document.getElementById("log"), document.querySelector(".fresh"));
const say = document.getElementById("say");
const composer = document.getElementById("composer");
const toasts = document.querySelector(".toasts");
const stateLine = document.querySelector(".state");
const menu = document.querySelector(".menu");
const pressed = new Map();
let asked = false;

const line = new Line({
  url: new URL("ws", document.baseURI).href.replace(/^http/, "ws"),
  shop: body.dataset.shop,
  since: Number(body.dataset.frame),
  on: { frame: draw, state: showState, dropped: (cids) => cids.forEach(dropPress) },
});

// ---- down the line

function draw(frame) {
  const ways = { node: drawNode, gone: () => log.gone(frame.id), clear: forget, ack: () => settle(frame.cid), toast: () => toast(frame), busy: () => log.busy(frame.on), reload: () => location.reload() };
  ways[frame.op]?.(frame);
}

/** The shop has forgotten this chat: the page does too, and hears the one that begins now from its first frame. */
function forget() {
  log.clear();
  line.since = 0;
}

function drawNode(frame) {
  log.busy(false);
  const node = log.put(frame);
  if (frame.id !== "canvas") return;
  tellHost({ hawker: "cart", units: Number(node.querySelector(".bar .units")?.dataset.units ?? 0) });
  const wrong = asked && node.querySelector("[aria-invalid]");
  asked = false;
  if (wrong) wrong.focus();
}

function settle(cid) {
  release(cid);
  log.mark(cid, null);
  document.getElementById(`node-me-${cid}`)?.classList.remove("sending");
}

function showState(state) {
  const text = { connecting: words.connecting, offline: words.offline, parked: words.parked }[state] ?? "";
  clearTimeout(showState.timer);
  // A short break is no news: the line usually comes back before anybody would have read it.
  const show = () => {
    stateLine.textContent = text;
    stateLine.hidden = !text;
    body.dataset.state = state;
  };
  if (text) showState.timer = setTimeout(show, 1_500);
  else show();
}

function toast({ text, kind = "toast" }) {
  const note = Object.assign(document.createElement("p"), { className: kind, textContent: text });
  if (kind === "alert") note.setAttribute("role", "alert");
  toasts.replaceChildren(note);
  setTimeout(() => note.remove(), TOAST_MS[kind]);
}

// ---- up the line

document.addEventListener("submit", (event) => {
  const form = event.target;
  const ways = { press: () => press(event.submitter), composer: sendText };
  const way = ways[form.id] ?? (form.matches(".ask") ? () => sendForm(form, event.submitter) : null);
  if (!way) return;
  event.preventDefault();
  way();
});

function press(button) {
  if (!button || button.hasAttribute("aria-busy")) return;
  const cid = newId();
  hold(cid, button);
  line.send({ t: "press", cid, data: button.value, node: button.closest(".node")?.id.slice("node-".length) ?? "" });
}

function sendForm(form, button) {
  if (button?.hasAttribute("aria-busy")) return;
  const cid = newId();
  const { form: name, rev, ...values } = Object.fromEntries(new FormData(form));
  if (button) hold(cid, button);
  asked = true;
  line.send({ t: "form", cid, form: name, rev: Number(rev), values });
}

function sendText() {
  const text = say.value.trim();
  if (!text) return;
  const cid = newId();
  say.value = "";
  grow();
  say.focus();
  log.say(cid, text, composer.dataset.you);
  watch(cid);
  line.send({ t: "text", cid, text });
}

/** Words the shop has not acknowledged after a while are marked; the line goes on trying. */
function watch(cid) {
  setTimeout(() => line.isWaiting(cid) && log.mark(cid, words), PATIENCE_MS);
}

function hold(cid, button) {
  button.setAttribute("aria-busy", "true");
  pressed.set(cid, button);
  setTimeout(() => pressed.has(cid) && !line.isOpen && toast({ text: words.queued }), PRESS_SAID_MS);
  setTimeout(() => release(cid), PRESS_PATIENCE_MS);
}

function release(cid) {
  pressed.get(cid)?.removeAttribute("aria-busy");
  pressed.delete(cid);
}

function dropPress(cid) {
  release(cid);
  toast({ text: words.dropped });
}

// ---- the composer

function grow() {
  say.style.blockSize = "auto";
  say.style.blockSize = `${Math.min(say.scrollHeight, 140)}px`;
  composer.classList.toggle("filled", Boolean(say.value.trim()));
}

say.addEventListener("input", grow);
say.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

// ---- buttons that stay on the page

function closeMenu() {
  const wasOpen = menu.open;
  if (wasOpen) menu.querySelector("summary").focus();
  menu.open = false;
  return wasOpen;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest(".menu summary")) menu.open = false;
  const target = event.target.closest("[data-do], [data-copy], [data-share], [data-focus]");
  if (!target) return;
  const { copy, share, focus } = target.dataset;
  if (copy) copyText(copy);
  else if (share) shareText(share);
  else if (focus) {
    event.preventDefault();
    document.getElementById(focus)?.focus();
  } else ({ pictures: switchPictures, close: closeChat, fresh: () => log.toEnd(), retry: () => line.soon() })[target.dataset.do]?.();
});

/** An address of this host as others can open it. */
function whole(address) {
  return address.startsWith("/") ? new URL(address, location.href).href : address;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: words.copied });
  } catch {
    toast({ text: copyOldWay(text) ? words.copied : words.uncopied });
  }
}

/** Pages without https have no clipboard of their own. */
function copyOldWay(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "vh" });
  const back = document.activeElement;
  body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  back?.focus({ preventScroll: true });
  return done;
}

async function shareText(shared) {
  const text = whole(shared);
  if (!navigator.share) return copyText(text);
  try {
    await navigator.share(/^https?:\/\//.test(text) ? { url: text } : { text });
  } catch (error) {
    if (error.name !== "AbortError") copyText(text);
  }
}

function switchPictures() {
  const on = body.dataset.pictures === "off";
  if (on) delete body.dataset.pictures;
  else body.dataset.pictures = "off";
  document.querySelector("[data-do=pictures]").setAttribute("aria-pressed", String(on));
  // A cookie, so that the next page comes without pictures from the start.
  const frames = location.protocol === "https:" ? "; SameSite=None; Secure; Partitioned" : "; SameSite=Lax";
  document.cookie = `${PICTURES}=${on ? "on" : "off"}; Path=/chat; Max-Age=31536000${frames}`;
}

// ---- living in another site's page

const host = "embedded" in body.dataset && parent !== window ? parent : null;

function tellHost(message) {
  host?.postMessage(message, document.referrer ? new URL(document.referrer).origin : "*");
}

function closeChat() {
  tellHost({ hawker: "close" });
}

function open(payload, add = false) {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(payload)) line.send({ t: "start", cid: newId(), payload, ...(add && { add }) });
}

addEventListener("message", ({ source, data }) => {
  if (!host || source !== host || typeof data?.payload !== "string") return;
  if (data.hawker === "open") open(data.payload);
  if (data.hawker === "add") open(data.payload, true);
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!closeMenu() && host) closeChat();
});

/** `?start=p1a2` or `#p1a2` opens a thing once: the address forgets it, so a reload does not repeat it. */
function openLink() {
  const address = new URL(location.href);
  const payload = address.searchParams.get("start") ?? address.hash.slice(1).replace(/^start=/, "");
  if (!/^[pclkothw][A-Za-z0-9_-]*$/.test(payload)) return;
  address.searchParams.delete("start");
  address.hash = "";
  history.replaceState(null, "", address.href.replace(/#$/, ""));
  open(payload);
}

document.documentElement.classList.add("js");
for (const note of toasts.children) setTimeout(() => note.remove(), TOAST_MS.alert);
for (const { message } of line.queue.items) {
  if (message.t !== "text" || document.getElementById(`node-me-${message.cid}`)) continue;
  log.say(message.cid, message.text, composer.dataset.you);
  watch(message.cid);
}
const canvas = document.getElementById("node-canvas");
if (canvas) log.reveal(canvas);
line.connect();
openLink();
tellHost({ hawker: "ready" });
