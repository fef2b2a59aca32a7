// The windows: choosing a code or a status, making a code, writing a memo. Each gives what was chosen to who asked.

import { byId, el, folded, say } from "./dom.js";

const SHOWN = 60; // codes in the list at a time

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

export const isOpen = () => Boolean(document.querySelector("dialog[open]"));

// A list of codes that narrows while one types.
export class CodeSearch {
  constructor() {
    this.window = byId("codes");
    this.input = byId("find");
    this.list = byId("found");
    this.input.addEventListener("input", () => this.#fill());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // typing goes on
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(Number(option.dataset.number));
    });
    byId("new-code").addEventListener("click", () => {
      this.window.close();
      this.make(this.input.value.trim() || this.words);
    });
  }

  load(codes) {
    this.codes = codes.map((code) => ({ ...code, label: code.name, search: folded(`${code.name} ${code.categoryLabel} ${code.id}`), start: folded(code.name) }));
  }

  // `choose(code)` gets what is chosen; `make(label)` is asked for a new code. `words` are those of the passage.
  ask(heading, words, choose, make) {
    this.choose = choose;
    this.make = make;
    this.words = words;
    byId("codes-for").textContent = heading;
    this.input.value = "";
    this.#fill();
    this.window.showModal();
    this.input.focus();
  }

  #fill() {
    const asked = folded(this.input.value).split(/\s+/).filter(Boolean);
    const found = this.codes.filter((code) => asked.every((part) => code.search.includes(part)));
    if (asked.length) found.sort((one, other) => other.start.startsWith(asked[0]) - one.start.startsWith(asked[0]));
    this.found = found.slice(0, SHOWN);
    this.active = 0;
    this.list.replaceChildren(
      ...this.found.map((code, number) =>
        el(
          "li",
          { role: "option", id: `option-${number}`, "data-number": number, "aria-selected": number === 0 ? "true" : "false" },
          el("b", {}, code.name),
          el("span", { class: "quiet" }, ` ${code.categoryLabel}`),
          code.definition ? el("span", { class: "definition" }, code.definition) : null,
        ),
      ),
    );
    this.list.scrollTop = 0;
    byId("how-many").textContent = say("codes_found", { number: found.length });
    this.#mark();
  }

  #mark() {
    for (const option of this.list.children) option.setAttribute("aria-selected", Number(option.dataset.number) === this.active ? "true" : "false");
    const option = this.list.children[this.active];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps && this.found.length) {
      this.active = Math.min(Math.max(this.active + steps[event.key], 0), this.found.length - 1);
      this.#mark();
    } else if (event.key === "Enter") {
      if (this.found.length) this.#choose(this.active);
    } else return;
    event.preventDefault();
  }

  #choose(number) {
    this.window.close();
    this.choose(this.found[number]);
  }
}

// A new code from words of the text. `keep({label, category, definition})` says what is wrong, or nothing.
export class CodeMaking {
  constructor() {
    this.window = byId("making");
    this.window.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const [label, category, definition] = ["new-label", "new-category", "new-definition"].map((id) => byId(id).value.trim());
      const fault = await this.keep({ label, category, definition });
      byId("making-fault").textContent = fault || "";
      if (!fault) this.window.close();
    });
  }

  load(categories) {
    byId("new-category").replaceChildren(...categories.map(({ id, label }) => el("option", { value: id }, label)));
  }

  ask(label, category, keep) {
    this.keep = keep;
    byId("new-label").value = label;
    if (category) byId("new-category").value = category;
    byId("new-definition").value = "";
    byId("making-fault").textContent = "";
    this.window.showModal();
    byId("new-label").select();
  }
}

export class StatusChoice {
  constructor(statuses) {
    this.window = byId("statuses");
    this.statuses = statuses;
    this.window.addEventListener("keydown", (event) => {
      const status = statuses[Number(event.key) - 1];
      if (status) {
        event.preventDefault();
        this.#choose(status.id);
      }
    });
  }

  ask(now, choose) {
    this.choose = choose;
    byId("choices").replaceChildren(
      ...this.statuses.map((status, number) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", click: () => this.#choose(status.id), "aria-current": status.id === now ? "true" : null },
            el("kbd", {}, String(number + 1)),
            " ",
            status.label,
            status.id === now ? el("span", { class: "quiet" }, ` (${say("is_now")})`) : null,
            status.definition ? el("span", { class: "definition" }, status.definition) : null,
          ),
        ),
      ),
    );
    this.window.showModal();
    byId("choices").querySelector("button[aria-current], button").focus();
  }

  #choose(id) {
    this.window.close();
    this.choose(id);
  }
}

export class MemoWriting {
  constructor() {
    this.window = byId("memos");
    this.form = this.window.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep();
    });
    byId("memo").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#keep();
    });
  }

  ask(onCoding, keep) {
    this.keep = keep;
    for (const choice of this.form.elements.about) choice.disabled = !onCoding && (choice.value === "coding" || choice.value === "code");
    this.form.elements.about.value = onCoding ? "coding" : "transcript";
    this.window.showModal();
    byId("memo").focus();
  }

  // What was written stays in the window until it is stored.
  async #keep() {
    const text = byId("memo").value.trim();
    if (text && (await this.keep(this.form.elements.about.value, text))) {
      byId("memo").value = "";
      this.window.close();
    }
  }
}

// Asks whether all codings of a rule get the same decision.
export function askBulk(what, proof, decide) {
  const window = byId("bulk");
  byId("bulk-what").textContent = what;
  byId("bulk-proof").textContent = proof;
  window.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    window.close();
    decide(event.submitter.value);
  };
  window.showModal();
  window.querySelector("[data-close]").focus(); // a key too many must decide nothing
}
