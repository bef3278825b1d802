// What a page does beyond its forms; everything here is a help, nothing needs it.

const words = JSON.parse(document.body.dataset.words || "{}");

document.documentElement.classList.add("js");
document.cookie = `hawker-zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}; path=/admin; max-age=86400; samesite=lax`;
if (window.isSecureContext) navigator.serviceWorker?.register("/admin/worker.js", { scope: "/admin/" }).catch(() => {});

// The same words again are counted where they stand: ten new orders are one line, not a pile.
function toast(text, href = "") {
  const place = document.querySelector(".toasts");
  const before = [...(place?.children ?? [])].find((one) => one.dataset.said === text);
  const node = document.createElement(href ? "a" : "p");
  const times = Number(before?.dataset.times ?? 0) + 1;
  node.className = "toast";
  node.textContent = times > 1 ? `${text} (${times})` : text;
  Object.assign(node.dataset, { said: text, times });
  if (href) node.href = href;
  if (before) before.replaceWith(node);
  else place?.append(node);
  setTimeout(() => node.remove(), 6000);
}

// A select or tick box that saves at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  if (event.target.matches("[data-all]")) {
    for (const box of document.querySelectorAll(`input[name="${event.target.dataset.all}"]`)) box.checked = event.target.checked;
  }
  count();
});

// How many rows are ticked, said on the bar that acts on them.
function count() {
  for (const bar of document.querySelectorAll("[data-bulk]")) {
    const ticked = document.querySelectorAll(`input[name="${bar.dataset.bulk}"]:checked`).length;
    bar.querySelector("[data-count]").textContent = ticked;
    bar.hidden = ticked === 0;
  }
}

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(document.querySelector(copy.dataset.copy).textContent.trim());
    toast(words.copied);
  }
  const peek = event.target.closest("[data-peek]");
  if (peek) {
    const field = peek.previousElementSibling;
    field.type = field.type === "password" ? "text" : "password";
    peek.textContent = field.type === "password" ? words.show : words.hide;
  }
  if (event.target.closest("[data-print]")) window.print();
  for (const open of document.querySelectorAll("details.menu[open], details.confirm[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const open of document.querySelectorAll("details.menu[open], details.confirm[open]")) open.open = false;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    const find = document.querySelector('input[type="search"]');
    if (find) event.preventDefault(), find.focus();
  }
});

// A form is sent once, and leaving one with changes asks first.
let changed = false;
document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-guard]")) changed = true;
});
document.addEventListener("submit", (event) => {
  changed = false;
  if (event.submitter?.formTarget === "_blank") return; // opens beside this page, which stays as it is
  if (event.target.dataset.sent) return event.preventDefault();
  if (event.target.method === "post" && !event.target.matches("[hx-post]")) event.target.dataset.sent = "1";
});
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const field of document.querySelectorAll('input[type="password"]')) {
  const peek = document.createElement("button");
  Object.assign(peek, { type: "button", className: "peek", textContent: words.show });
  peek.dataset.peek = "";
  const both = document.createElement("span");
  both.className = "peeking";
  field.replaceWith(both);
  both.append(field, peek);
}
for (const node of document.querySelectorAll("[data-copy]")) node.hidden = false;
for (const here of document.querySelectorAll(".sections [aria-current], .tabs [aria-current]")) here.scrollIntoView({ inline: "center", block: "nearest" });
for (const link of document.querySelectorAll("[data-focus] a")) {
  const label = document.querySelector(`label[for="${link.hash.slice(1)}"]`)?.textContent;
  if (label) link.textContent = `${label}: ${link.textContent}`;
}
document.querySelector("[data-focus]")?.focus();
document.addEventListener("hawker:toast", (event) => toast(event.detail.text, event.detail.href));
count();
