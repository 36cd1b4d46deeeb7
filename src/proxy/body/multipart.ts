import { fromBytes, readUtf8, toBytes } from "../bytes.ts";

/** One part of a body of several. */
export interface Part {
  name: string;
  /** Of what is no file. */
  text: string | undefined;
  /** All its headers, as they came. */
  head: string;
  content: Uint8Array<ArrayBuffer>;
}

const TYPE =
  /^multipart\/[\w.+-]+\s*;\s*boundary=(?:"([\w'()+,./:=? -]{0,69}[\w'()+,./:=?-])"|([\w'+.-]{1,70}))\s*$/i;
const HEADER = /^([\w-]+):[ \t]*([^\r\n]*)$/;
/** A backslash escapes what follows to some, and is a letter to others. */
const DISPOSITION = /^form-data; name="([^"\\]*)"(?:; filename="([^"]*(?<!\\))")?$/i;

/**
 * Reads the parts of `multipart/*`, by a grammar so strict that whoever reads the same body finds the same parts: each
 * with one `Content-Disposition`, quoted names, texts in UTF-8, nothing before the first and nothing after the last.
 *
 * @returns undefined for anything else. What browsers and this package write is none of that.
 */
export function readMultipart(bytes: Uint8Array, contentType: string): Part[] | undefined {
  const [, quoted, plain] = TYPE.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  // Wherever it is: some take it for the end of a part after other line ends, too.
  const [before, ...chunks] = fromBytes(bytes).split(`--${boundary}`);
  const end = chunks.pop();
  if (before !== "" || !/^--(?:\r\n)?$/.test(`${end}`)) return undefined;
  const parts = chunks.map(readPart);
  return parts.includes(undefined) ? undefined : (parts as Part[]);
}

function readPart(chunk: string): Part | undefined {
  if (!chunk.startsWith("\r\n") || !chunk.endsWith("\r\n")) return undefined;
  const part = chunk.slice(2, -2);
  const headEnds = part.indexOf("\r\n\r\n");
  if (headEnds < 0) return undefined;
  const head = part.slice(0, headEnds);
  const headers = head.split("\r\n").map((line) => HEADER.exec(line));
  const named = (name: string) => headers.filter((header) => header?.[1]?.toLowerCase() === name);
  const dispositions = named("content-disposition");
  // How the content is encoded would change what it is.
  if (headers.includes(null) || dispositions.length !== 1 || named("content-transfer-encoding").length > 0)
    return undefined;
  const [, quoted, fileName] = DISPOSITION.exec(dispositions[0]?.[2] ?? "") ?? [];
  const name = quoted === undefined ? undefined : readName(quoted);
  const content = toBytes(part.slice(headEnds + 4));
  const types = named("content-type").map((header) => header?.[2]);
  const text = fileName === undefined ? readUtf8(content, types.join()) : undefined;
  if (name === undefined || (fileName === undefined && text === undefined)) return undefined;
  return { name, text, head, content };
}

/** As browsers write the names of a form: section 4.10.21.8 of HTML. */
function readName(name: string): string | undefined {
  const unescaped = name.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return readUtf8(toBytes(unescaped));
}
