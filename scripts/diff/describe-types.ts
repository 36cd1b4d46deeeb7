import { type Diagnostic, type DiagnosticMessageChain, Project, ts } from "ts-morph";
import type { JsonObject } from "../../src/openapi/json.ts";
import { parsePointer } from "../../src/openapi/pointer.ts";
import { createCache } from "../cache.ts";
import { renderSchema } from "../render/schema/index.ts";
import type { Change } from "./change.ts";

/** Errors that say that a value of one type is none of another. */
const NOT_ASSIGNABLE = new Set([2322, 2344, 2739, 2740, 2741]);

/**
 * What printed types and questions name of TypeScript's libraries. They have 3 MB, which are not bundled, and are read for
 * seconds.
 */
const LIBRARY = `interface Array<T> { readonly length: number; [index: number]: T }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T }
interface Boolean { valueOf(): boolean }
interface Number { toFixed(): string }
interface String { readonly [index: number]: string }
interface Object {}
interface RegExp { readonly source: string }
interface Function { readonly name: string }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments { readonly callee: Function }
interface Blob { readonly size: number; readonly type: string }
interface ArrayBuffer { readonly byteLength: number; slice(): ArrayBuffer }
interface Uint8Array { readonly BYTES_PER_ELEMENT: number; [index: number]: number }
interface ReadableStream<T> { readonly locked: boolean; getReader(): T }
type PropertyKey = string | number | symbol;
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type NonNullable<T> = T & {};
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Omit<T, K extends PropertyKey> = Pick<T, Exclude<keyof T, K>>;
type Record<K extends PropertyKey, T> = { [P in K]: T };
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
`;

/**
 * Adds to each breaking change of a body what the compiler says of it: whether the type that is written is assignable to
 * the type that is read. Nothing is added where types do not show it, as with a limit.
 */
export function describeTypes(before: JsonObject, after: JsonObject, changes: readonly Change[]): Change[] {
  const asked = changes.map((change) => (change.level === "breaking" ? writeQuestion(change) : undefined));
  const questions = asked.filter((question) => question !== undefined);
  if (questions.length === 0) return [...changes];
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { strict: true, target: ts.ScriptTarget.ES2022, noLib: true, types: [] },
  });
  project.createSourceFile("library.d.ts", LIBRARY);
  project.createSourceFile("old.ts", renderSchema({ document: before, cache: createCache() }));
  project.createSourceFile("new.ts", renderSchema({ document: after, cache: createCache() }));
  const head = 'import type { paths as Old } from "./old";\nimport type { paths as New } from "./new";\n';
  const file = project.createSourceFile("asked.ts", head + questions.join("\n"));
  const byLine = new Map<number, string>();
  for (const diagnostic of file.getPreEmitDiagnostics()) {
    const line = diagnostic.getLineNumber();
    if (line !== undefined && NOT_ASSIGNABLE.has(diagnostic.getCode()) && !byLine.has(line))
      byLine.set(line, readMessage(diagnostic));
  }
  let line = 2;
  return changes.map((change, index) => {
    if (asked[index] === undefined) return change;
    line += 1;
    const types = byLine.get(line);
    return types === undefined ? change : { ...change, types };
  });
}

/** One line of code that compiles if what is written can be read. */
function writeQuestion({ pointer, model, direction }: Change): string | undefined {
  const [root, path, method, holder, ...rest] = parsePointer(pointer);
  const at = rest.indexOf("content");
  if (root !== "paths" || direction === undefined || at < 0 || rest[at + 2] !== "schema") return undefined;
  const place = [path, method, holder, ...rest.slice(0, at + 2)].map((key) =>
    /^[1-5]\d\d$/.test(key ?? "") ? key : JSON.stringify(key),
  );
  const steps = readSteps(rest.slice(at + 3));
  const typeOf = (side: "Old" | "New") => {
    const body = place.reduce((type, key) => `NonNullable<${type}[${key}]>`, `${side}`);
    const own = model === "" ? body : `Extract<${body}, { model: ${JSON.stringify(model)} }>`;
    const parent = steps.slice(0, -1).reduce((type, key) => `NonNullable<${type}[${key}]>`, own);
    const last = steps.at(-1);
    if (last === undefined) return own;
    return last.startsWith('"') ? `Pick<${parent}, ${last}>` : `${parent}[${last}]`;
  };
  const [written, read] = direction === "request" ? (["Old", "New"] as const) : (["New", "Old"] as const);
  return `{ const written = null as unknown as ${typeOf(written)}; const read: ${typeOf(read)} = written; void read; }`;
}

function readSteps(keys: readonly string[]): string[] {
  const steps: string[] = [];
  for (let index = 0; index < keys.length; index += 1) {
    if (keys[index] === "items") steps.push("number");
    else if (keys[index] === "additionalProperties") steps.push("string");
    else if (keys[index] === "properties") {
      index += 1;
      steps.push(JSON.stringify(keys[index]));
    }
  }
  return steps;
}

/** The innermost of the messages, which names the two types that differ. */
function readMessage(diagnostic: Diagnostic): string {
  const message = diagnostic.getMessageText();
  if (typeof message === "string") return message;
  let chain: DiagnosticMessageChain = message;
  for (let next = chain.getNext()?.[0]; next !== undefined; next = chain.getNext()?.[0]) chain = next;
  return chain.getMessageText();
}
