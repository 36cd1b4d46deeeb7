const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** A response to EvoLink, which reads nothing but the status. */
export function respond(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });
}

/** Refuses what no callback is, before anything of the body was read. A body without a type passes: EvoLink documents none. */
export function findRefusal({ method, headers }: Request, maxBytes: number): Response | undefined {
  if (method !== "POST") return respond(405, { allow: "POST" });
  if (Number(headers.get("content-length")) > maxBytes) return respond(413);
  const type = headers.get("content-type");
  return type !== null && !JSON_TYPE.test(type) ? respond(415) : undefined;
}
