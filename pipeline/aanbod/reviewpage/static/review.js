// The review page: what is under decision, and what can be done with it.

import { complain, get, post } from "./api.js";
import { askBulk, CodeMaking, CodeSearch, MemoWriting, StatusChoice } from "./dialogs.js";
import { announce, byId, say } from "./dom.js";
import { listen } from "./keys.js";
import { showEntry, showProof, showStory, showSuggestion } from "./panel.js";
import { Reading } from "./text.js";

const start = JSON.parse(byId("start").textContent);
const asked = start.asked;

let book = start.codebook;
let now = null; // what the server told last
let key = ""; // what is under decision: a coding, or a place of the queue without one
let anchor = ""; // where in the queue the reviewer is, also while she looks at another coding
let draft = null; // a passage whose borders are not stored yet: {start, end, of} with `of` "change" or "new"
let busy = false;
let known = {}; // the text that is shown: {name, id}
let proof = null; // of the rule under decision: {key, text, open}

const reading = new Reading(byId("text"), { pick, drag });
const search = new CodeSearch();
const making = new CodeMaking();
const statuses = new StatusChoice(book.statuses);
const memos = new MemoWriting();

const coding = () => now.codings.find((one) => one.id === key) || null;

// Showing

function show(view, place = view.key) {
  now = view;
  key = place;
  if (view.key && !view.codings.some((one) => one.id === view.key && one.coder !== "rules")) anchor = view.key;
  draft = null;
  const { transcript } = view;
  byId("empty").hidden = Boolean(transcript);
  byId("text").hidden = !transcript;
  byId("done").hidden = !transcript;
  byId("transcript").textContent = transcript ? transcript.name : say("finished");
  byId("cases").textContent = transcript ? transcript.cases.join(", ") : "";
  byId("bar").max = Math.max(view.progress.total, 1);
  byId("bar").value = view.progress.done;
  byId("progress").textContent = view.progress.text;
  document.title = `${view.progress.done}/${view.progress.total} – ${say("review")}`;
  if (transcript) {
    known = { name: transcript.name, id: transcript.id, text: transcript.text ?? known.text };
    reading.load(transcript.name, known.text);
  }
  refresh(true);
}

// What is under decision, in the text, the panel and the bar.
function refresh(reveal = false) {
  const here = coding();
  const passage = !here && now.passage ? { ...now.passage } : null;
  reading.show(now.codings, key, draft || passage);
  byId("text").dataset.current = key;
  document.body.dataset.current = `${key} ${draft ? `${draft.start}-${draft.end}` : ""}`;
  if (reveal && (here || passage)) reading.reveal((here || passage).start);
  const others = here ? now.codings.filter((one) => one.id !== key && one.state !== "rejected" && one.start < here.end && one.end > here.start) : [];
  showSuggestion(here, others, book.rulesVersion, pick, askForBulk);
  showEntry(here && entryOf(here));
  byId("brief").textContent = here ? `${here.name} · ${here.statusLabel}` : passage ? say("uncoded_passage") : "";
  for (const name of ["accept", "reject"]) {
    button(name).disabled = !here;
    button(name).setAttribute("aria-pressed", here && here.state === `${name}ed` ? "true" : "false");
  }
  for (const name of ["status", "code", "borders"]) button(name).disabled = !here;
  showDraft();
  detail(here);
}

function showDraft() {
  const bars = document.querySelectorAll("#decide .keys");
  for (const bar of bars) bar.hidden = bar.classList.contains("draft") !== Boolean(draft);
  byId("draft").textContent = draft ? say(draft.of === "new" ? "draft_new" : "draft_change") : "";
}

// The history and the proof of the rule follow when they are there; they hold nobody up.
let detailTimer = 0;
function detail(here) {
  proof = null;
  showProof(null);
  byId("story").hidden = !here;
  showStory([], takeBack);
  clearTimeout(detailTimer);
  if (!here) return;
  const wanted = here.id;
  detailTimer = setTimeout(async () => {
    const query = new URLSearchParams({ transcript: known.name, coding: wanted });
    const found = await get(`/api/detail?${query}`).catch(() => null);
    if (!found?.story || key !== wanted) return;
    proof = found.proof;
    showProof(proof);
    showStory(found.story, takeBack);
  }, 120);
}

