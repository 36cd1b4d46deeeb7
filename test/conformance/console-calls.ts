import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRoute, renderCall } from "../../src/mock/console/page/copy-code.ts";
import type { JournalRequest, MockFacts, RouteExamples } from "../../src/mock/console/wire.ts";
import { startMock } from "../../src/mock/index.ts";
import type { Mock } from "../../src/mock/run.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { compileModules } from "./catalog/compile.ts";
import { renderClientFiles } from "./render-client-files.ts";

/** A request as the console of the mock copies it. */
export interface CopiedCall {
  /** `POST /v1/kites kite-9` */
  name: string;
  status: number;
  code: string;
}

/** Submits the first example of each operation, of its first model, and copies the requests as calls from the journal. */
export async function copyCalls(document: JsonObject): Promise<CopiedCall[]> {
  const folder = await mkdtemp(join(tmpdir(), "console-calls-"));
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(document));
  const mock = await startMock({ spec, listen: false, taskSeconds: 0, streamMs: 0 });
  try {
    const read = async <T>(path: string) => (await mock.fetch(mock.url + path)).json() as Promise<T>;
    const { routes } = await read<MockFacts>("/");
    const calls: CopiedCall[] = [];
    for (const {
      method,
      path,
      models: [model = ""],
    } of routes) {
      const asked = new URLSearchParams({ method, path, model });
      const examples = await read<RouteExamples>(`/_mock/examples?${asked}`);
      await submit(mock, method, path, examples);
      const { requestId = "" } = mock.requests().at(-1) ?? {};
      const request = await read<JournalRequest>(`/_mock/requests/${requestId}`);
      const route = findRoute(routes, request.method, request.path);
      const code = route ? renderCall(request, route) : "no route";
      calls.push({ name: `${method} ${path} ${model}`, status: request.status, code });
    }
    return calls;
  } finally {
    await mock.close();
    await rm(folder, { recursive: true });
  }
}

async function submit(
  mock: Mock,
  method: string,
  path: string,
  { mediaType = "", parameters, key, examples: [example] }: RouteExamples,
): Promise<void> {
  const given = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name) =>
    encodeURIComponent(given("path").find((parameter) => parameter.name === name)?.value ?? ""),
  );
  const query = new URLSearchParams(given("query").map(({ name, value }) => [name, value]));
  const isForm = mediaType.startsWith("multipart/");
  const body = example?.body;
  await mock.fetch(`${mock.url}${filled}?${query}`, {
    method,
    headers: {
      ...Object.fromEntries(given("header").map(({ name, value }) => [name, value])),
      ...(key && { [key.header]: key.value }),
      ...(body !== undefined && !isForm && { "content-type": mediaType }),
    },
    ...(body !== undefined && { body: isForm ? toForm(body) : JSON.stringify(body) }),
  });
}

function toForm(body: unknown): FormData {
  const form = new FormData();
  for (const [name, part] of Object.entries(Object(body)))
    form.append(name, typeof part === "string" ? part : JSON.stringify(part));
  return form;
}

/** What the compiler says of calls of the client that is generated of a document; empty where they all compile. */
export function findUncompilable(root: string, document: JsonObject, calls: readonly CopiedCall[]): string[] {
  const { files } = renderClientFiles(document);
  const head = [
    'import { openAsBlob } from "node:fs";',
    'import type { Evolink } from "./src/index.ts";',
    'import { createRaw } from "./src/raw/index.ts";',
    "declare const evolink: Evolink;",
    "export { createRaw, openAsBlob };",
  ].join("\n");
  const modules = new Map(calls.map(({ code }, index) => [`call-${index}.ts`, `${head}\n${code}\n`]));
  const complaints = compileModules(root, modules, {
    files,
    options: { types: ["node"], skipLibCheck: true },
  });
  return calls.flatMap(({ name, code }, index) =>
    (complaints.get(`call-${index}.ts`) ?? []).map(
      ({ at, message }) => `${name}: ${at}: ${message} in ${code}`,
    ),
  );
}
