import type { IncomingMessage } from "node:http";
import type { MockRequest } from "../base/http.ts";

/** More than any documented body: uploads as base64 included. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Everything of a request but its body, which is read later or never. */
export function readHead({
  method = "GET",
  url = "/",
  headers,
}: IncomingMessage): Omit<MockRequest, "bytes"> {
  const [path = "/", query = ""] = url.split("?", 2);
  return { method, path, query: readQuery(new URLSearchParams(query)), headers: readHeaders(headers) };
}

/** The whole body. Undefined when it is too large; then the rest is read and thrown away. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function readHeaders(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function readQuery(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
