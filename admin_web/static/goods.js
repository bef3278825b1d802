// The grid of a product: cells of a spreadsheet are pasted where they belong, and pictures are dragged into order.

const grid = document.querySelector(".shelf tbody");
const tools = document.querySelector("[data-grid-tools]");

const fields = (row) => [...row.querySelectorAll("td input:not([type=hidden]), td select")];

function put(field, value) {
  if (!field || field.value === value) return;
  if (field.tagName === "SELECT") {
    const wanted = [...field.options].find((option) => [option.value, option.textContent.trim()].includes(value));
    if (!wanted) return;
    value = wanted.value;
  }
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function place(field) {
  const rows = [...grid.rows];
  const row = field.closest("tr");
  return { rows, at: rows.indexOf(row), column: fields(row).indexOf(field) };
}

grid?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  if (!/[\t\n]/.test(text) || !event.target.matches("input")) return;
  event.preventDefault();
  const { rows, at, column } = place(event.target);
  text.split("\n").forEach((line, down) => {
    if (!rows[at + down]) return;
    line.split("\t").forEach((cell, right) => put(fields(rows[at + down])[column + right], cell.trim()));
  });
});

grid?.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "d" || !event.target.matches("input, select")) return;
  event.preventDefault();
  const { rows, at, column } = place(event.target);
  for (const row of rows.slice(at + 1)) put(fields(row)[column], event.target.value);
});

grid?.addEventListener("input", (event) => {
  event.target.closest("tr").dataset.changed = "1";
  tools.querySelector("[data-save-all]").disabled = false;
});

tools?.addEventListener("click", (event) => {
  if (!event.target.matches("[data-save-all]")) return;
  event.target.disabled = true;
  for (const row of grid.querySelectorAll("tr[data-changed]")) row.querySelector("form").requestSubmit();
});

// How long words are, beside what messengers show of them.
document.addEventListener("input", (event) => {
  const meter = event.target.id && document.querySelector(`[data-meter="${CSS.escape(event.target.id)}"]`);
  if (!meter) return;
  for (const limit of meter.children) {
    limit.querySelector("b").textContent = event.target.value.length;
    limit.classList.toggle("over", event.target.value.length > Number(limit.dataset.most));
  }
});

// The preview follows what is typed, and what it is asked to show.
let soon = 0;
document.addEventListener("input", (event) => {
  const shown = document.querySelector("#shown");
  if (event.target.form?.id !== "product" || !shown) return;
  clearTimeout(soon);
  soon = setTimeout(() => shown.dispatchEvent(new CustomEvent("refresh")), event.target.tagName === "SELECT" ? 10 : 400);
});

let held = null;
const photos = () => [...document.querySelectorAll("[data-photo]")];

function numbered() {
  photos().forEach((photo, n) => {
    photo.querySelector("input[name^=place_]").value = n + 1;
  });
}

for (const photo of photos()) {
  const handle = photo.querySelector("img");
  handle.draggable = true;
  handle.addEventListener("dragstart", (event) => {
    held = photo;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  photo.addEventListener("dragover", (event) => {
    if (!held || held === photo) return;
    event.preventDefault();
    const below = event.clientY > photo.getBoundingClientRect().top + photo.offsetHeight / 2;
    photo[below ? "after" : "before"](held);
  });
  photo.addEventListener("drop", (event) => event.preventDefault());
  handle.addEventListener("dragend", () => {
    held = null;
    numbered();
  });
}
