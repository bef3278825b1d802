// The conversation on the page: nodes come, change and go without the reader losing the place.

const NEAR_PX = 120;
const GAP_PX = 12;

export class Log {
  constructor(element, fresh) {
    this.element = element;
    this.fresh = fresh;
    this.typing = element.querySelector(".typing");
    element.addEventListener("scroll", () => this.atEnd() && (fresh.hidden = true), { passive: true });
  }

  /** Draw a node: in place when it is there, at the end when it is new or has to move. */
  put({ id, html, move }) {
    const node = parse(html);
    const old = document.getElementById(`node-${id}`);
    if (!old) return this.append(node);
    const held = old.contains(document.activeElement);
    const samePlace = old.dataset.place === node.dataset.place;
    const anchor = this.anchor();
    let shown = old;
    if (samePlace) morph(old, node);
    else old.replaceWith((shown = node));
    if (move && shown.nextElementSibling !== this.typing) return this.append(shown);
    anchor();
    if (!samePlace) this.arrive(shown, held);
    return shown;
  }

  append(node) {
    const following = this.atEnd();
    this.typing.before(node);
    this.element.querySelector(".empty")?.remove();
    if (following || node.matches(".canvas, .me, [data-screen='S-72']")) this.reveal(picturesAbove(node));
    else this.fresh.hidden = false;
    return node;
  }

  /** Another screen took the place of the old one: begin reading at its top. */
  arrive(node, held) {
    if (!node.matches(".canvas")) return;
    this.reveal(node);
    if (!held) return;
    const start = node.querySelector(".title") ?? node;
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
  }

  gone(id) {
    const anchor = this.anchor();
    document.getElementById(`node-${id}`)?.remove();
    anchor();
  }

  /** Nothing of what was said here stays. */
  clear() {
    for (const node of this.element.querySelectorAll(":scope > .node")) node.remove();
  }

  /** The customer's words, before the shop has them: the server's own bubble replaces this one. */
  say(cid, text, youSay) {
    const node = document.createElement("article");
    node.id = `node-me-${cid}`;
    node.className = "node me sending";
    const bubble = node.appendChild(document.createElement("p"));
    bubble.className = "bubble";
    bubble.dir = "auto";
    bubble.textContent = text;
    bubble.prepend(Object.assign(document.createElement("span"), { className: "vh", textContent: youSay }));
    this.append(node);
  }

  /** Mark words as not sent, with a way to try again; `null` takes the mark away. */
  mark(cid, words) {
    const node = document.getElementById(`node-me-${cid}`);
    if (!node) return;
    node.classList.toggle("unsent", Boolean(words));
    node.querySelector(".fate")?.remove();
    if (!words) return;
    const fate = node.appendChild(Object.assign(document.createElement("p"), { className: "fate" }));
    const retry = Object.assign(document.createElement("button"), { type: "button", className: "plain" });
    retry.textContent = words.retry;
    retry.dataset.do = "retry";
    fate.append(`${words.unsent} · `, retry);
    if (node.nextElementSibling === this.typing) this.reveal(node);
  }

  busy(on) {
    this.typing.hidden = !on;
    if (on && this.atEnd()) this.toEnd();
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.fresh.hidden = true;
  }

  /** All of the node when it fits, else its top. */
  reveal(node) {
    const fits = node.offsetHeight + GAP_PX <= this.element.clientHeight;
    const top = node.getBoundingClientRect().top - this.element.getBoundingClientRect().top;
    const past = fits ? node.offsetHeight + GAP_PX - this.element.clientHeight : -GAP_PX;
    this.element.scrollTop += top + past;
    this.fresh.hidden = true;
  }

  /** Remember where the canvas stands, or what else is read; calling the answer puts it back there. */
  anchor() {
    const { top, bottom } = this.element.getBoundingClientRect();
    const seen = [...this.element.querySelectorAll(":scope > .node")].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
    const { id } = seen.find((node) => node.matches(".canvas")) ?? seen[0] ?? {};
    const place = () => id && document.getElementById(id)?.getBoundingClientRect().top;
    const before = place();
    return () => {
      const now = place();
      if (now !== undefined && before !== undefined) this.element.scrollTop += now - before;
    };
  }
}

/** A screen that comes right after pictures is read after them. */
function picturesAbove(node) {
  const above = node.previousElementSibling;
  return node.matches(".canvas, .pictures") && above?.matches(".pictures") ? picturesAbove(above) : node;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/** Make `old` like `wanted` and touch nothing that is alike already: focus, pictures and typed words survive. */
function morph(old, wanted) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== wanted.data) old.data = wanted.data;
    return;
  }
  if (old.isEqualNode(wanted)) return;
  morphAttributes(old, wanted);
  morphChildren(old, wanted);
}

function morphAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) {
    if (!wanted.hasAttribute(name) && !(name === "open" && old.matches("details"))) old.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) === value) continue;
    old.setAttribute(name, value);
    if (name === "value" && old.matches("input")) old.value = value;
  }
}

/** One walk over both: what stands only in `wanted` is put in, what stands only in `old` is taken out. */
function morphChildren(old, wanted) {
  let mine = old.firstChild;
  for (const child of [...wanted.childNodes]) {
    const twin = alike(mine, child) ? mine : comesLater(child, mine) ? null : firstLike(child, mine);
    if (!twin) {
      old.insertBefore(child, mine);
      continue;
    }
    while (mine !== twin) mine = discard(mine);
    morph(twin, child);
    mine = twin.nextSibling;
  }
  while (mine) mine = discard(mine);
}

/** Whether `mine` has its like further on in the wanted row, so that `child` is an addition before it. */
function comesLater(child, mine) {
  return Boolean(mine && firstLike(mine, child.nextSibling));
}

function firstLike(node, from) {
  for (let other = from; other; other = other.nextSibling) {
    if (other.nodeType === Node.ELEMENT_NODE && alike(other, node)) return other;
  }
  return null;
}

function discard(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function alike(one, other) {
  if (!one || one.nodeName !== other.nodeName || one.id !== other.id) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return true;
  // A picture is never changed into another: the old one would stand under the new name until it has loaded.
  return one.nodeName === "IMG" ? one.src === other.src : one.classList[0] === other.classList[0];
}
