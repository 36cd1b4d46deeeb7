import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { installedPart, newerNode } from "../helpers/integration.ts";

const node = installedPart("msw") && newerNode();

describe.skipIf(!node)("MSW with mock.fetch as its handler", () => {
  it("serves the client, its results and its errors, in a process without a port", async () => {
    const { stdout } = await promisify(execFile)(node ?? "", [join(import.meta.dirname, "programs/msw.mjs")]);
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({
      status: "completed",
      link: expect.stringMatching(/^https:\/\/[^/]+\/_mock\/files\/.*\.mp4$/),
      refused: ["InvalidRequestError", 400],
      sent: ["POST 200", "GET 200", "POST 400"],
    });
    expect(said.bytes).toBeGreaterThan(10_000);
  });
});
