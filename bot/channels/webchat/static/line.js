// The line to the shop: one WebSocket, messages kept until acknowledged, plain posts where sockets cannot pass.

const PING_MS = 25_000;
const SILENCE_MS = 60_000;
const OPENING_MS = 8_000;
const LONGEST_WAIT_MS = 30_000;
const PRESS_LIVES_MS = 60_000;
const TRIES_BEFORE_POSTS = 3;
const POSTS = "hawker:posts";
const CROWDED = 4001;
const LATER = 4002;
const LATER_MS = 60_000;

/** An id of the client's own making: the server does each message once, however often it arrives. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: what we know lives as long as the page.
  }
}

/** Messages not yet acknowledged, in order. Outlives a reload of the tab, nothing more. */
class Queue {
  constructor(key) {
    this.key = key;
    this.items = recall(key) ?? [];
  }

  save() {
    keep(this.key, this.items);
  }

  add(message) {
    this.items.push({ at: Date.now(), message });
    this.save();
  }

  drop(cid) {
    const before = this.items.length;
    this.items = this.items.filter((item) => item.message.cid !== cid);
    if (this.items.length !== before) this.save();
  }

  /** A press from long ago says nothing about what is wanted now; words are never thrown away. */
  expire() {
    const old = (item) => item.message.t === "press" && Date.now() - item.at > PRESS_LIVES_MS;
    const expired = this.items.filter(old);
    this.items = this.items.filter((item) => !old(item));
    this.save();
    return expired.map((item) => item.message.cid);
  }
}

export class Line {
  /** `on`: {frame(frame), state("online"|"connecting"|"offline"|"parked"|"posts"), dropped(cids)} */
  constructor({ url, shop, since, on }) {
    this.url = url;
    this.since = since;
    this.on = on;
    this.queue = new Queue(`hawker:${shop}:queue`);
    this.tries = 0;
    this.everOpened = false;
    this.posts = Boolean(recall(POSTS));
    addEventListener("online", () => this.soon());
    document.addEventListener("visibilitychange", () => document.hidden || this.soon());
    addEventListener("pageshow", (event) => event.persisted && this.soon());
    setInterval(() => this.keepAlive(), PING_MS);
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.timer);
    this.retire();
    this.on.state(this.posts ? "posts" : this.tries ? "offline" : "connecting");
    const socket = new WebSocket(this.url);
    this.socket = socket;
    const opening = setTimeout(() => socket.readyState === WebSocket.CONNECTING && this.lost(socket), OPENING_MS);
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = ({ code }) => {
      clearTimeout(opening);
      this.lost(socket, code);
    };
  }

  retire() {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  opened() {
    Object.assign(this, { everOpened: true, posts: false, tries: 0, heardAt: Date.now() });
    keep(POSTS, false);
    this.socket.send(JSON.stringify({ t: "hello", since: this.since }));
    this.on.dropped(this.queue.expire());
    for (const { message } of this.queue.items) this.socket.send(JSON.stringify(message));
    this.on.state("online");
  }

  heard(data) {
    this.heardAt = Date.now();
    const frame = JSON.parse(data);
    if (frame.op === "pong") return;
    if (frame.op === "ack") this.queue.drop(frame.cid);
    // Frames of a chat that is not kept yet have the number 0: they cannot be replayed, so they cannot be repeated.
    if (frame.n) {
      if (frame.n <= this.since) return;
      this.since = frame.n;
    }
    this.on.frame(frame);
  }

  lost(socket, code = 0) {
    if (socket !== this.socket) return;
    this.retire();
    // The shop closed the oldest of many windows: this one goes on when it is used, else two would take turns for ever.
    if (code === CROWDED) return this.on.state("parked");
    this.tries += 1;
    if (!this.everOpened && this.tries >= TRIES_BEFORE_POSTS && navigator.onLine) this.fallBack();
    this.on.state(this.posts ? "posts" : "offline");
    const wait = code === LATER ? 2 * LATER_MS : Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.tries);
    this.timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
  }

  /** Connect now rather than when the timer says so; a window nobody looks at can wait. */
  soon() {
    if (this.socket) this.keepAlive();
    else if (!document.hidden) this.connect();
  }

  keepAlive() {
    if (!this.isOpen) return;
    if (Date.now() - this.heardAt > SILENCE_MS) this.lost(this.socket);
    else this.socket.send('{"t":"ping"}');
  }

  send(message) {
    this.queue.add(message);
    if (this.isOpen) this.socket.send(JSON.stringify(message));
    else if (this.posts) this.postAll();
    else this.soon();
  }

  isWaiting(cid) {
    return this.queue.items.some((item) => item.message.cid === cid);
  }

  fallBack() {
    this.posts = true;
    keep(POSTS, true);
    if (this.queue.items.length) this.postAll();
  }

  /** The same messages as form posts, then the page as the server has it. What it refuses is said, and not repeated. */
  async postAll() {
    if (this.posting) return;
    this.posting = true;
    try {
      for (const { message } of [...this.queue.items]) {
        const refusal = await post(message);
        this.queue.drop(message.cid);
        if (refusal) return this.on.frame({ op: "toast", kind: "alert", text: refusal });
      }
      location.reload();
    } catch {
      this.on.state("offline");
    } finally {
      this.posting = false;
    }
  }
}

/** The sentence of a refusal, "" when the shop took the message: it answers with a redirect, which is not followed. */
async function post(message) {
  const fields = {
    press: () => ["press", { press: message.data }],
    text: () => ["text", { text: message.text }],
    form: () => ["form", { ...message.values, form: message.form, rev: message.rev }],
    start: () => ["start", { payload: message.payload, add: message.add ? "1" : "" }],
  };
  const [path, body] = fields[message.t]();
  const sent = new URLSearchParams({ ...body, cid: message.cid });
  const answer = await fetch(path, { method: "POST", body: sent, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.ok) return "";
  if (answer.status >= 500) throw new Error(`The shop answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main p")?.textContent ?? page.body.textContent;
}
