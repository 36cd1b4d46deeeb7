import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMock } from "../../../src/mock/index.ts";
import { NO_STREAM } from "../../../src/mock/responses/stream.ts";
import { isObject, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { listOperations } from "../../../src/openapi/operations.ts";

/**
 * Sends every documented JSON request to a mock of the document. Answers those that it refused, and why; that it does
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
  return listOperations(document).flatMap(({ method, path, operation }) => {
    const pages = Array.isArray(operation["x-pages"]) ? operation["x-pages"].filter(isObject) : [];
    const examples = Object.entries(
      objectAt(operation, "requestBody", "content", "application/json", "examples"),
    );
    return examples.flatMap(([name, example]) => {
      const [model = ""] = [
        pages.find(({ operationId }) => name.startsWith(`${operationId}.`))?.models,
      ].flat();
      const filled = path.replace(`{${MODEL}}`, encodeURIComponent(String(model)));
      if (!isObject(example) || example.value === undefined || filled.includes("{")) return [];
      return [{ method: method.toUpperCase(), path: filled, name, body: JSON.stringify(example.value) }];
    });
  });
}
