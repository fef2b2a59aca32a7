// The keys and buttons, and which of them do what.

import { isOpen } from "./dialogs.js";
import { byId } from "./dom.js";

const KEPT = "aanbod-keys"; // whether single keys act, remembered by the browser
const LETTERS = { a: "accept", j: "accept", r: "reject", x: "reject", n: "next", " ": "next", p: "previous", s: "status", c: "code", e: "add", t: "add", m: "memo", u: "undo", b: "bulk", d: "done", "?": "help" };
const BORDERS = { "[": ["start", -1], "{": ["start", 1], "]": ["end", 1], "}": ["end", -1] };
const OTHERS = "#decide button:not([data-do=keep]), #panel button, a, summary"; // what Enter is for besides

// `actions` by name; `borders` is what moves the borders of a passage: draft, move, toSentence, keep, cancel.
export function listen(actions, borders) {
  document.addEventListener("keydown", (event) => {
    const { key: pressed, target } = event;
    if (isOpen() || target.closest("input, textarea, select") || !byId("keys-on").checked) return;
    if (event.shiftKey && (pressed === "ArrowLeft" || pressed === "ArrowRight")) {
      if (getSelection().type === "Range") return; // words are being selected
      borders.move(event.altKey ? "start" : "end", pressed === "ArrowLeft" ? -1 : 1, event.ctrlKey || event.metaKey);
    } else if (pressed in BORDERS && !event.metaKey && event.ctrlKey === event.altKey) {
      borders.move(...BORDERS[pressed]); // both together are AltGr, which many keyboards need for brackets
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (borders.draft() && pressed === "Escape") borders.cancel();
    else if (borders.draft() && pressed === "Enter" && !target.closest(OTHERS)) borders.keep();
    else if (borders.draft()?.of === "new" && (pressed === "ArrowDown" || pressed === "ArrowUp")) borders.toSentence(pressed === "ArrowDown" ? 1 : -1);
    else if (pressed === " " && target.closest("button, a, summary")) return;
    else if (LETTERS[pressed]) {
      if (event.repeat) return; // a key that is held decides once
      actions[LETTERS[pressed]]();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-do]");
    if (act) actions[act.dataset.do]();
    const moved = event.target.closest("[data-move]")?.dataset.move.split(" ");
    if (moved) borders.move(moved[0], Number(moved[1]));
  });
  byId("keys-on").checked = localStorage.getItem(KEPT) !== "off";
  byId("keys-on").addEventListener("change", (event) => localStorage.setItem(KEPT, event.target.checked ? "on" : "off"));
}
