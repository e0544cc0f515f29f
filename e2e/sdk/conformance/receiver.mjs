// The endpoint that every event is sent to. It keeps what came, and lets each client say what it has against it.
import { createServer } from "node:http";
import { once } from "node:events";
import { webhooks } from "polar-1/2026-10";
import { Webhook } from "standardwebhooks";
import { complaints } from "./clients.mjs";

/** Types of event that a client's parser does not know; it was made before them. */
const LATEST = ["subscription.cycled", "subscription.paused", "subscription.resumed", "discount.created", "discount.updated", "discount.deleted"];
const MEMBERS = ["checkout.expired", "member.created", "member.updated", "member.deleted", "subscription.past_due"];
const SEATS = ["customer_seat.assigned", "customer_seat.claimed", "customer_seat.revoked"];

const old = async (version, unknown) => {
  const { validateEvent } = await import(`polar-${version.replace(".", "")}/webhooks`);
  return { name: version, unknown, validate: async (body, headers, secret) => validateEvent(body, headers, secret) };
};
const verifiers = [
  await old("0.49", LATEST),
  await old("0.47", LATEST),
  await old("0.42", [...LATEST, ...MEMBERS]),
  await old("0.32", [...LATEST, ...MEMBERS, ...SEATS]),
  { name: "1.0.1", unknown: [], validate: webhooks.validateEvent },
  { name: "standardwebhooks", unknown: [], validate: async (body, headers, secret) => new Webhook(secret).verify(body, headers) },
];

/** The Express adapter has the body parsed, and writes it again before it verifies. */
const written = (body) => JSON.stringify(JSON.parse(body));

const judge = async (type, body, headers, secret) => {
  const found = written(body) === body ? [] : [{ client: "express", what: `: its parser and JSON.stringify make of the body ${written(body)}` }];
  for (const { name, unknown, validate } of verifiers) {
    if (unknown.includes(type)) {
      continue;
    }
    try {
      await validate(body, headers, secret);
    } catch (error) {
      found.push(...complaints(error).map((what) => ({ client: name, what })));
    }
  }
  return found;
};

/** Listens until it is closed. What comes is judged once its secret has been told by `signedWith`. */
export const receive = async () => {
  const events = new Map();
  let signedWith;
  const secret = new Promise((resolve) => {
    signedWith = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    response.writeHead(202).end();
    const body = Buffer.concat(chunks).toString("utf8");
    const id = request.headers["webhook-id"];
    if (!events.has(id)) {
      const { type } = JSON.parse(body);
      const event = { type, headers: request.headers, body };
      // At once: a signature is good for five minutes.
      events.set(id, secret.then(async (known) => ({ ...event, secret: known, complaints: await judge(type, body, request.headers, known) })));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    signedWith,
    count: () => events.size,
    judged: () => Promise.all(events.values()),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
