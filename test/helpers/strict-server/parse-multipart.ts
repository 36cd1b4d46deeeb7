/** A part of a form as it came. */
export interface WirePart {
  name: string;
  fileName?: string;
  /** What it is called; absent where its headers do not say. */
  type?: string;
  /** The other headers. */
  headers?: Record<string, string>;
  body: string;
}

/**
 * Reads a form by RFC 2046, section 5.1.1, and RFC 7578, strictly.
 *
 * @param type the `Content-Type` of the request.
 */
export function parseMultipart(type: string, bytes: Buffer): WirePart[] {
  const boundary = /^multipart\/[a-z-]+; boundary="?([A-Za-z0-9'()+_,./:=?-]{1,70})"?$/.exec(type)?.[1];
  if (boundary === undefined) throw new Error(`${type} has no boundary`);
  const text = bytes.toString("latin1");
  const [before, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`);
  const end = parts.pop();
  if (before !== "" || !/^--(?:\r\n)?$/.test(end ?? ""))
    throw new Error("The form does not begin or end as it must");
  return parts.map((part) => {
    const [, head = "", body = ""] = /^\r\n(.*?)\r\n\r\n(.*)$/s.exec(part) ?? [];
    const headers = Object.fromEntries(
      head.split("\r\n").map((line) => {
        const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(line) ?? [];
        return [name.toLowerCase(), Buffer.from(value, "latin1").toString("utf8")];
      }),
    );
    const { "content-disposition": disposition = "", "content-type": called, ...others } = headers;
    const [, name, fileName] = /^form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/.exec(disposition) ?? [];
    if (name === undefined) throw new Error(`${disposition} names no field`);
    return {
      name,
      ...(fileName !== undefined && { fileName }),
      ...(called !== undefined && { type: called }),
      ...(Object.keys(others).length > 0 && { headers: others }),
      body: Buffer.from(body, "latin1").toString("utf8"),
    };
  });
}
