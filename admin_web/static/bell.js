// How somebody is told: a sound they have chosen, a number on the tab, a dot on its picture, a notification.

const words = JSON.parse(document.body.dataset.words || "{}");
const KINDS = ["silent", "soft", "kitchen"];
const AGAIN = 4_000;
const plain = document.title;
const icon = document.querySelector('link[rel="icon"]');
const still = icon.href;

let unseen = 0;
let audio = null;
let ringing = 0;

export const chosen = () => (KINDS.includes(localStorage.getItem("hawker-bell")) ? localStorage.getItem("hawker-bell") : "silent");

export function alarm(text, fresh) {
  if (fresh || document.hidden) unseen += 1;
  mark();
  ring();
  if (fresh && chosen() === "kitchen") again();
  if (document.hidden && window.Notification?.permission === "granted") {
    const note = new Notification(text, { tag: "hawker", icon: "/static/icon-192.png" });
    note.addEventListener("click", () => (window.focus(), note.close()));
  }
}

export function seen() {
  if (ringing) return; // the kitchen says so itself
  unseen = 0;
  mark();
}

function mark() {
  const shown = unseen && (document.hidden || ringing);
  document.title = shown ? `(${unseen}) ${plain}` : plain;
  if (shown) dot();
  else icon.href = still;
}

let dotted = "";

async function dot() {
  if (dotted) return void (icon.href = dotted);
  const picture = new Image(32, 32);
  picture.src = "/static/favicon.svg";
  await picture.decode().catch(() => {});
  const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, 32, 32);
  pen.fillStyle = "#b83a1e";
  pen.beginPath();
  pen.arc(24, 8, 8, 0, 7);
  pen.fill();
  canvas.toBlob((blob) => {
    dotted = URL.createObjectURL(blob);
    if (unseen) icon.href = dotted;
  });
}

// ---- the kitchen's bell goes on until somebody says they have seen it

function again() {
  if (ringing) return;
  ringing = setInterval(ring, AGAIN);
  const bar = document.createElement("div");
  bar.className = "ringing";
  bar.setAttribute("role", "status");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn primary", textContent: words.seen });
  const said = Object.assign(document.createElement("b"), { textContent: words.order });
  bar.append(said, button);
  document.body.append(bar);
  button.addEventListener("click", () => {
    clearInterval(ringing);
    ringing = 0;
    bar.remove();
    seen();
  });
  mark();
}

// ---- sounds: browsers let a page sound only after somebody has pressed something on it

function wake() {
  audio ||= new AudioContext();
  return audio.resume();
}

document.addEventListener("pointerdown", () => chosen() !== "silent" && wake(), { once: true });
document.addEventListener("keydown", () => chosen() !== "silent" && wake(), { once: true });

const TUNES = {
  soft: [[880, 0], [1175, 0.16]],
  kitchen: [[988, 0], [988, 0.2], [1319, 0.4], [988, 0.9], [988, 1.1], [1319, 1.3]],
};

function ring() {
  const kind = chosen();
  if (kind === "silent" || audio?.state !== "running") return;
  const peak = kind === "kitchen" ? 0.5 : 0.15;
  for (const [pitch, delay] of TUNES[kind]) {
    const tone = new OscillatorNode(audio, { frequency: pitch, type: kind === "kitchen" ? "square" : "sine" });
    const loud = new GainNode(audio, { gain: 0 });
    const at = audio.currentTime + delay;
    loud.gain.linearRampToValueAtTime(peak, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, at + (kind === "kitchen" ? 0.18 : 0.5));
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.6);
  }
}

document.addEventListener("click", async (event) => {
  const bell = event.target.closest("[data-bell]");
  if (!bell) return;
  localStorage.setItem("hawker-bell", KINDS[(KINDS.indexOf(chosen()) + 1) % KINDS.length]);
  for (const one of document.querySelectorAll("[data-bell]")) say(one);
  if (chosen() === "silent") return;
  await wake();
  ring();
  if (window.Notification?.permission === "default") Notification.requestPermission();
});

function say(bell) {
  const kind = chosen();
  bell.classList.toggle("on", kind !== "silent");
  bell.lastElementChild.textContent = words[kind];
}

for (const bell of document.querySelectorAll("[data-bell]")) {
  bell.hidden = false;
  say(bell);
}