const entryOf = (here) => book.codes.find((code) => code.id === here.code && code.partner === here.partner);
const button = (name) => document.querySelector(`[data-do="${name}"]`);

function spoken(view) {
  const here = view.codings.find((one) => one.id === view.key);
  const name = here ? `${here.name}, ${here.statusLabel}: “${here.quote}”` : view.passage ? `${say("uncoded_passage")}: “${reading.quote(view.passage.start, view.passage.end)}”` : say("all_done");
  return `${name} ${view.progress.text}`;
}

// Saying something to the server

const context = () => ({ asked, anchor, has: known.id || "" });

async function tell(path, body, said) {
  if (busy) return false;
  busy = true;
  document.body.classList.add("busy");
  try {
    const answer = await post(path, body);
    const { view, ...rest } = answer.body;
    const shown = "key" in answer.body ? answer.body : view;
    if (shown) show(shown);
    if (answer.ok && !answer.body.error) announce(said(rest), "", shown ? spoken(shown) : "");
    else complain(answer);
    return answer.ok && !answer.body.error ? answer.body : false;
  } finally {
    busy = false;
    document.body.classList.remove("busy");
  }
}

const about = (here) => ({ ...context(), transcript: known.name, coding: here.id, seen: here.seen });

async function go(to) {
  if (busy) return;
  busy = true;
  try {
    const query = new URLSearchParams({ ...asked, anchor, has: known.id || "", at: key, to });
    const view = await get(`/api/item?${query}`);
    if (view.error) announce(view.error);
    else {
      show(view);
      announce("", "", spoken(view));
    }
  } catch {
    announce(say("server_gone"), "trouble");
  } finally {
    busy = false;
  }
}

function decide(verdict) {
  const here = coding();
  if (!here) return;
  if (here.state === `${verdict}ed` && ["accept", "reject", "add", "change"].includes(here.mine) && asked.queue !== "disagree") go("next");
  else tell("/api/decide", { ...about(here), verdict }, () => say(`said_${verdict}`));
}

function change(fields) {
  const here = coding();
  if (!here) return;
  const { start: from, end, code, partner, status } = { ...here, ...fields };
  if (from === here.start && end === here.end && code === here.code && partner === here.partner && status === here.status) {
    announce(say("nothing_changed"));
    refresh();
    return;
  }
  tell("/api/change", { ...about(here), start: from, end, code, partner, status }, () => say("said_change"));
}

function pick(id) {
  key = id;
  draft = null;
  refresh();
  const here = coding();
  announce("", "", `${here.name}, ${here.statusLabel}, ${say(`state_${here.state}`)}: “${here.quote}”`);
}

// Borders

function drag(side, offset) {
  if (!draft) begin();
  if (draft) place({ ...draft, [side]: offset });
}

function begin() {
  const here = coding();
  const passage = here || now.passage;
  if (passage) draft = { start: passage.start, end: passage.end, of: here ? "change" : "new" };
}

function place({ start: from, end, of }) {
  if (from >= end) return;
  draft = { start: from, end, of };
  reading.show(now.codings, key, draft);
  document.body.dataset.current = `${key} ${from}-${end}`;
  showDraft();
}

function move(side, step, byWord = true) {
  if (!draft) begin();
  if (!draft) return;
  let at = reading.moved(draft[side], step, byWord);
  if (byWord && side === "start" && step > 0) at = reading.next(draft.start);
  if (byWord && side === "end" && step < 0) at = reading.previous(draft.end);
  place({ ...draft, [side]: at });
  announce("", "", `“${reading.quote(draft.start, draft.end)}”`);
}

function keep() {
  const passage = draft && reading.trimmed(draft);
  if (!passage) return;
  if (draft.of === "change") change(passage);
  else chooseFor(passage);
}

function cancel() {
  if (!draft) return;
  draft = null;
  refresh();
  announce(say("as_it_was"));
}

// Coding by hand

