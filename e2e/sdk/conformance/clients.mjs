// Every client behind one call: an operation of the contract with its values as the wire has them.
import { plain } from "./wire.mjs";

const PATIENCE = 60_000; // a slow machine may take longer than the newest client's five seconds

const camelKey = (key) => key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1);
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The value as the older clients take it: camelCase and dates. Keys of metadata and custom field data are the caller's own. */
const older = (value, key) => {
  if (typeof value === "string" && INSTANT.test(value)) {
    return new Date(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => older(item));
  }
  if (value === null || typeof value !== "object" || key === "metadata" || key === "custom_field_data") {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [camelKey(name), older(item, name)]));
};

const follow = (root, names) => names.reduce((at, name) => at?.[name], root);

const zeroth = async (version, base) => {
  const { Polar } = await import(`polar-${version.replace(".", "")}`);
  return {
    name: version,
    supports: (operation) => typeof follow(new Polar({ serverURL: base }), operation.names.old) === "function",
    call: async (operation, { path = {}, query = {}, body, token, portal }) => {
      const polar = new Polar({ serverURL: base, timeoutMs: PATIENCE, ...(portal || token === undefined ? {} : { accessToken: token }) });
      const service = follow(polar, operation.names.old.slice(0, -1));
      const variables = { ...older(path), ...older(query) };
      const alone = operation.pathNames.length === 0 && !operation.queried;
      const content = body instanceof URLSearchParams ? Object.fromEntries(body) : body;
      const request = alone
        ? older(content)
        : { ...variables, ...(content === undefined ? {} : { [operation.body.schema ? lowerFirst(operation.body.schema) : "requestBody"]: older(content) }) };
      const known = [...(portal ? [{ [portal]: token }] : []), ...(alone && request === undefined ? [] : [request])];
      const answer = await service[operation.names.old.at(-1)](...known);
      if (!operation.paged) {
        return answer;
      }
      for await (const page of answer) {
        return page; // One page is one answer.
      }
      return undefined;
    },
  };
};

const first = async (base) => {
  const { createPolar } = await import("polar-1/2026-10");
  const polar = createPolar({ accessToken: "", baseUrl: base, timeout: PATIENCE / 1000 });
  return {
    name: "1.0.1",
    // It sends no form, and no secret in a query.
    supports: (operation) => typeof follow(polar, operation.names.new) === "function" && operation.body?.type !== "application/x-www-form-urlencoded",
    call: (operation, { path = {}, query = {}, body, token = "" }) =>
      follow(polar, operation.names.new)(
        ...operation.pathNames.map((name) => path[name]),
        ...(operation.queried ? [query] : []),
        ...(operation.body ? [body ?? {}] : []),
        { accessToken: token },
      ),
  };
};

const none = (base) => ({
  name: "http",
  supports: () => true,
  call: (operation, { path = {}, query, body, token }) =>
    plain(base, {
      method: operation.method,
      path: operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name])),
      query,
      body,
      token,
    }),
});

export const OLD_PARSERS = ["0.47", "0.42", "0.32"];

/** A client by its version, or `http` for none. */
export const client = async (version, base) => {
  if (version === "http") {
    return none(base);
  }
  return version === "1.0.1" ? first(base) : zeroth(version, base);
};

/** What a client has against an answer, as `path: message` lines. */
export const complaints = (error) => {
  for (let at = error; at; at = at.cause) {
    if (Array.isArray(at.issues)) {
      return flat(at.issues);
    }
  }
  return [`: ${error?.name}: ${error?.message}`];
};

// Of a union each branch has complaints: those of the branch that got furthest are of use.
const flat = (issues, above = []) =>
  issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    const branches = issue.errors ?? issue.unionErrors?.map((branch) => branch.issues) ?? [];
    if (branches.length === 0) {
      // Which of the items it was says nothing.
      return [`${path.map((part) => (typeof part === "number" ? "*" : part)).join(".")}: ${issue.message}`];
    }
    return branches.map((branch) => flat(branch, path)).sort((one, other) => one.length - other.length)[0];
  });
