// The pages beside reviewing: a decision on all suggestions of a rule, and taking it back.

import { complain, post } from "./api.js";
import { announce, byId, el, say } from "./dom.js";
import { askBulk } from "./dialogs.js";

for (const button of document.querySelectorAll("[data-bulk]")) {
  const rule = JSON.parse(button.dataset.bulk);
  button.addEventListener("click", () => {
    askBulk(say("bulk_what", { number: rule.open, rule: rule.rule, name: rule.name }), rule.proof, (verdict) => bulk(rule, verdict, button));
  });
}

async function bulk({ code, partner, rule, open }, verdict, button) {
  const answer = await post("/api/bulk", { code, partner, rule, open, verdict });
  if (!answer.ok || answer.body.error) {
    complain(answer);
    return;
  }
  announce(say("bulk_done", { number: answer.body.decided }));
  byId("said").append(" ", el("button", { type: "button", click: undo }, say("undo")));
  byId("said").querySelector("button").focus();
  button.replaceWith(el("span", { class: "quiet" }, say(verdict === "accept" ? "state_accepted" : "state_rejected")));
}

async function undo() {
  const answer = await post("/api/undo", {});
  if (answer.ok) location.reload();
  else complain(answer);
}
