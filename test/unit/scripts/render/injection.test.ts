import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../helpers/documents.ts";

const VECTORS = [
  "*/ globalThis.pwned = 1; /*",
  '"; globalThis.pwned = 1; "',
  "'; globalThis.pwned = 1; '",
  ["`$", "{globalThis.pwned = 1}`"].join(""),
  '\\"; globalThis.pwned = 1; //',
  "a\nglobalThis.pwned = 1;\nb",
  "a\u2028globalThis.pwned = 1;\u2029b",
  "__proto__",
  "constructor",
  "../../../etc/passwd",
  "</script><script>globalThis.pwned = 1</script>",
  "$&$1$`",
];

/** A document with the vector in every place that reaches generated text. */
function makeHostile(vector: string): JsonObject {
  const properties: JsonObject = { model: { type: "string", enum: [vector], description: vector } };
  Object.defineProperty(properties, vector, {
    value: { type: "string", default: vector, example: vector, enum: [vector], title: vector },
    enumerable: true,
    configurable: true,
    writable: true,
  });
  const schemas: JsonObject = {
    Flight: { type: "object", description: vector, properties: { id: { type: "string" } } },
  };
  schemas.Variant = { type: "object", required: ["model"], properties, description: vector };
  const operation = {
    ...makeOperation({ $ref: "#/components/schemas/Variant" }),
    operationId: vector,
    summary: vector,
    description: vector,
    tags: [vector],
    "x-pages": [
      {
        operationId: `page ${vector}`,
        models: [vector],
        request: "#/components/schemas/Variant",
        source: vector,
      },
    ],
  };
  return makeDocument({
    paths: { [`/v1/${vector}`]: { post: operation } },
    servers: [{ url: `https://${vector}` }],
    components: { schemas },
  });
}

/** Names that a file declares at its top level; anything else there is reported as the statement it is. */
function listTopLevel(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  return source.statements.map((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((d) => d.name.getText()).join();
    const named = statement as ts.Statement & { name?: ts.Node };
    return named.name?.getText() ?? ts.SyntaxKind[statement.kind];
  });
}

describe.each(VECTORS.map((vector) => [JSON.stringify(vector), vector]))(
  "a page that holds %s",
  (_, vector) => {
    let files: Map<string, string>;
    let harmless: Map<string, string>;
    beforeAll(async () => {
      // What is in braces is a parameter of a path and a variable of a server, whatever else it is.
      const plain = /\{.*\}/.test(vector) ? "{plain}" : "plain";
      harmless = await renderFiles(prepareRender(makeHostile(plain)));
      files = await renderFiles(prepareRender(makeHostile(vector)));
    });

    it("becomes files that parse, and that declare what a harmless page would", async () => {
      for (const [name, text] of files) {
        if (!/\.[jt]s$/.test(name)) continue;
        const { diagnostics } = ts.transpileModule(text, {
          reportDiagnostics: true,
          fileName: name.replace(".d.ts", ".ts"),
        });
        expect([name, diagnostics?.map(({ messageText }) => messageText)]).toEqual([name, []]);
        const count = listTopLevel(name, text).length;
        expect([name, count]).toEqual([name, listTopLevel(name, harmless.get(name) ?? "").length]);
      }
    });

    it("runs none of it", async () => {
      for (const name of ["client.ts", "models.ts", "validators.js"]) {
        const { outputText } = ts.transpileModule(files.get(name) ?? "", {
          compilerOptions: { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 },
        });
        await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
      }
      expect((globalThis as { pwned?: unknown }).pwned).toBeUndefined();
      expect(({} as { pwned?: unknown }).pwned).toBeUndefined();
    });
  },
);
