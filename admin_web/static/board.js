// The board on the wall: how long each order waits, a card dragged to its next column, a screen that stays on.

const words = () => JSON.parse(document.querySelector("#board").dataset.words);

function span(minutes) {
  const say = words();
  if (minutes < 90) return say.minutes.replace("{n}", minutes);
  if (minutes < 60 * 36) return say.hours.replace("{n}", Math.round(minutes / 60));
  return say.days.replace("{n}", Math.round(minutes / 1440));
}

function count() {
  for (const time of document.querySelectorAll("#board [data-since]")) {
    time.textContent = span(Math.max(0, Math.round((Date.now() - new Date(time.dateTime)) / 60_000)));
  }
  for (const time of document.querySelectorAll("#board [data-until]")) {
    const left = Math.round((new Date(time.dateTime) - Date.now()) / 60_000);
    time.classList.toggle("late", left < 0);
    time.classList.toggle("soon", left >= 0 && left <= 30);
    time.textContent = left < 0 ? `${span(-left)} ${words().late}` : span(left);
  }
}

setInterval(count, 20_000);
new MutationObserver(count).observe(document.querySelector("main"), { childList: true, subtree: false });
count();

// ---- dragging is a help: the column a card may go to is the one its button leads to

let held = null;

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-to]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  document.querySelector(`[data-column="${held.dataset.to}"]`)?.classList.add("open");
});
document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.("[data-column]");
  if (held && column?.dataset.column === held.dataset.to) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-column]");
  if (!held || column?.dataset.column !== held.dataset.to) return;
  event.preventDefault();
  held.querySelector("form")?.requestSubmit();
});
document.addEventListener("dragend", () => {
  document.querySelector("[data-column].open")?.classList.remove("open");
  held = null;
});

// ---- a screen that stays on; browsers let go of it when the page is hidden

const awake = document.querySelector("[data-awake]");
let lock = null;

async function hold() {
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null;
  }
  say();
}

function say() {
  const on = Boolean(lock && !lock.released);
  awake.classList.toggle("on", on);
  awake.lastElementChild.textContent = on ? awake.dataset.onWord : awake.dataset.offWord;
}

if (navigator.wakeLock) {
  awake.hidden = false;
  say();
  awake.addEventListener("click", async () => {
    const on = !(lock && !lock.released);
    localStorage.setItem("hawker-awake", on ? "on" : "off");
    if (on) return hold();
    await lock.release();
    say();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && localStorage.getItem("hawker-awake") !== "off") hold();
  });
  if (localStorage.getItem("hawker-awake") !== "off") hold();
}
