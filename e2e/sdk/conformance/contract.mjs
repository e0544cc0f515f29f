// The published document as the clients' generators saw it: which operations there are, and how each client names them.
import { readFileSync } from "node:fs";

const camel = (name) => name.replace(/[-_]([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const bodyOf = (operation) => {
  const [[type, { schema }] = [null, {}]] = Object.entries(operation.requestBody?.content ?? {});
  return type && { type, schema: schema.$ref?.split("/").at(-1) };
};

/**
 * Operations by id: `{ id, method, path, body, pathNames, queried, paged, success, json, names: { old, new } }`. `body` is null or tells its
 * media type and its schema's name, `success` is the status of success, and `names` are the way to the method in the clients of the two generations.
 */
export const readContract = (file) => {
  const document = JSON.parse(readFileSync(file, "utf8"));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const success = Object.keys(operation.responses).find((status) => /^[23]/.test(status));
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        body: bodyOf(operation) ?? null,
        pathNames: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
        queried: (operation.parameters ?? []).some((parameter) => parameter.in === "query"),
        paged: "x-polar-pagination" in operation,
        success: Number(success),
        json: Object.keys(operation.responses[success].content ?? {}).includes("application/json"),
        names: {
          old: [...operation["x-speakeasy-group"].split("."), operation["x-speakeasy-name-override"]].map(camel),
          new: operation.operationId.split(":").map(camel),
        },
      };
    }),
  );
  return {
    operations: new Map(operations.map((operation) => [operation.id, operation])),
    events: Object.keys(document.webhooks),
  };
};
