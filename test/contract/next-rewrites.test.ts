import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvolink } from "../../src/index.ts";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { openResult } from "../../src/result/index.ts";
import { makeTextDocument } from "../helpers/catalogs/text-document.ts";
import { BODY, HEADERS } from "../helpers/mock.ts";
import { readExamples } from "../helpers/readme.ts";

/** Where `npm install next react react-dom` was run. With 340 MB it is in no lock file of ours. */
const FOLDER = process.env.NEXT_FOLDER;
const program = FOLDER && join(FOLDER, "node_modules/next/dist/bin/next");
const hasNext = program !== undefined && existsSync(program);
if (!hasNext)
  console.warn(
    "Skipped: Next.js. Run npm install next react react-dom in an empty folder, and name it by NEXT_FOLDER.",
  );

/** The configuration of Next.js as the README has it. */
const CONFIG = readExamples("js").find((text) => text.startsWith("// next.config.mjs")) ?? "";

const PAGES = {
  "app/layout.jsx": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  "app/page.jsx": "export default () => <p>Kites</p>;",
};

describe.skipIf(!hasNext)("Next.js's development server, as the README configures it", () => {
  const started: { folder: string; mock: Mock; next: ChildProcess }[] = [];
  afterAll(async () => {
    for (const { folder, mock, next } of started) {
      if (next.pid !== undefined && next.exitCode === null) process.kill(-next.pid);
      await mock.close();
      await rm(folder, { recursive: true, maxRetries: 5 });
    }
  });

  /** Starts a mock, and an application below the folder of Next.js that passes calls on to it. */
  async function serve(options: Parameters<typeof startMock>[0]): Promise<{ mock: Mock; origin: string }> {
    const mock = await startMock(options);
    const folder = await mkdtemp(join(FOLDER ?? "", "kites-"));
    await mkdir(join(folder, "app"));
    for (const [name, text] of Object.entries(PAGES)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, "next.config.mjs"), CONFIG.replace("http://127.0.0.1:4010", mock.url));
    const next = spawn(process.execPath, [program ?? "", "dev", "--port", "0", "--hostname", "127.0.0.1"], {
      cwd: folder,
      detached: true,
      env: { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" },
    });
    started.push({ folder, mock, next });
    const origin = await new Promise<string>((resolve, reject) => {
      let said = "";
      const read = (chunk: Buffer) => {
        said += chunk;
        const [, address] = /Local:\s+(http:\S+)/.exec(said) ?? [];
        if (address && said.includes("Ready")) resolve(address);
      };
      next.stdout?.on("data", read);
      next.stderr?.on("data", read);
      next.on("exit", () => reject(new Error(said)));
    });
    return { mock, origin };
  }

  it("passes calls on to the mock, its results open, and the rest is the page's", {
    timeout: 120_000,
  }, async () => {
    const { mock, origin } = await serve({ taskSeconds: 0 });
    const evolink = createEvolink({ apiKey: "any", baseUrl: `${origin}/evolink` });
    const task = await evolink.videos.generate(BODY);
    expect(mock.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/videos/generations",
      `GET /v1/tasks/${task.id}`,
    ]);
    const { stream, contentType } = await openResult(task, { evolink });
    await stream.cancel();
    expect(contentType).toBe("video/mp4");
    expect(await (await fetch(origin)).text()).toContain("Kites");
    expect(mock.requests()).toHaveLength(2);
  });

  describe("with texts", () => {
    let folder: string;
    let spec: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "next-"));
      spec = join(folder, "texts.json");
      await writeFile(spec, JSON.stringify(makeTextDocument()));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it("passes the events of a stream on as they come", { timeout: 120_000 }, async () => {
      const { origin } = await serve({ spec, streamMs: 100 });
      const response = await fetch(`${origin}/evolink/v1/chat/completions`, {
        method: "POST",
        headers: HEADERS,
        body: JSON.stringify({ model: "kite-chat", messages: [], stream: true }),
      });
      const atMs: number[] = [];
      let text = "";
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        atMs.push(performance.now());
        text += piece;
      }
      expect(text).toContain("[DONE]");
      expect(atMs.length).toBeGreaterThan(3);
      expect((atMs.at(-1) ?? 0) - (atMs[0] ?? 0)).toBeGreaterThan(200);
    });
  });
});
