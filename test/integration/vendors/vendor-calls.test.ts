import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { widenTypes } from "../../../scripts/pipeline/repair/widen-types.ts";
import { loadFolder } from "../../../scripts/sources/load.ts";
import { type RecordedRequest, startMock } from "../../../src/mock/index.ts";
import { listCatalogs } from "../../helpers/catalogs/catalog.ts";
import { toFile } from "../../helpers/documents.ts";
import { installedPart, newerNode } from "../../helpers/integration.ts";
import { MODELS, REFUSED, UNREAD } from "./calls.ts";
import { createPageVerdict, type PageVerdict } from "./page-verdict.ts";

/** The tables are about the pages of that day. */
const EDITION = "2026-06-15";

const node = installedPart("openai") && newerNode();
const catalog = (await listCatalogs()).find((folder) => folder.includes(EDITION));
if (!catalog) console.warn(`Skipped: there is no catalogue of ${EDITION}.`);

const title = "a call of a vendor's SDK to the mock of a catalogue";
describe.skipIf(!node || !catalog)(title, { timeout: 60_000 }, () => {
  let folder: string;
  let outcomes: Record<string, string>;
  let requests: readonly RecordedRequest[];
  let judge: PageVerdict;
  /** By the schemas with the types that the page's own examples of requests have: decisions/54. */
  let judgeWidened: PageVerdict;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "vendor-calls-"));
    const { output: pages } = await loadFolder(catalog ?? "");
    judge = createPageVerdict(pages);
    judgeWidened = createPageVerdict(pages, (document) => {
      const { output } = widenTypes({ file: "page.json", document });
      return output.document;
    });
    const lintConfig = toFile("redocly.yaml", "extends: [minimal]\n");
    const { draft } = await buildDocument({ pages, supplement: [], overlays: [], lintConfig });
    const spec = join(folder, "openapi.json");
    await writeFile(spec, JSON.stringify(draft.document));
    const mock = await startMock({ spec, streamMs: 0, taskSeconds: 0 });
    try {
      const program = join(import.meta.dirname, "../programs/vendor-calls.mjs");
      const { stdout } = await promisify(execFile)(node ?? "", [program, mock.url, JSON.stringify(MODELS)]);
      outcomes = JSON.parse(stdout);
      requests = mock.requests();
    } finally {
      await mock.close();
    }
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  /** The calls whose outcome says something: for each form of a call its models. */
  const listCalls = (says: RegExp) => {
    const found: Record<string, string[]> = {};
    for (const [call, outcome] of Object.entries(outcomes)) {
      if (!says.test(outcome)) continue;
      const [, form = "", model = ""] = /^(.*) · (.*)$/.exec(call) ?? [];
      found[form] = [...(found[form] ?? []), model];
    }
    return found;
  };

  it.each(REFUSED)("is refused where %s", (_, says, calls) => {
    expect(listCalls(says)).toEqual(calls);
  });

  it.each(UNREAD)("is accepted and then of no use to the SDK where %s", (_, says, calls) => {
    expect(listCalls(says)).toEqual(calls);
  });

  it("has its response in all other cases", () => {
    const explained = [...REFUSED, ...UNREAD];
    const others = Object.entries(outcomes).filter(
      ([, outcome]) => !explained.some(([, says]) => says.test(outcome)),
    );
    expect(others.filter(([, outcome]) => outcome !== "responded")).toEqual([]);
    expect(others.length).toBeGreaterThan(200);
    expect(requests).toHaveLength(Object.keys(outcomes).length);
  });

  it("is refused only where each page of its model, judged by itself, refuses it too", () => {
    const refused = requests.filter(({ status }) => status >= 400);
    expect(refused.length).toBeGreaterThan(40);
    for (const { path, body, status } of refused)
      expect([path, body, judge(path, body)]).toEqual([path, body, status === 404 ? undefined : false]);
  });

  it("is accepted against the schemas of the pages only where the examples of a request on one of them are, too", () => {
    const accepted = requests.filter(({ path, body, status }) => status === 200 && !judge(path, body));
    expect(accepted).toHaveLength(4);
    for (const { path, body } of accepted) expect([body, judgeWidened(path, body)]).toEqual([body, true]);
  });
});
