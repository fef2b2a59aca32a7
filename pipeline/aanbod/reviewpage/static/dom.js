// Small tools: elements made of text only, so that nothing in a transcript is ever read as HTML; and wording.

export const words = JSON.parse(document.getElementById("words").textContent);

// The wording of a key, with {name} filled in.
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// An element with attributes (a function is a listener) and children; a text is never read as HTML.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const byId = (id) => document.getElementById(id);

// Without capitals and accents, for searching.
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// Shows it for a while; a screen reader says it, and the rest (what comes next) with it.
let hide = 0;
export function announce(text, kind = "", rest = "") {
  const line = byId("said");
  line.replaceChildren(text, el("span", { class: "unseen" }, ` ${rest}`));
  line.className = text ? kind : "old";
  clearTimeout(hide);
  if (kind !== "trouble") hide = setTimeout(() => line.classList.add("old"), 4000);
}
