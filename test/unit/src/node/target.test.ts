import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveTarget } from "../../../../src/node/target.ts";
import type { ResultTask } from "../../../../src/result/result-source.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "target-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const task = (type: string | undefined, count = 1): ResultTask => ({
  id: "task-unified-1-a",
  status: "completed",
  type,
  results: Array.from({ length: count }, () => "https://example.com/a"),
});
const at = (url: string, of?: ResultTask, index = 0) => ({ url: new URL(url), index, task: of });

describe("resolveTarget", () => {
  it("takes a path as it is, and expects what its extension promises", async () => {
    const target = await resolveTarget("out/clip.mp4", at("https://example.com/a.png", task("image")));
    expect(target).toMatchObject({
      folder: resolve("out"),
      key: resolve("out/clip.mp4"),
      path: resolve("out/clip.mp4"),
      expectedType: "video/mp4",
    });
    expect(target.pathFor("image/png")).toBe(resolve("out/clip.mp4"));
  });

  it.each(["clip", "clip.bin", "clip.dat", "clip.txt", "clip.html", "clip.zip"])(
    "expects what the task promises for %s, which promises no media",
    async (name) => {
      expect(await resolveTarget(name, at("https://example.com/a.png", task("video")))).toMatchObject({
        expectedType: "video/*",
      });
    },
  );

  it("expects what the link promises when nothing else does", async () => {
    const { expectedType } = await resolveTarget("clip", at("https://example.com/a.png", task("text")));
    expect(expectedType).toBe("image/png");
    expect((await resolveTarget("clip", at("https://example.com/a.exe"))).expectedType).toBeUndefined();
  });

  it("expects raw sound by its extension, for which there is no type", async () => {
    expect((await resolveTarget("voice.pcm", at("https://example.com/a"))).expectedType).toBe("audio/pcm");
  });

  it("puts the number of a result into a pattern, wherever it stands", async () => {
    const { path } = await resolveTarget(
      "{index}/clip-{index}.mp4",
      at("https://example.com/a", undefined, 3),
    );
    expect(path).toBe(resolve("3/clip-3.mp4"));
  });

  it.each([
    ["an empty one", ""],
    ["one with a NUL", "clip\0.mp4"],
    ["one with a NUL in a folder", "a\0/clip.mp4"],
    ["none", undefined],
    ["a number", 5],
  ])("refuses %s as a path", async (_, path) => {
    await expect(resolveTarget(path as string, at("https://example.com/a"))).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringMatching(/Expected `path` to be a path without NUL/),
    });
  });

  describe("in a folder", () => {
    const nameFor = async (url: string, of?: ResultTask, contentType = "video/mp4", index = 0) => {
      const target = await resolveTarget(folder, at(url, of, index));
      return target.pathFor(contentType).slice(folder.length + 1);
    };

    it("names a file after its task, with its number when there are several", async () => {
      expect(await nameFor("https://example.com/a.mp4", task("video"))).toBe("task-unified-1-a.mp4");
      expect(await nameFor("https://example.com/a.mp4", task("video", 2), "video/mp4", 1)).toBe(
        "task-unified-1-a.1.mp4",
      );
    });

    it.each([
      ["job.2", "job%2E2"],
      ["a:b", "a%3Ab"],
      ["../a\0", "%2E%2E%2Fa%00"],
      ["-rf", "%2Drf"],
      ["con", "%63%6F%6E"],
      ["console", "console"],
      ["x".repeat(128), "x".repeat(128)],
    ])("gives each task id a name of its own: %j", async (id, name) => {
      expect(await nameFor("https://example.com/a.mp4", { ...task("video"), id })).toBe(`${name}.mp4`);
      const several = { ...task("video", 2), id };
      expect(await nameFor("https://example.com/a.mp4", several, "video/mp4", 1)).toBe(`${name}.1.mp4`);
    });

    it("tells a second result from the only one of a task whose id ends in its number", async () => {
      const second = await nameFor(
        "https://example.com/a.mp4",
        { ...task("video", 2), id: "a" },
        "video/mp4",
        1,
      );
      for (const id of ["a-1", "a.1"])
        expect(await nameFor("https://example.com/a.mp4", { ...task("video"), id })).not.toBe(second);
    });

    it("knows the name before the first byte when the link has an extension of results", async () => {
      const known = await resolveTarget(folder, at("https://example.com/A.MP4?x=1"));
      expect(known).toMatchObject({ path: join(folder, "A.mp4"), key: join(folder, "A") });
      expect((await resolveTarget(folder, at("https://example.com/a"))).path).toBeUndefined();
    });

    it("takes a path with a slash at its end for a folder", async () => {
      const { folder: made } = await resolveTarget(`${folder}/new/`, at("https://example.com/a.mp4"));
      expect(made).toBe(join(folder, "new"));
    });

    it.each([
      "exe",
      "html",
      "htm",
      "php",
      "phtml",
      "js",
      "sh",
      "bat",
      "dll",
      "jar",
      "xml",
      "swf",
      "lnk",
      "app",
      "mp4x",
      "quux",
    ])("never takes the extension .%s from a link", async (extension) => {
      expect(await nameFor(`https://example.com/clip.${extension}`)).toBe("clip.mp4");
    });

    it.each([
      "text/html",
      "application/xhtml+xml",
      "application/x-httpd-php",
      "application/x-msdownload",
      "text/javascript",
      "application/octet-stream",
      "../../evil",
      "nonsense",
    ])("makes no extension of %s", async (contentType) => {
      expect(await nameFor("https://example.com/clip", undefined, contentType)).toBe("clip.bin");
    });

    it.each([
      ["video/mp4", "mp4"],
      ["video/webm", "webm"],
      ["video/quicktime", "mov"],
      ["video/matroska", "mkv"],
      ["video/vnd.avi", "avi"],
      ["video/MP2P", "mpg"],
      ["audio/mpeg", "mp3"],
      ["audio/wav", "wav"],
      ["audio/ogg; codecs=opus", "oga"],
      ["audio/l16", "pcm"],
      ["image/jpeg", "jpg"],
      ["image/png", "png"],
      ["image/webp", "webp"],
      ["image/svg+xml", "svg"],
      ["application/json", "json"],
      ["text/plain", "txt"],
    ])("makes of %s the extension .%s", async (contentType, extension) => {
      expect(await nameFor("https://example.com/clip", undefined, contentType)).toBe(`clip.${extension}`);
    });

    it.each([
      ["https://example.com/", "result"],
      ["https://example.com/..%2f..%2fetc", "2f-2fetc"],
      ["https://example.com/.hidden", "result"],
      ["https://example.com/run.php.x", "run-php"],
      ["https://example.com/a b", "a-20b"],
      ["https://example.com/CON.txt", "result-CON"],
      ["https://example.com/com1", "result-com1"],
      ["https://example.com/console", "console"],
      [`https://example.com/${"a".repeat(300)}`, "a".repeat(100)],
    ])("makes of the link %s a name that every file system takes", async (url, name) => {
      const { key } = await resolveTarget(folder, at(url));
      expect(key).toBe(join(folder, name));
    });
  });
});