function addCoding() {
  if (!now.transcript) return;
  const chosen = reading.selection();
  if (chosen) {
    draft = { ...chosen, of: "new" };
    place(draft);
    chooseFor(chosen);
    return;
  }
  const here = coding() || now.passage || reading.sentences()[0];
  if (!here) return;
  place({ start: here.start, end: here.end, of: "new" });
  announce("", "", say("draft_new"));
}

// To the sentence before or after, while a new coding looks for its passage.
function toSentence(step) {
  const all = reading.sentences();
  const at = all.findIndex((one) => one.end > draft.start);
  const next = all[Math.min(Math.max((at < 0 ? all.length : at) + step, 0), all.length - 1)];
  place({ ...next, of: "new" });
  reading.reveal(next.start);
  announce("", "", `“${reading.quote(next.start, next.end)}”`);
}

function chooseFor(passage) {
  const words = reading.quote(passage.start, passage.end);
  const store = (code) =>
    tell(
      "/api/add",
      { ...context(), transcript: known.name, text: known.id, ...passage, code: code.id, partner: code.partner, status: book.defaultStatus },
      () => say("said_add"),
    );
  search.ask(`“${words}”`, words, store, (label) => makeCode(label, store));
  getSelection().removeAllRanges();
  reading.chosen = null;
}

function makeCode(label, then) {
  const here = coding();
  making.ask(label.length > 60 ? "" : label, here && entryOf(here)?.category, async ({ label: name, category, definition }) => {
    const answer = await post("/api/code", { label: name, category, definition });
    if (!answer.ok) return answer.body.error;
    book = answer.body;
    load();
    setTimeout(() => then(book.made));
    return "";
  });
}

function load() {
  search.load(book.codes);
  making.load(book.categories);
}

// The rest

function chooseCode() {
  const here = coding();
  if (!here) return;
  const store = (code) => change({ code: code.id, partner: code.partner });
  search.ask(`${here.name} → …`, here.quote, store, (label) => makeCode(label, store));
}

function chooseStatus() {
  const here = coding();
  if (here) statuses.ask(here.status, (status) => change({ status }));
}

function writeMemo() {
  if (!now.transcript) return;
  const here = coding();
  memos.ask(Boolean(here), (on, words) =>
    tell("/api/memo", { ...context(), transcript: known.name, coding: key, about: on, words }, () => say("said_memo")),
  );
}

function undo() {
  const body = { ...context(), transcript: known.name || "" };
  tell("/api/undo", body, ({ undone, stayed }) => (undone ? say("said_undo", { number: undone }) : say(stayed ? "undo_stayed" : "nothing_to_undo")));
}

function takeBack(entry) {
  const body = { ...context(), transcript: known.name, entry };
  tell("/api/undo", body, ({ undone }) => (undone ? say("said_undo", { number: undone }) : say("undo_stayed")));
}

function askForBulk() {
  const here = coding();
  if (!here || !proof?.open || !proof.decided) return;
  const rule = { code: here.code, partner: here.partner, rule: here.rule, open: proof.open };
  askBulk(say("bulk_what", { number: proof.open, rule: here.rule, name: here.name }), proof.text, (verdict) =>
    tell("/api/bulk", { ...about(here), ...rule, verdict }, ({ decided }) => say("bulk_done", { number: decided })),
  );
}

function callDone() {
  if (now.transcript) tell("/api/done", { ...context(), transcript: known.name, coding: key }, () => say("said_done"));
}

const ACTIONS = {
  accept: () => decide("accept"),
  reject: () => decide("reject"),
  next: () => go("next"),
  previous: () => go("previous"),
  status: chooseStatus,
  code: chooseCode,
  borders: () => {
    begin();
    if (draft) place(draft);
  },
  add: addCoding,
  memo: writeMemo,
  undo,
  keep,
  cancel,
  bulk: askForBulk,
  done: callDone,
  help: () => {
    byId("helping").showModal();
    byId("helping").querySelector("[data-close]").focus();
  },
};
listen(ACTIONS, { draft: () => draft, move, toSentence, keep, cancel });
byId("help").addEventListener("click", ACTIONS.help);
byId("done").addEventListener("click", callDone);

load();
show(start.view);
