// What the clients promise beyond single answers: a base address with a path, whole lists, tokens on open operations, signatures and waiting.
import { createHmac } from "node:crypto";
import { createServer, request } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { webhooks } from "polar-1/2026-10";
import { PolarRateLimitError } from "polar-1";
import { stack } from "../stack.mjs";
import { client } from "./clients.mjs";
import { readContract } from "./contract.mjs";
import { plain } from "./wire.mjs";

const PREFIX = "/billing/api";
const ROWS = [0, 1, 10, 11, 101];
const AT_ONCE = 4;
const VECTOR = { id: "6f6a7c3e-0a4b-4a53-9d7a-0f4b8a1d2c3e", timestamp: 1767225600, body: '{"foo":"bar"}' };
const GENERATIONS = ["0.49", "1.0.1"];
const { operations, events: EVENTS } = readContract(process.argv[3]);

const served = async (listener, use) => {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
};

/** Passes on what is asked below the prefix; everything else is not there. */
const proxy = (incoming, outgoing) => {
  if (!incoming.url.startsWith(`${PREFIX}/`)) {
    outgoing.writeHead(404).end(`nothing is at ${incoming.url}`);
    return;
  }
  const target = new URL(stack.api + incoming.url.slice(PREFIX.length));
  const onward = request(target, { method: incoming.method, headers: { ...incoming.headers, host: target.host } }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", (broken) => outgoing.destroy(broken));
  incoming.pipe(onward);
};

const behindAPrefix = (world, found) =>
  served(proxy, async (base) => {
    for (const version of GENERATIONS) {
      const by = await client(version, base + PREFIX);
      for (const [id, values] of [["products:get", { path: { id: world.once.id } }], ["products:list", { query: { id: world.once.id } }]]) {
        await by.call(operations.get(id), { token: world.token, ...values }).catch((refused) => found(`prefix ${version}`, `${id}: ${refused.message}`));
      }
    }
  });

const iterations = {
  "0.49": async (query) => {
    const { Polar } = await import("polar-049");
    const seen = [];
    for await (const page of await new Polar({ serverURL: stack.api, accessToken: query.token }).customers.list({ metadata: query.metadata })) {
      seen.push(...page.result.items.map((item) => item.id));
    }
    return seen;
  },
  "1.0.1": async (query) => {
    const { createPolar } = await import("polar-1/2026-10");
    const seen = [];
    for await (const item of createPolar({ accessToken: query.token, baseUrl: stack.api, timeout: 60 }).customers.iterList({ metadata: query.metadata })) {
      seen.push(item.id);
    }
    return seen;
  },
};

const wholeLists = async (world, found) => {
  const marks = (index) => Object.fromEntries(ROWS.filter((rows) => index < rows).map((rows) => [`first${rows}`, world.run]));
  const indices = [...Array(Math.max(...ROWS)).keys()];
  while (indices.length > 0) {
    await Promise.all(indices.splice(0, AT_ONCE).map((index) => world.customer({ metadata: marks(index) })));
  }
  for (const [version, iterate] of Object.entries(iterations)) {
    for (const rows of ROWS) {
      const seen = await iterate({ token: world.token, metadata: { [`first${rows}`]: world.run } });
      if (seen.length !== rows || new Set(seen).size !== rows) {
        found(`list of ${rows} rows ${version}`, `: ${seen.length} items came, ${new Set(seen).size} of them different`);
      }
    }
  }
};

const openOperation = async (world, found) => {
  const { client_secret: secret } = await world.open(world.once);
  for (const [token, expected] of [["", 200], ["polar_oat_nobody", 401]]) {
    const status = await plain(stack.api, { method: "GET", path: `/v1/checkouts/client/${secret}`, token }).then(() => 200, (refused) => refused.status);
    if (status !== expected) {
      found("open operation", `bearer '${token}': ${status} instead of ${expected}`);
    }
  }
};

/** Runs a check of a signature at the moment it was made. */
const then = async (seconds, check) => {
  const real = Date.now;
  Date.now = () => seconds * 1000;
  try {
    return await check();
  } finally {
    Date.now = real;
  }
};

const signatures = async (found) => {
  const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));
  const old = (version) => async (body, headers, secret) => (await import(`polar-${version}/webhooks`)).validateEvent(body, headers, secret);
  const verifiers = [
    ...["049", "047", "042", "032"].map((version) => ({ name: version, accepts: ["legacy"], verify: old(version) })),
    { name: "1.0.1", accepts: ["legacy", "standard"], verify: webhooks.validateEvent },
    { name: "standardwebhooks", accepts: ["standard"], verify: async (body, headers, secret) => new Webhook(secret).verify(body, headers) },
  ];
  for (const { secret, signature, generation } of vectors) {
    const headers = { "webhook-id": VECTOR.id, "webhook-timestamp": String(VECTOR.timestamp), "webhook-signature": signature };
    for (const { name, accepts, verify } of verifiers) {
      const error = await then(VECTOR.timestamp, () => verify(VECTOR.body, headers, secret)).then(() => undefined, (refused) => refused);
      // The vector is signed well and is no event: whoever got as far as its type has accepted the signature.
      const accepted = error === undefined || !/Verification|Base64/i.test(`${error.name} ${error.constructor.name} ${error.message}`);
      if (accepted !== accepts.includes(generation)) {
        found(`signature vector ${name}`, `${generation} of ${secret}: ${accepted ? "accepted" : `refused, ${error.message}`}`);
      }
    }
  }
};

