// The panel by keyboard: letters outside fields, a palette for everything, arrows inside it. Nothing needs it.

const pressed = (name) => document.querySelector(`[data-key="${name}"]`);
const palette = document.querySelector("#palette");
const help = document.querySelector("#keys");
let after = ""; // the letter before: "g"
let at = null; // the row the keyboard stands on
let from = null; // where a range of ticks begins

const rows = () => [...document.querySelectorAll("tr.goes, [data-row]")];
const link = (row) => row.querySelector("a.main, a[href]");
const box = (row) => row.querySelector('input[type="checkbox"]');

function stand(row) {
  if (!row) return;
  at?.classList.remove("at");
  at = row;
  row.classList.add("at");
  (link(row) || box(row))?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const here = all.indexOf(at?.isConnected ? at : null);
  stand(all[Math.min(all.length - 1, Math.max(0, here + by))] ?? all[0]);
}

function tick(range) {
  const all = rows();
  const here = all.indexOf(at);
  if (here < 0 || !box(at)) return;
  const on = !box(at).checked;
  const begin = range && from?.isConnected ? all.indexOf(from) : here;
  for (const row of all.slice(Math.min(begin, here), Math.max(begin, here) + 1)) {
    if (box(row)) box(row).checked = range ? true : on;
  }
  from = at;
  box(at).dispatchEvent(new Event("change", { bubbles: true }));
}

function open(window) {
  if (!window || window.open) return;
  window.showModal();
  window.querySelector("input")?.select();
}

const plain = {
  "/": () => (document.querySelector('main input[type="search"]') ?? open(palette))?.focus(),
  "?": () => open(help),
  j: () => step(1),
  k: () => step(-1),
  x: () => tick(false),
  X: () => tick(true),
  e: () => pressed("e")?.click(),
  p: () => pressed("p")?.click(),
  n: () => pressed("n")?.click(),
  s: () => document.querySelector("form[data-guard]")?.requestSubmit(),
  "[": () => document.querySelector('[rel="prev"]')?.click(),
  "]": () => document.querySelector('[rel="next"]')?.click(),
  ".": () => document.querySelector("[data-bulk]:not([hidden]) button, [data-bulk]:not([hidden]) summary")?.focus(),
  z: () => [...document.querySelectorAll("[data-undo]")].at(-1)?.click(),
  g: () => {},
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  const strong = event.ctrlKey || event.metaKey;
  if (strong && event.key.toLowerCase() === "k") return event.preventDefault(), open(palette);
  if (strong && event.key.toLowerCase() === "s") return save(event);
  const typing = event.target.closest?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], dialog');
  if (strong || typing) return;
  const goal = after === "g" && document.querySelector(`.side [data-letter="${CSS.escape(event.key)}"]`);
  after = event.key;
  if (goal) return event.preventDefault(), goal.click();
  const act = plain[event.key];
  if (act) event.preventDefault(), act();
});

function save(event) {
  const form = event.target.closest?.("form") ?? document.querySelector("form[data-guard]");
  if (!form || form.method === "get") return;
  event.preventDefault();
  form.requestSubmit();
}

// Inside the palette: arrows go through what was found, Enter opens the first.
palette?.addEventListener("keydown", (event) => {
  const links = [...palette.querySelectorAll("a[href]")];
  const here = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown") event.preventDefault(), links[Math.min(here + 1, links.length - 1)]?.focus();
  if (event.key === "ArrowUp") event.preventDefault(), (here > 0 ? links[here - 1] : palette.querySelector("input")).focus();
  if (event.key === "Enter" && here < 0 && links[0] && !palette.querySelector(".htmx-request")) event.preventDefault(), links[0].click();
});

for (const window of [palette, help]) {
  window?.addEventListener("click", (event) => event.target === window && window.close());
}
document.querySelector("[data-palette]")?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || !palette) return;
  event.preventDefault();
  open(palette);
});
document.querySelector("[data-help]")?.addEventListener("click", () => open(help));
