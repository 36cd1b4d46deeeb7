import { describe, expect, it } from "vitest";
import { checkMediaType, classifyMedia, readMediaType } from "../../../../src/result/media-type.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const html = "<!DOCTYPE html><html><body>Access denied</body></html>";
/** 访问被拒绝 */
const gbk = Buffer.from("b7c3cecab1bbbedcbef8", "hex");

const mp4 = latin1("\0\0\0\x18ftypisom\0\0\x02\0isomiso2");
const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000001000000010802", "hex");
const wav = latin1("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0");
const zip = Buffer.from("504b030414000000000000000000", "hex");
const svg = latin1('<svg xmlns="http://www.w3.org/2000/svg"></svg>');

/** A tone in 16 bits, which no first bytes tell from anything. */
const pcm = Buffer.alloc(4100);
for (let at = 0; at < 2050; at++) pcm.writeInt16LE(Math.round(9000 * Math.sin(at / 30)), at * 2);

const refused = expect.objectContaining({ name: "DownloadError", code: "wrong_media_type" });

describe("checkMediaType", () => {
  const pages: [string, Buffer][] = [
    ["ASCII", latin1(html)],
    ["UTF-8", Buffer.from("访问被拒绝")],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${html}`)],
    ["UTF-16LE with a mark", Buffer.from(`\ufeff${html}`, "utf16le")],
    ["UTF-16BE with a mark", utf16be(`\ufeff${html}`)],
    ["UTF-16LE without a mark", Buffer.from(html, "utf16le")],
    ["UTF-16BE without a mark", utf16be(html)],
    ["Chinese UTF-16LE with a mark", Buffer.from("\ufeff访问被拒绝", "utf16le")],
    ["Chinese UTF-16LE without a mark", Buffer.from("访问被拒绝", "utf16le")],
    ["UTF-16LE with a mark, cut within a character", Buffer.from(`\ufeff${html}`, "utf16le").subarray(0, 41)],
    ["UTF-16LE with a mark and a stray NUL", Buffer.from(`\ufeff${html.repeat(3)}\0`, "utf16le")],
    ["Latin-1", latin1("Acc\xe8s refus\xe9")],
    ["GBK", gbk],
    ["GBK with markup", Buffer.concat([latin1("<html><p>"), gbk])],
    ["Shift JIS", Buffer.from("8341834e835a8358", "hex")],
    ["ISO-2022-JP", latin1('\x1b$B%"%/%;%9\x1b(B')],
    ["ASCII with a NUL", latin1("<html>\0<body>Access denied")],
    ["ASCII with a NUL at its start", latin1(`\0${html}`)],
    ["ASCII with a NUL far on", latin1(`${html}\0`)],
  ];
  it.each(pages)("takes no text in %s for a video", async (_, page) => {
    for (const [declared, expected] of [
      ["video/mp4", "video/mp4"],
      [undefined, "video/*"],
      ["video/mp4", undefined],
      ["text/html", "video/mp4"],
    ] as const)
      await expect(checkMediaType(page, declared, expected)).rejects.toEqual(refused);
  });

  it.each(pages)(
    "takes no text in %s for raw sound, which has no first bytes to know it by",
    async (_, page) => {
      await expect(checkMediaType(page, "audio/pcm", "audio/*")).rejects.toEqual(refused);
    },
  );

  it.each([
    ["an atom of QuickTime at its fourth byte", "The free plan does not include this model.", "video/*"],
    ["the name of BMP", "BMW is not a word we allow in prompts.", "image/*"],
    ["the name of GIF", "GIF output needs another plan.", "image/gif"],
    ["the name of ID3", "ID3 tags cannot be written for this sound.", "audio/mpeg"],
  ])("takes no text for media that happens to begin with %s", async (_, text, expected) => {
    await expect(checkMediaType(latin1(text), undefined, expected)).rejects.toEqual(refused);
    await expect(checkMediaType(latin1(text), undefined, expected)).rejects.toThrow(text.slice(0, 20));
  });

  it.each(["audio/mpeg", "audio/x-mpeg", "audio/x-wav"])(
    "takes no bytes for %s that do not show it, whatever it is called",
    async (declared) => {
      await expect(checkMediaType(pcm, declared, "audio/*")).rejects.toEqual(refused);
    },
  );

  it("takes no bytes for image/jpg that do not show it, which is a name of image/jpeg", async () => {
    await expect(checkMediaType(pcm, "image/jpg", "image/*")).rejects.toEqual(refused);
  });

  it.each([
    ["random bytes", Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 7919) % 256))],
    ["an archive", zip],
    ["a picture", png],
  ])("takes no %s for a video", async (_, bytes) => {
    await expect(checkMediaType(bytes, "video/mp4", "video/mp4")).rejects.toEqual(refused);
    await expect(checkMediaType(bytes, undefined, "video/*")).rejects.toEqual(refused);
  });

  it("takes no video for a picture", async () => {
    await expect(checkMediaType(mp4, "image/png", "image/png")).rejects.toEqual(refused);
  });

  it.each([
    ["a video", mp4, "video/mp4", "video/mp4", "video/mp4"],
    [
      "sound where a video was expected, because one container holds either",
      wav,
      undefined,
      "video/*",
      "audio/wav",
    ],
    ["a picture", png, "image/png", undefined, "image/png"],
    ["a picture that is declared as text", png, "text/plain", "image/*", "image/png"],
    ["a picture declared under another name", png, "image/jpg", undefined, "image/png"],
    ["a vector picture", svg, "image/svg+xml", "image/svg+xml", "image/svg+xml"],
    ["raw sound that is declared", pcm, "audio/l16", "audio/*", "audio/l16"],
    ["raw sound that the name promises", pcm, undefined, "audio/pcm", "audio/pcm"],
    ["silence", Buffer.alloc(4100), "audio/pcm", "audio/*", "audio/pcm"],
    ["silence of the telephone", Buffer.alloc(4100, 0xd5), "audio/pcma", undefined, "audio/pcma"],
    ["anything where nothing is known", latin1(html), undefined, undefined, "application/octet-stream"],
    ["an archive where nothing is known", zip, undefined, undefined, "application/zip"],
    ["text that happens to begin like a format", latin1("BMW is a word"), undefined, undefined, "text/plain"],
    ["text where text is declared", latin1(html), "text/html", undefined, "text/html"],
    ["a playlist, which is text", latin1("#EXTM3U\n"), "audio/x-mpegurl", undefined, "audio/x-mpegurl"],
  ] as const)("accepts %s", async (_, bytes, declared, expected, type) => {
    expect(await checkMediaType(bytes, declared, expected)).toBe(type);
  });

  it.each([
    ["nobody declares", pcm, undefined, "audio/*"],
    ["a type is declared that has first bytes", pcm, "audio/x-wav", "audio/*"],
    ["the name promises a type that has first bytes", pcm, "audio/l16", "audio/wav"],
    ["a picture was expected", pcm, "audio/l16", "image/x-tga"],
    ["text is declared", pcm, "text/plain", "audio/pcm"],
  ])("refuses raw sound when %s", async (_, bytes, declared, expected) => {
    await expect(checkMediaType(bytes, declared, expected)).rejects.toEqual(refused);
  });

  it.each([
    ["an HTML page with a picture in it", `<!DOCTYPE html><svg/>`],
    ["a comment with a picture in it", "<!-- <svg> --><html>"],
    ["other XML", '<?xml version="1.0"?><Error/>'],
    ["an element whose name only begins so", "<svgs></svgs>"],
  ])("takes no %s for a vector picture", async (_, text) => {
    await expect(checkMediaType(latin1(text), "image/svg+xml", "image/svg+xml")).rejects.toEqual(refused);
  });

  it("takes no compressed bytes for a vector picture", async () => {
    const gzip = Buffer.from("1f8b0800000000000003ab00", "hex");
    await expect(checkMediaType(gzip, "image/svg+xml", "image/svg+xml")).rejects.toEqual(refused);
    await expect(checkMediaType(pcm, "image/svg+xml", undefined)).rejects.toEqual(refused);
  });

  it.each([
    [
      "a declaration, comments and a document type",
      `<?xml version="1.0"?><?a b>c?><!-- > -->\n<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY n "x"> ]>\n<svg>`,
    ],
    ["a document type of its bare name", "<!DOCTYPE  svg><svg>"],
    ["a document type with line breaks", `<!DOCTYPE\n\tsvg\n[ <!ENTITY n "x"> ]><svg>`],
    ["a prefix", `<kite:svg xmlns:kite="http://www.w3.org/2000/svg"/>`],
  ])("knows a vector picture by its root element, after %s", async (_, text) => {
    expect(await checkMediaType(latin1(text), undefined, "image/*")).toBe("image/svg+xml");
    expect(await checkMediaType(Buffer.from(`\ufeff${text}`, "utf16le"), undefined, "image/*")).toBe(
      "image/svg+xml",
    );
  });

  it("says what was expected, what came, as what it was declared, and how it begins", async () => {
    await expect(checkMediaType(latin1(html), "video/mp4", "video/*")).rejects.toThrow(
      'The result is not what it should be: video/* was expected, and text came, declared as video/mp4: "<!DOCTYPE html><html><body>Access denied</body></html>". Nothing was saved.',
    );
    await expect(checkMediaType(pcm, "video/mp4", undefined)).rejects.toThrow(
      "video/mp4 was declared, and a format that no first bytes tell came, declared as video/mp4. Nothing",
    );
    await expect(checkMediaType(png, undefined, "video/*")).rejects.toThrow(
      "video/* was expected, and image/png came. Nothing",
    );
  });

  it("quotes nothing of text in another encoding than UTF-8, and a character that is cut in two leaves out", async () => {
    await expect(checkMediaType(latin1("Acc\xe8s refus\xe9"), undefined, "video/*")).rejects.toThrow(
      "and text came. Nothing",
    );
    const cut = Buffer.from(`${" ".repeat(194)}page é`);
    await expect(checkMediaType(cut, undefined, "video/*")).rejects.toThrow('came: "page".');
  });

  it("quotes at most 80 characters, on one line", async () => {
    const message = await checkMediaType(latin1("a \n b ".repeat(100)), undefined, "video/*").catch(String);
    expect(message).toContain(`came: ${JSON.stringify("a b ".repeat(20))}.`);
  });
});

describe("classifyMedia", () => {
  it.each([
    ["video/mp4", "av"],
    ["audio/mpeg", "av"],
    ["application/ogg", "av"],
    ["application/mp4", "av"],
    ["application/mxf", "av"],
    ["application/vnd.ms-asf", "av"],
    ["image/png", "image"],
    ["image/*", "image"],
    ["text/html", undefined],
    ["application/json", undefined],
    ["application/vnd.apple.mpegurl", undefined],
    ["audio/mpegurl", undefined],
    [undefined, undefined],
  ])("takes %s for %s", (type, found) => {
    expect(classifyMedia(type)).toBe(found);
  });
});

describe("readMediaType", () => {
  it.each([
    ["Video/MP4; codecs=avc1", "video/mp4"],
    [" image/png ", "image/png"],
    ["application/octet-stream", undefined],
    ["binary/octet-stream", undefined],
    ["application/x-download", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads %j as %s", (header, type) => {
    expect(readMediaType(header)).toBe(type);
  });
});
