// Talking to the server. An answer means that it is stored; without an answer it is not.

import { announce, byId, say } from "./dom.js";

const page = document.body.dataset.page;
const RETRY = 2000; // milliseconds between tries where the store is in use by another program

const wait = (time) => new Promise((done) => setTimeout(done, time));

export async function get(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  return answer.json();
}

// Sends a change. {ok, body, status}; status 0: the server did not answer. A store that is in use is tried again.
export async function post(path, body) {
  const slow = setTimeout(() => announce(say("saving")), 500);
  try {
    for (let tries = 1; ; tries++) {
      const answer = await send(path, body);
      if (answer.status !== 503) return answer;
      announce(say("store_busy", { number: tries }), "trouble");
      await wait(RETRY);
    }
  } finally {
    clearTimeout(slow);
  }
}

async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Aanbod-Page": page },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  } catch {
    return { ok: false, status: 0, body: { error: say("server_gone") } };
  }
}

// Says what went wrong.
export function complain(answer) {
  announce(answer.body.error || say("refused"), "trouble");
  byId("said").dataset.status = answer.status;
}
