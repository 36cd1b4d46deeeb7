import { StructureKind } from "ts-morph";
import type { OperationFacts } from "../shared/facts.ts";
import { exportedConstant, type Statement } from "../shared/morph.ts";
import { blockText, literalText } from "../shared/source-text.ts";

/** By which the runtime finds an operation: `POST /v1/files/upload/stream`. */
export const endpointOf = ({ method, path }: OperationFacts) => `${method.toUpperCase()} ${path}`;

/** The operations whose requests or responses are not JSON with plain parameters. */
export const listWritten = (operations: readonly OperationFacts[]) =>
  operations.filter(({ request }) => request !== undefined);

/** The table of how these are written, for `toInit` and the client. Nothing where all is JSON. */
export function renderRequests(operations: readonly OperationFacts[]): Statement[] {
  const entries = listWritten(operations).map(
    (operation) => `${literalText(endpointOf(operation))}: ${literalText(operation.request)}`,
  );
  const doc =
    "How the requests are written, and their responses read, that are not JSON with plain parameters.";
  return entries.length === 0
    ? []
    : [exportedConstant("requests", `${blockText("{", entries, "}")} as const`, doc)];
}

/** What functions need that may be asked for bytes in several ways. */
export function renderBinaryTypes(operations: readonly OperationFacts[]): Statement[] {
  if (!operations.some(({ readAs }) => readAs === "blob")) return [];
  return [
    {
      kind: StructureKind.TypeAlias,
      name: "BinaryReply",
      isExported: true,
      typeParameters: ["Id extends keyof operations", "As extends BinaryAs"],
      type: `Promise<FetchResponse<operations[Id], { parseAs: As }, \`\${string}/\${string}\`>>`,
      docs: ["What the function of an operation resolves with whose response is a file: `data` is that."],
    },
  ];
}

/** The second argument of openapi-fetch: what is given, written as the operation says. */
export function initText(operation: OperationFacts, given: readonly string[]): string {
  const init = `{ ${["...options", ...given].join(", ")} }`;
  return operation.request === undefined
    ? init
    : `toInit(requests[${literalText(endpointOf(operation))}], ${init})`;
}
