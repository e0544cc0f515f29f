// Calls every implemented operation through every client and writes down what was answered:
// node sweep.mjs STACK_JSON CONTRACT IMPLEMENTED_JSON OUT_FOLDER
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { stack } from "../stack.mjs";
import { readContract } from "./contract.mjs";
import { client, complaints, OLD_PARSERS } from "./clients.mjs";
import { recorded } from "./wire.mjs";
import { receive } from "./receiver.mjs";
import { build, owners } from "./world.mjs";
import { calls, raised } from "./calls.mjs";
import { alone, together } from "./compatibility.mjs";

const [, , , contractFile, implementedFile, out] = process.argv;
const contract = readContract(contractFile);
const implemented = new Set(JSON.parse(readFileSync(implementedFile, "utf8")));
const ATTEMPTS = 3;
const http = await client("http", stack.api);
const written = { exchanges: [], events: [], problems: [] };
const told = new Set();
const problem = (where, text) => {
  const what = text.replace(/\s+/g, " ").slice(0, 600); // Some clients repeat the whole answer.
  if (!told.has(`${where} ${what}`)) {
    told.add(`${where} ${what}`);
    written.problems.push({ where, what });
  }
};

/** One call by one client. A busy machine may say that a change is still under way: then all is prepared afresh. */
const called = async (operation, world, by) => {
  for (let attempt = 1; ; attempt++) {
    const values = { token: world.token, ...(await calls.get(operation.id)(world)) };
    const caller = values.http ? http : by;
    const { exchanges, error } = await recorded(() => caller.call(operation, values));
    const answer = exchanges.at(-1);
    if (answer?.status === 409 && attempt < ATTEMPTS) {
      await pause(500);
      continue;
    }
    return { values, error, answer, name: caller.name };
  }
};

const sweepOne = async (operation, world, by) => {
  try {
    const { values, error, answer, name } = await called(operation, world, by);
    if (answer) {
      const { query, path, portal } = values;
      written.exchanges.push({ operation: operation.id, client: name, world: world.name, token: values.token, portal: portal !== undefined, query, path, ...answer });
    }
    // What was refused is told from the answer.
    if (error && (answer?.status ?? 0) < 400) {
      complaints(error).forEach((what) => problem(`${operation.id} ${name}`, what));
    } else if (!answer) {
      problem(`${operation.id} ${name}`, ": it sent nothing");
    }
    return answer;
  } catch (unprepared) {
    problem(`${operation.id} ${by.name}`, `: the call could not be prepared: ${unprepared.message}`);
    return undefined;
  }
};

const sweep = async (worlds, operations) => {
  const official = [await client("0.49", stack.api), await client("1.0.1", stack.api)];
  const parsers = await Promise.all(OLD_PARSERS.map((version) => client(version, stack.api)));
  for (const operation of operations) {
    // Each client calls on another shop: what both were told the same was no answer.
    const by = official.map((one) => (one.supports(operation) ? one : http));
    const [first] = [await sweepOne(operation, worlds[0], by[0]), await sweepOne(operation, worlds[1], by[1])];
    if (operation.paged && first?.status === 200) {
      for (const parser of parsers.filter((one) => one.supports(operation))) {
        await sweepOne(operation, worlds[0], parser);
      }
    }
  }
};

const settled = async (receivers) => {
  let before = -1;
  for (let waited = 0; waited < 20; waited++) {
    const now = receivers.reduce((sum, receiver) => sum + receiver.count(), 0);
    if (now === before) {
      return;
    }
    before = now;
    await pause(1_500);
  }
};

const tell = (receivers, judged) => {
  for (const { complaints: found, ...event } of judged) {
    written.events.push(event);
    found.forEach(({ client: by, what }) => problem(`${event.type} ${by}`, what));
  }
  const seen = new Set(judged.map((event) => event.type));
  raised.filter((type) => !seen.has(type)).forEach((type) => problem(type, ": it was never sent"));
};

const known = [...implemented].map((id) => contract.operations.get(id)).filter(Boolean);
known.filter(({ id }) => !calls.has(id)).forEach(({ id }) => problem(id, ": there is no entry that calls it"));
(await alone()).forEach(({ where, what }) => problem(where, what));
const receivers = [await receive(), await receive()];
const shops = await owners();
const worlds = [];
try {
  for (const [index, receiver] of receivers.entries()) {
    worlds.push({ ...(await build(shops[index], receiver, contract.events)), name: "ab"[index] });
  }
  await sweep(worlds, known.filter(({ id }) => calls.has(id)));
  (await together(worlds[0])).forEach(({ where, what }) => problem(where, what));
  await settled(receivers);
  tell(receivers, (await Promise.all(receivers.map((receiver) => receiver.judged()))).flat());
} finally {
  for (const world of worlds) {
    await world.api("DELETE", `/v1/webhooks/endpoints/${world.listener.id}`);
  }
  receivers.forEach((receiver) => receiver.close());
}
mkdirSync(out, { recursive: true });
for (const [name, lines] of Object.entries(written)) {
  writeFileSync(join(out, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}
