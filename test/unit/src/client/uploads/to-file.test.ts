import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toFile, type UploadFile } from "../../../../../src/client/uploads/to-file.ts";
import { rejection } from "../../helpers.ts";

afterEach(() => void vi.unstubAllGlobals());

describe("toFile", () => {
  const factsOf = async (file: UploadFile, facts = {}) => {
    const { name, type } = await toFile(file, facts);
    return { name, type };
  };

  it.each([
    ["kite.webp", "image/webp"],
    ["no ending", "application/octet-stream"],
  ])("takes name and media type of %j from its path", async (name, type) => {
    const folder = await mkdtemp(join(tmpdir(), "to-file-"));
    await writeFile(join(folder, name), "kite");
    const file = await toFile(join(folder, name), {});
    await rm(folder, { recursive: true });
    expect(file).toMatchObject({ name, type });
  });

  it("takes the media type of a Blob, or else that of the name which the call gives", async () => {
    const png = new Blob(["a"], { type: "image/png" });
    expect(await factsOf(png, { name: "a.gif" })).toEqual({ name: "a.gif", type: "image/png" });
    const plain = { name: "a.gif", type: "image/gif" };
    expect(await factsOf(new Blob(["a"]), { name: "a.gif" })).toEqual(plain);
    expect(await factsOf(new Blob(["a"]).stream(), { name: "a.gif" })).toEqual(plain);
  });

  it("refuses what is no regular file, such as a device: its bytes might never end, or never come", async () => {
    expect(await rejection(toFile("/dev/null", {}))).toMatchObject({
      name: "ValidationError",
      message: "There is no file to read at /dev/null.",
    });
  });

  const openWith = (opened: Blob) => {
    const files = {
      promises: { stat: async () => ({ isFile: () => true }) },
      openAsBlob: async () => opened,
    };
    vi.stubGlobal("process", { getBuiltinModule: () => files });
    return toFile("kite.png", {});
  };

  it("refuses a file that may not be read before anything is sent", async () => {
    const arrayBuffer = () => Promise.reject(new DOMException("no", "NotReadableError"));
    const refused = await rejection(
      openWith(Object.assign(new Blob(["a"]), { slice: () => ({ arrayBuffer }) })),
    );
    expect(refused).toMatchObject({ name: "ValidationError", charged: "no" });
  });

  it("takes a file that is larger than what fits into memory", async () => {
    const arrayBuffer = () => Promise.reject(new RangeError("Array buffer allocation failed"));
    expect(await openWith(Object.assign(new Blob(["a"]), { arrayBuffer }))).toMatchObject({
      name: "kite.png",
    });
  });

  it("opens no path where a bundler has made up a process", async () => {
    vi.stubGlobal("process", { env: {} });
    expect(await rejection(toFile("kite.png", {}))).toHaveProperty("name", "ValidationError");
  });
});
