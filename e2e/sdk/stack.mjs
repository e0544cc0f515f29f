// The running stack: its sandboxes, its test clocks (which no client knows) and a webhook endpoint of our own.
import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

export const stack = JSON.parse(readFileSync(process.argv[2], "utf8"));

const call = async (url, options) => {
  const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(60_000), ...options });
  const text = await answer.text();
  if (answer.status >= 400) {
    throw new Error(`${options.method} ${url} was answered with ${answer.status}: ${text}`);
  }
  return answer.headers.get("content-type")?.startsWith("application/json") ? JSON.parse(text) : text;
};
const ours = (method, path, body) =>
  call(stack.api + path, {
    method,
    headers: { authorization: `Bearer ${stack.organizationToken}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

/** Asks until the answer is not undefined or false. */
export const until = async (what, question, seconds = 30) => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what} did not happen within ${seconds} s`);
    }
    await pause(50);
  }
};

/** Asks for a change. Where a busy machine answers that it is still under way, the change is waited for. */
export const changed = async (change, look, made) => {
  try {
    return await change();
  } catch (refused) {
    if (refused.statusCode !== 409) {
      throw refused;
    }
    return until("a change that was under way", async () => {
      const state = await look();
      return made(state) && state;
    });
  }
};

export const clock = {
  create: (name, frozenTime) => ours("POST", "/v1/test-clocks/", { name, frozen_time: frozenTime }),
  attach: (id, customerId) => ours("POST", `/v1/test-clocks/${id}/customers`, { customer_id: customerId }),
  advance: async (id, frozenTime) => {
    await ours("POST", `/v1/test-clocks/${id}/advance`, { frozen_time: frozenTime });
    await until(`the advance to ${frozenTime}`, async () => {
      const state = await ours("GET", `/v1/test-clocks/${id}`);
      if (state.status === "failed") {
        throw new Error(`the test clock failed: ${state.failure}`);
      }
      return state.status === "ready" && Date.parse(state.frozen_time) === Date.parse(frozenTime);
    }, 120);
  },
};

export const bank = {
  tokenFor: async (card) => {
    const token = await call(`${stack.stripeSandbox}/v1/test_helpers/confirmation_tokens`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_sdk" },
      body: new URLSearchParams({ payment_method: card, return_url: "https://shop.example/back" }),
    });
    return token.id;
  },
  approve: (clientSecret) =>
    call(`${stack.stripeSandbox}/3ds/${clientSecret.split("_secret_")[0]}`, { method: "POST", body: new URLSearchParams({ result: "success" }) }),
  buyerOf: async (checkoutId) => {
    const { charges } = await call(`${stack.stripeSandbox}/sandbox/charges?metadata_key=checkout_id&metadata_value=${checkoutId}`, { method: "GET" });
    return charges[0].customer;
  },
  decline: (processorCustomer) =>
    call(`${stack.stripeSandbox}/sandbox/payment-methods/${processorCustomer}`, {
      method: "POST",
      body: JSON.stringify({ outcome: "decline", decline_code: "insufficient_funds" }),
    }),
};

/** Whether the client accepts one signature alone: of the generation that takes the secret as text, of the one that reads a key from it, and a forged one. */
const accepted = async (verify, body, headers, secret) => {
  const accepts = async (signature) => {
    try {
      await verify(body, { ...headers, "webhook-signature": signature }, secret);
      return true;
    } catch {
      return false;
    }
  };
  const [asText, asKey] = headers["webhook-signature"].split(" ");
  return { asText: await accepts(asText), asKey: await accepts(asKey), forged: await accepts(`v1,${Buffer.alloc(32).toString("base64")}`) };
};

/** A webhook endpoint that lets the client verify and parse each call. */
export const receive = async (verify) => {
  const receiver = { events: [], problems: [], secret: undefined, accepted: undefined, seen: new Set() };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    try {
      const sent = Buffer.concat(chunks).toString("utf8");
      // As the Express adapter does: what was signed has to be what comes out again.
      const body = JSON.stringify(JSON.parse(sent));
      const event = await verify(body, request.headers, receiver.secret);
      receiver.accepted ??= await accepted(verify, body, request.headers, receiver.secret);
      const id = request.headers["webhook-id"];
      if (!receiver.seen.has(id)) {
        receiver.seen.add(id);
        receiver.events.push(event);
      }
      response.writeHead(202).end();
    } catch (problem) {
      receiver.problems.push(problem);
      response.writeHead(500).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  receiver.url = `http://127.0.0.1:${server.address().port}/`;
  receiver.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return receiver;
};
