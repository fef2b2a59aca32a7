// A transcript with its codings marked. Offsets are code points, as in the store; a browser counts other units.

import { el, say } from "./dom.js";

const LANES = 4; // lines under the text for codings that overlap; more than these share the last one
const WORD = /[\p{L}\p{N}’'-]/u;

export class Reading {
  // `pick(id)`: a marking was chosen; `drag(side, offset)`: a border is being moved.
  constructor(root, { pick, drag }) {
    this.root = root;
    this.pick = pick;
    this.drag = drag;
    this.name = null;
    this.text = "";
    this.chars = [];
    this.lines = [];
    this.chosen = null; // the last selection within the text, which a click on a button may take away
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("pointerdown", (event) => this.#grab(event));
    document.addEventListener("selectionchange", () => this.#selected());
  }

  load(name, text) {
    if (name === this.name && text === this.text) return;
    this.name = name;
    this.text = text;
    this.chars = Array.from(text);
    this.root.replaceChildren();
    this.lines = [];
    let start = 0;
    for (const line of text.split("\n")) {
      const end = start + Array.from(line).length;
      const place = el("p", { class: line.trim() ? "line" : "line blank" });
      this.lines.push({ start, end, place, key: null });
      this.root.append(place);
      start = end + 1;
    }
  }

  // Shows the codings; `draft` is a passage with borders that are not stored yet.
  show(codings, current, draft) {
    this.codings = codings;
    lanes(codings);
    const marks = [];
    for (const coding of codings) {
      const here = coding.id === current;
      if (coding.state === "rejected" && !here) continue;
      marks.push({ start: coding.start, end: coding.end, kind: `lane${coding.lane} ${coding.state}${coding.lane}`, coding });
      if (here && !draft) marks.push({ start: coding.start, end: coding.end, kind: "current" });
      if (here) for (const [start, end] of coding.words) marks.push({ start, end, kind: "hit" });
      if (here) for (const [start, end] of coding.cue) marks.push({ start, end, kind: "cue" });
    }
    if (draft) marks.push({ ...draft, kind: "draft" });
    const passage = draft || codings.find((coding) => coding.id === current) || null;
    for (const line of this.lines) line.marks = [];
    for (const mark of marks) {
      for (let at = this.#lineOf(mark.start); at < this.lines.length && this.lines[at].start < mark.end; at++) this.lines[at].marks.push(mark);
    }
    for (const line of this.lines) this.#line(line, current, passage);
  }

  // The line that this offset stands in: the last that begins at or before it.
  #lineOf(offset) {
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lines[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #line(line, current, passage) {
    const within = line.marks.filter((mark) => mark.start < line.end && mark.end > line.start);
    const cuts = new Set([line.start, line.end]);
    for (const mark of within) {
      cuts.add(Math.max(mark.start, line.start));
      cuts.add(Math.min(mark.end, line.end));
    }
    const edges = passage ? [passage.start, passage.end].filter((at) => at >= line.start && at <= line.end) : [];
    const places = [...cuts].sort((one, other) => one - other);
    const pieces = [];
    for (let number = 0; number < places.length - 1; number++) {
      const [start, end] = [places[number], places[number + 1]];
      const covering = within.filter((mark) => mark.start < end && mark.end > start);
      const flags = covering.filter((mark) => mark.coding && mark.start === start).map((mark) => mark.coding);
      pieces.push({ start, end, kinds: covering.map((mark) => mark.kind).join(" "), flags });
    }
    const key = JSON.stringify([pieces.map((p) => [p.start, p.end, p.kinds, p.flags.map((f) => [f.id, f.name, f.statusLabel, f.state, f.id === current])]), edges]);
    if (key === line.key) return;
    line.key = key;
    const kept = document.activeElement?.dataset?.coding;
    const nodes = [];
    for (const { start, end, kinds, flags } of pieces) {
      if (passage && start === passage.start) nodes.push(edge("start"));
      nodes.push(...flags.map((coding) => flag(coding, coding.id === current)));
      const text = this.chars.slice(start, end).join("");
      nodes.push(el(kinds ? "mark" : "span", { class: kinds, "data-at": start }, text));
      if (passage && end === passage.end) nodes.push(edge("end"));
    }
    line.place.replaceChildren(...nodes);
    if (kept && document.activeElement === document.body) this.flagOf(kept)?.focus({ preventScroll: true });
  }

  flagOf(id) {
    return this.root.querySelector(`[data-coding="${id}"]`);
  }

  // Brings a passage into sight, in the upper half.
  reveal(start) {
    const line = this.lines[this.#lineOf(start)];
    if (!line) return;
    const pieces = [...line.place.querySelectorAll("[data-at]")];
    const place = pieces.findLast((piece) => Number(piece.dataset.at) <= start) || line.place;
    const box = place.getBoundingClientRect();
    const [top, bottom] = [innerHeight * 0.18, innerHeight * 0.6];
    if (box.top < top || box.bottom > bottom) scrollBy({ top: box.top - innerHeight * 0.3, behavior: "instant" });
  }

  quote(start, end) {
    return this.chars.slice(start, end).join("");
  }

  // A border moved by a character or a word.
  moved(offset, step, byWord) {
    const { chars } = this;
    let at = offset;
    if (!byWord) return Math.min(Math.max(at + step, 0), chars.length);
    if (step < 0) {
      while (at > 0 && !WORD.test(chars[at - 1])) at--;
      while (at > 0 && WORD.test(chars[at - 1])) at--;
    } else {
      while (at < chars.length && !WORD.test(chars[at])) at++;
      while (at < chars.length && WORD.test(chars[at])) at++;
    }
    return at;
  }

  // The start of the next word: where the first border goes when it moves to the right.
  next(offset) {
    const { chars } = this;
    let at = offset;
    while (at < chars.length && WORD.test(chars[at])) at++;
    while (at < chars.length && !WORD.test(chars[at])) at++;
    return at;
  }

  // The end of the word before: where the last border goes when it moves to the left.
  previous(offset) {
    const { chars } = this;
    let at = offset;
    while (at > 0 && !WORD.test(chars[at - 1])) at--;
    while (at > 0 && WORD.test(chars[at - 1])) at--;
    while (at > 0 && !WORD.test(chars[at - 1])) at--;
    return at;
  }

  // The passage without white space at its borders; null if nothing is left.
  trimmed({ start, end }) {
    while (start < end && !this.chars[start].trim()) start++;
    while (end > start && !this.chars[end - 1].trim()) end--;
    return start < end ? { start, end } : null;
  }

  // What is selected with the mouse or the keyboard, as whole words; null for nothing.
  selection() {
    if (!this.chosen) return null;
    let { start, end } = this.chosen;
    const part = (at) => WORD.test(this.chars[at] || "");
    while (start > 0 && part(start) && part(start - 1)) start--;
    while (end < this.chars.length && part(end - 1) && part(end)) end++;
    return this.trimmed({ start, end });
  }

  // The sentences, to walk through where nothing can be selected.
  sentences() {
    if (this.cutText !== this.text) {
      this.cut = [];
      const cutter = "Segmenter" in Intl ? new Intl.Segmenter("nl", { granularity: "sentence" }) : null;
      for (const { start, end } of this.lines) {
        const text = this.quote(start, end);
        let at = start;
        for (const { segment } of cutter ? cutter.segment(text) : [{ segment: text }]) {
          const found = this.trimmed({ start: at, end: at + Array.from(segment).length });
          if (found) this.cut.push(found);
          at += Array.from(segment).length;
        }
      }
      this.cutText = this.text;
    }
    return this.cut;
  }

  #selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.startContainer) || !this.root.contains(range.endContainer)) return;
    const start = this.#offset(range.startContainer, range.startOffset);
    const end = this.#offset(range.endContainer, range.endOffset);
    this.chosen = start !== null && end !== null && start < end ? { start, end } : null;
  }

  // A place in the page as an offset in the text.
  #offset(node, at) {
    const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-at]") : null;
    if (piece) return Number(piece.dataset.at) + Array.from(node.data.slice(0, at)).length;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element === this.root) return at < this.lines.length ? this.lines[at].start : this.chars.length;
    const line = this.lines.find((one) => one.place === element || one.place.contains(element));
    if (!line) return null;
    if (element !== line.place) {
      const next = element.matches("[data-at]") ? element : element.nextElementSibling;
      return next?.dataset.at ? Number(next.dataset.at) : line.end;
    }
    const after = [...element.childNodes].slice(at).find((child) => child.dataset?.at);
    return after ? Number(after.dataset.at) : line.end;
  }

  #click(event) {
    const button = event.target.closest("[data-coding]");
    if (button) {
      this.pick(button.dataset.coding);
      return;
    }
    if (!getSelection().isCollapsed) return;
    this.chosen = null;
    const piece = event.target.closest("mark");
    if (!piece) return;
    const at = Number(piece.dataset.at);
    const here = this.codings.filter((one) => one.start <= at && at < one.end && one.state !== "rejected");
    if (!here.length) return;
    here.sort((one, other) => one.end - one.start - (other.end - other.start));
    const known = here.findIndex((one) => piece.classList.contains("current") && one.id === this.root.dataset.current);
    this.pick(here[(known + 1) % here.length].id);
  }

  #grab(event) {
    const handle = event.target.closest("[data-edge]");
    if (!handle) return;
    event.preventDefault();
    const side = handle.dataset.edge;
    const move = (moved) => {
      const at = place(moved.clientX, moved.clientY);
      if (!at || !this.root.contains(at.node)) return;
      const offset = this.#offset(at.node, at.offset);
      if (offset !== null) this.drag(side, offset);
    };
    const done = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", done);
      removeEventListener("pointercancel", done);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", done);
    addEventListener("pointercancel", done);
  }
}

function place(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const found = document.caretRangeFromPoint(x, y);
  return found && { node: found.startContainer, offset: found.startOffset };
}

const edge = (side) => el("span", { class: `edge ${side}`, "data-edge": side, "aria-hidden": "true" });

const SIGNS = { suggested: "?", accepted: "✓", rejected: "✕" };

function flag(coding, here) {
  const name = say("flag", { name: coding.name, status: coding.statusLabel, state: say(`state_${coding.state}`) });
  return el(
    "button",
    { type: "button", class: `flag ${coding.state}`, "data-coding": coding.id, "aria-label": name, title: name, "aria-current": here ? "true" : null },
    SIGNS[coding.state],
  );
}

// Codings that overlap get lines of their own under the text; a coding keeps its line when another is rejected.
function lanes(codings) {
  const ends = [];
  for (const coding of [...codings].sort((one, other) => one.start - other.start || other.end - one.end)) {
    let lane = ends.findIndex((end) => end <= coding.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = coding.end;
    coding.lane = Math.min(lane, LANES - 1);
  }
}
