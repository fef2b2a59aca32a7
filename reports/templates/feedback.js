"use strict";
// What is filled in is kept in the page itself, so that the page is saved with it, by the button or by the browser.
const form = document.querySelector("form");
const told = document.getElementById("told");
let unsaved = false;

function keep(field) {
  if (field.type === "checkbox") field.toggleAttribute("checked", field.checked);
  else if (field.tagName === "TEXTAREA") field.textContent = field.value;
}

function save() {
  for (const field of form.elements) keep(field);
  told.textContent = "";
  const page = new Blob(["<!DOCTYPE html>\n", document.documentElement.outerHTML, "\n"], { type: "text/html;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(page);
  link.download = form.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = false;
  told.textContent = form.dataset.saved;
}

form.addEventListener("input", ({ target }) => {
  const [use, key] = target.name.split(":");
  if (target.type === "checkbox" && target.checked) {
    const other = form.elements[(use === "yes" ? "no:" : "yes:") + key];
    other.checked = false;
    keep(other);
  }
  keep(target);
  unsaved = true;
  told.textContent = form.dataset.unsaved;
});
form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
document.querySelector("button.print").addEventListener("click", () => window.print());
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
});
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