const waiting = async (found) => {
  for (const [header, expected] of [[{ "retry-after": "7" }, 7], [{}, null]]) {
    const busy = (_, answer) => answer.writeHead(429, { "content-type": "application/json", ...header }).end('{"error":"RateLimitExceeded","detail":"later"}');
    await served(busy, async (base) => {
      const by = await client("1.0.1", base);
      const error = await by.call(operations.get("products:list"), { token: "any" }).then(() => undefined, (refused) => refused);
      if (!(error instanceof PolarRateLimitError) || error.retryAfter !== expected) {
        found("429 1.0.1", `Retry-After ${header["retry-after"]}: ${error?.name} with ${error?.retryAfter}`);
      }
    });
  }
};

/** Which types of event a client's parser refuses, asked of the client itself. */
const unknownTo = async (version, types) => {
  const { validateEvent } = await import(`polar-${version.replace(".", "")}/webhooks`);
  const seconds = Math.floor(Date.now() / 1000);
  const refused = (type) => {
    const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data: {} });
    const signature = createHmac("sha256", "secret").update(`id.${seconds}.${body}`).digest("base64");
    const headers = { "webhook-id": "id", "webhook-timestamp": String(seconds), "webhook-signature": `v1,${signature}` };
    try {
      validateEvent(body, headers, "secret");
      return false;
    } catch (error) {
      return /Unknown event type/.test(error.message);
    }
  };
  return types.filter(refused);
};

/** Whoever subscribes is told of the events that older clients do not know. */
const olderClients = async (world, found) => {
  const answer = await fetch(`${stack.api}/v1/webhooks/endpoints`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.token}`, "content-type": "application/json" },
    body: JSON.stringify({ url: "https://receiver.example/hook", format: "raw", events: EVENTS }),
  });
  const told = new Map(answer.headers.get("perennial-notice").split("; ").map((notice) => {
    const [, version, events] = /^SDK (\S+) and older do not know (.*)$/.exec(notice);
    return [version, events.split(", ")];
  }));
  let sofar = [];
  for (const version of ["0.49", "0.47", "0.42", "0.32"]) {
    sofar = [...sofar, ...(told.get(version) ?? [])];
    const unknown = await unknownTo(version, EVENTS);
    if (unknown.toSorted().join() !== sofar.toSorted().join()) {
      found(`notice of older clients ${version}`, `: told ${sofar.toSorted()}, but it does not know ${unknown.toSorted()}`);
    }
  }
  await world.api("DELETE", `/v1/webhooks/endpoints/${(await answer.json()).id}`);
};

/** What the clients promise of themselves. It sets the clock, so nothing else may run beside it. */
export const alone = async () => {
  const problems = [];
  const found = (where, what) => problems.push({ where, what });
  await signatures(found);
  await waiting(found);
  return problems;
};

/** What they promise with the running stack, on this world. */
export const together = async (world) => {
  const problems = [];
  const found = (where, what) => problems.push({ where, what });
  await behindAPrefix(world, found);
  await wholeLists(world, found);
  await openOperation(world, found);
  await olderClients(world, found);
  return problems;
};
