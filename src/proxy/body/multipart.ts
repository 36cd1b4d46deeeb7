import { fromBytes, toBytes } from "../bytes.ts";

/** One part of a body of several. */
export interface Part {
  name: string;
  /** Of a file. */
  fileName: string | undefined;
  /** All its headers, as they came. */
  head: string;
  content: Uint8Array<ArrayBuffer>;
}

const TYPE = /^multipart\/[\w.+-]+\s*;\s*boundary=(?:"([\w'()+,./:=? -]{1,70})"|([\w'()+./:=?-]{1,70}))\s*$/i;
const HEADER = /^([\w-]+):[ \t]*([^\r\n]*)$/;
const DISPOSITION = /^form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/i;

/**
 * Reads the parts of `multipart/*`, by a grammar so strict that whoever reads the same body finds the same parts: each
 * with one `Content-Disposition`, quoted names, nothing before the first and nothing after the last.
 *
 * @returns undefined for anything else. What browsers and this package write is none of that.
 */
export function readMultipart(bytes: Uint8Array, contentType: string): Part[] | undefined {
  const [, quoted, plain] = TYPE.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const [before, ...chunks] = `\r\n${fromBytes(bytes)}`.split(`\r\n--${boundary}`);
  const end = chunks.pop();
  if (before !== "" || !/^--(?:\r\n)?$/.test(`${end}`)) return undefined;
  const parts = chunks.map(readPart);
  return parts.includes(undefined) ? undefined : (parts as Part[]);
}

function readPart(chunk: string): Part | undefined {
  const headEnds = chunk.indexOf("\r\n\r\n");
  if (!chunk.startsWith("\r\n") || headEnds < 0) return undefined;
  const head = chunk.slice(2, headEnds);
  const headers = head.split("\r\n").map((line) => HEADER.exec(line));
  const named = (name: string) => headers.filter((header) => header?.[1]?.toLowerCase() === name);
  const dispositions = named("content-disposition");
  // How the content is encoded would change what it is.
  if (headers.includes(null) || dispositions.length !== 1 || named("content-transfer-encoding").length > 0)
    return undefined;
  const [, name, fileName] = DISPOSITION.exec(dispositions[0]?.[2] ?? "") ?? [];
  if (name === undefined) return undefined;
  return { name: readName(name), fileName, head, content: toBytes(chunk.slice(headEnds + 4)) };
}

/** As browsers write the names of a form: section 4.10.21.8 of HTML. */
function readName(name: string): string {
  const unescaped = name.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return new TextDecoder().decode(toBytes(unescaped));
}
