import { describe, expect, it } from "vitest";
import { readMultipart } from "../../../../src/proxy/body/multipart.ts";

const TYPE = "multipart/form-data; boundary=b";
const part = (head: string, content = "x") => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const NAMED = 'Content-Disposition: form-data; name="a"';
const read = (text: string, type = TYPE) => readMultipart(new TextEncoder().encode(text), type);

describe("readMultipart", () => {
  it("finds in what the platform writes what the platform finds", async () => {
    const form = new FormData();
    const bytes = new Uint8Array(Array.from({ length: 256 }, (_, index) => index));
    form.append('na"me\u00e9', "wörds\r\n--b");
    form.append("file", new File([bytes], "a b.bin", { type: "image/png" }));
    form.append("empty", "");
    const response = new Response(form);
    const type = `${response.headers.get("content-type")}`;
    const parts = readMultipart(new Uint8Array(await response.arrayBuffer()), type);
    expect(parts?.map(({ name, fileName }) => [name, fileName])).toEqual([
      ['na"me\u00e9', undefined],
      ["file", "a b.bin"],
      ["empty", undefined],
    ]);
    expect(parts?.map(({ content }) => [...content])).toEqual([
      [...new TextEncoder().encode("wörds\r\n--b")],
      [...bytes],
      [],
    ]);
  });

  it("takes a boundary in quotes, other headers, and no part at all", () => {
    expect(read(`${part(`${NAMED}\r\nX-More: 1`)}--b--`, 'multipart/mixed;boundary="b"')).toHaveLength(1);
    expect(read("--b--\r\n")).toEqual([]);
  });

  it.each<[what: string, text: string, type?: string]>([
    ["no boundary", `${part(NAMED)}--b--`, "multipart/form-data"],
    ["two boundaries", `${part(NAMED)}--b--`, `${TYPE}; boundary=c`],
    ["something before the first part", `x\r\n${part(NAMED)}--b--`],
    ["something after the last", `${part(NAMED)}--b--\r\nx`],
    ["no end", part(NAMED)],
    ["line ends of another kind", `--b\n${NAMED}\n\nx\n--b--`],
    ["a boundary that goes on", `${part(NAMED, "x\r\n--bc")}--b--`],
    ["no name", `${part("Content-Type: text/plain")}--b--`],
    ["two names", `${part(`${NAMED}\r\n${NAMED}`)}--b--`],
    ["a name without quotes", `${part("Content-Disposition: form-data; name=a")}--b--`],
    ["a name in another way", `${part(`${NAMED}; filename*=utf-8''x`)}--b--`],
    ["a folded header", `${part(`${NAMED}\r\n x`)}--b--`],
    ["a folded header that is one by itself", `${part(`${NAMED}\r\n X-More: 1`)}--b--`],
    ["a header with a bare line end", `${part(`${NAMED}\r\nX-More: 1\nX-Other: 2`)}--b--`],
    ["a name behind something else", `${part('Content-Disposition: x form-data; name="a"')}--b--`],
    ["a type behind something else", `${part(NAMED)}--b--`, `text/plain; of=${TYPE}`],
    ["a boundary that goes on at once", `--bc${part(NAMED).slice(3)}--b--`],
    ["content in another encoding", `${part(`${NAMED}\r\nContent-Transfer-Encoding: base64`)}--b--`],
    ["a head without end", `--b\r\n${NAMED}\r\n--b--`],
  ])("refuses %s", (_, text, type) => {
    expect(read(text, type)).toBeUndefined();
  });
});
