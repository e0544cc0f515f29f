// What goes over the wire: plain calls, and a record of the raw answer to each call of any client.
import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage();
const send = globalThis.fetch;

// The clients parse and throw away what they are sent; what is judged is what came.
globalThis.fetch = async (input, init) => {
  const answer = await send(input, init);
  const exchanges = current.getStore();
  if (exchanges) {
    const request = input instanceof Request ? input : new Request(input, { ...init, signal: null });
    exchanges.push({
      method: request.method,
      url: request.url,
      status: answer.status,
      type: answer.headers.get("content-type"),
      retryAfter: answer.headers.get("retry-after"),
      body: await answer.clone().text(),
    });
  }
  return answer;
};

/** Runs a call; gives its result or its error, and the exchanges there were. */
export const recorded = async (call) => {
  const exchanges = [];
  try {
    return { exchanges, result: await current.run(exchanges, call) };
  } catch (error) {
    return { exchanges, error };
  }
};

export class Refused extends Error {
  constructor(method, url, status, body) {
    super(`${method} ${url} was answered with ${status}: ${body}`);
    this.status = status;
  }
}

const search = (query) => {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)]));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
};

/** A plain call. `token` may be left out; a body that is a URLSearchParams is sent as a form, anything else as JSON. */
export const plain = async (base, { method, path, token, query, body }) => {
  const form = body instanceof URLSearchParams;
  const url = base + path + search(query);
  const answer = await fetch(url, {
    method,
    redirect: "manual",
    signal: AbortSignal.timeout(60_000),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || form ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined || form ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status >= 400) {
    throw new Refused(method, url, answer.status, text);
  }
  return answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
};
