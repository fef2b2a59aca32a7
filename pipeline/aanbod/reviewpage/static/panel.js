// The panel beside the text: the suggestion with its reason, its code in the codebook, and what was said of it.

import { byId, el, say } from "./dom.js";

const NOTHING = "–";

const row = (name, ...value) => el("div", {}, el("dt", {}, name), el("dd", {}, ...value));

function list(name, items) {
  return items.length ? [el("h3", {}, name), el("ul", {}, items.map((item) => el("li", {}, item)))] : [];
}

function quoted(words) {
  return words.map(([, , text]) => `“${text}”`).join(" … ");
}

// The suggestion; `others` overlap with it, `pick` goes to one of them.
export function showSuggestion(coding, others, rulesVersion, pick, bulk) {
  const place = byId("suggestion");
  if (!coding) {
    place.replaceChildren(el("h2", { id: "code" }, say("no_suggestion")));
    return;
  }
  const own = coding.coder !== "rules";
  const reason = [];
  if (coding.rule) reason.push(row(say("rule"), el("code", { title: coding.rule }, coding.rule)));
  if (coding.words.length) reason.push(row(say("words"), quoted(coding.words)));
  reason.push(row(say("status"), coding.statusLabel, coding.cue.length ? `, ${say("by_cue")} ${quoted(coding.cue)}` : coding.cueRule ? ` (${coding.cueRule})` : ""));
  if (!own && rulesVersion) reason.push(row(say("codebook"), el("code", {}, rulesVersion)));
  if (own) reason.push(row(say("coder"), coding.coder));
  const said = coding.said.map(({ coder, verdict }) => `${coder} ${say(`verdict_${verdict}`)}`).join("; ");
  place.replaceChildren(
    el("p", { class: `state ${coding.state}` }, say(`state_${coding.state}`), said ? el("span", { class: "quiet" }, ` · ${said}`) : null),
    el("h2", { id: "code" }, coding.name),
    el("p", { class: "quiet" }, coding.category),
    el("p", { class: "unseen" }, `${say("passage")}: “${coding.quote}”`),
    el("dl", { class: "reason" }, reason),
    el("p", { id: "proof", class: "proof", hidden: true }, el("span", {}), " ", el("button", { type: "button", click: bulk }, say("bulk"), "… ", el("kbd", {}, "b"))),
    ...(others.length
      ? [
          el("h3", {}, say("also_here")),
          el(
            "ul",
            { class: "others" },
            others.map((other) =>
              el("li", {}, el("button", { type: "button", class: "link", click: () => pick(other.id) }, other.name), ` · ${other.statusLabel} · ${say(`state_${other.state}`)}`),
            ),
          ),
        ]
      : []),
  );
}

// How often this rule was right up to now.
export function showProof(proof) {
  const place = byId("proof");
  if (!place) return;
  place.hidden = !proof || !proof.text;
  if (proof?.text) {
    place.firstChild.textContent = proof.text;
    place.querySelector("button").hidden = !proof.open || !proof.decided;
  }
}

export function showEntry(code) {
  const place = byId("entry");
  if (!code) {
    place.replaceChildren();
    return;
  }
  const examples = code.examples.map(({ text, coded, status }) =>
    el("li", { class: coded ? "coded" : "not" }, el("span", { class: "sign", "aria-hidden": "true" }, coded ? "✓ " : "✕ "), el("span", { class: "unseen" }, say(coded ? "coded" : "not_coded")), text, status ? el("span", { class: "quiet" }, ` (${status})`) : null),
  );
  place.replaceChildren(
    el("h2", { id: "entry-head" }, say("codebook")),
    el("p", { class: "definition" }, code.definition || NOTHING),
    ...list(say("use_for"), code.useFor),
    ...list(say("not_for"), code.notFor),
    ...(examples.length ? [el("details", { open: true }, el("summary", {}, `${say("examples")} (${examples.length})`), el("ul", { class: "examples" }, examples))] : []),
    el("p", { class: "quiet" }, el("code", {}, code.id)),
  );
}

// What was said of this coding, its transcript and its code; `undo` takes back an entry of one's own.
export function showStory(entries, undo) {
  const place = byId("story");
  place.replaceChildren(
    el("h2", { id: "story-head" }, say("history")),
    entries.length
      ? el(
          "ol",
          { class: "story" },
          entries.map((entry) =>
            el(
              "li",
              { class: entry.undone ? "undone" : "" },
              el("b", {}, entry.coder),
              ` ${entry.what}`,
              entry.undone ? ` (${say("taken_back")})` : "",
              el("span", { class: "quiet" }, ` · ${entry.at}`),
              entry.note ? el("q", {}, entry.note) : null,
              entry.mine ? el("button", { type: "button", class: "link", click: () => undo(entry.id) }, say("take_back")) : null,
            ),
          ),
        )
      : el("p", { class: "quiet" }, say("no_history")),
  );
}
