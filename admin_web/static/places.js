// The tree of categories: a row is dragged onto another one to stand in it. Buttons and forms do the same without.

let held = null;

for (const row of document.querySelectorAll("[data-place]")) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    held = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  row.addEventListener("dragend", () => {
    held = null;
    for (const other of document.querySelectorAll(".dropping")) other.classList.remove("dropping");
  });
  row.addEventListener("dragover", (event) => {
    if (!held || held === row) return;
    event.preventDefault();
    row.classList.add("dropping");
  });
  row.addEventListener("dragleave", () => row.classList.remove("dropping"));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    const form = held?.querySelector("form");
    if (!form) return;
    const into = Object.assign(document.createElement("input"), { type: "hidden", name: "into", value: row.dataset.place });
    form.append(into);
    form.requestSubmit();
  });
}
