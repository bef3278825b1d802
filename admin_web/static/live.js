// What has just happened in the shop. Parts of a page that listen fetch themselves again; nothing reloads as a whole.

const QUIET = 400;

const words = JSON.parse(document.body.dataset.words || "{}");
const light = document.querySelector("[data-live]");
const well = light.lastElementChild.textContent;

function listen() {
  const source = new EventSource("/admin/events");
  let lost = 0;

  source.addEventListener("open", () => {
    clearTimeout(lost);
    lost = 0;
    light.hidden = false;
    light.classList.remove("lost");
    light.lastElementChild.textContent = well;
  });
  source.addEventListener("error", () => {
    lost ||= setTimeout(() => {
      light.hidden = false;
      light.classList.add("lost");
      light.lastElementChild.textContent = words.lost;
    }, 10_000);
  });
  for (const about of ["order", "stock", "product", "payment", "fresh"]) {
    source.addEventListener(about, (event) => heard(about, JSON.parse(event.data).kind));
  }
  window.addEventListener("pagehide", () => source.close());
}

const waiting = new Map();

function heard(about, kind) {
  if (kind === "order.placed") {
    unseen += 1;
    title();
    ring();
    document.dispatchEvent(new CustomEvent("hawker:toast", { detail: { text: words.order, href: "/admin/orders" } }));
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

let unseen = 0;
const plain = document.title;

function title() {
  document.title = unseen && document.hidden ? `(${unseen}) ${plain}` : plain;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) unseen = 0;
  title();
});

// Browsers let a page sound only after somebody has pressed something on it.
let audio = null;

function sound() {
  audio ||= new AudioContext();
  return audio.resume();
}

document.addEventListener("click", (event) => {
  const bell = event.target.closest("[data-bell]");
  if (!bell) return;
  const on = localStorage.getItem("hawker-bell") !== "on";
  localStorage.setItem("hawker-bell", on ? "on" : "off");
  say(bell, on);
  if (on) sound().then(ring);
});

document.addEventListener("pointerdown", () => localStorage.getItem("hawker-bell") === "on" && sound(), { once: true });

for (const bell of document.querySelectorAll("[data-bell]")) {
  bell.hidden = false;
  say(bell, localStorage.getItem("hawker-bell") === "on");
}

function say(bell, on) {
  bell.classList.toggle("on", on);
  bell.lastElementChild.textContent = on ? bell.dataset.loud : bell.dataset.mute;
}

function ring() {
  if (localStorage.getItem("hawker-bell") !== "on" || audio?.state !== "running") return;
  [[880, 0], [1175, 0.16]].forEach(([pitch, delay]) => {
    const tone = new OscillatorNode(audio, { frequency: pitch, type: "sine" });
    const loud = new GainNode(audio, { gain: 0 });
    const at = audio.currentTime + delay;
    loud.gain.linearRampToValueAtTime(0.15, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.55);
  });
}

listen();
