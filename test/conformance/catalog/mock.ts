import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMock } from "../../../src/mock/index.ts";
import { NO_STREAM } from "../../../src/mock/streams/index.ts";
import { readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { findPageOf, listExamples } from "../../../src/openapi/examples.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { MODEL } from "../../../src/openapi/models.ts";

/**
 * Sends every documented JSON request to a mock of the document. Returns those that it refused, and why; that it does
 * not stream is no refusal of the request.
 */
export async function findMockRefusals(document: JsonObject): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "catalog-mock-"));
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(document));
  const mock = await startMock({ spec });
  try {
    const refusals: string[] = [];
    for (const { method, path, name, body } of listRequests(document)) {
      const response = await fetch(`${mock.url}${path}`, {
        method,
        headers: { authorization: "Bearer any", "content-type": "application/json" },
        body,
      });
      const text = await response.text();
      if (!response.ok && !text.includes(NO_STREAM))
        refusals.push(`${name}: ${response.status} ${text.slice(0, 300)}`);
    }
    return refusals;
  } finally {
    await mock.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface ExampleRequest {
  method: string;
  path: string;
  name: string;
  body: string;
}

function listRequests(document: JsonObject): ExampleRequest[] {
  const bodies = listRequestMedia(document).filter(({ mediaType }) => mediaType === "application/json");
  return bodies.flatMap(({ method, path, operation, media }) => {
    const pages = readContributingPages(operation);
    return listExamples(media).flatMap(({ name = "", value }) => {
      const [model = ""] = findPageOf(name, pages)?.models ?? [];
      const filled = path.replace(`{${MODEL}}`, encodeURIComponent(model));
      if (filled.includes("{")) return [];
      return [{ method: method.toUpperCase(), path: filled, name, body: JSON.stringify(value) }];
    });
  });
}
