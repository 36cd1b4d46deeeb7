import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A folder of sources that are mutated, without the rooms in it, and the tests that are to notice. */
export interface Room {
  name: string;
  /**
   * Globs. Left out are those that start processes or read whole catalogues, as they take seconds, those that measure
   * the code, as mutants stand in it side by side, and those that replace a module, as the others would get it too.
   */
  tests: readonly string[];
}

/** What a call does is held here. */
const CALL_TESTS = [
  "test/unit/src/client/!(stream|response-function).test.ts",
  "test/unit/src/raw/!(stream).test.ts",
  "test/unit/src/errors/*.test.ts",
  "test/unit/src/client/settings/settings.test.ts",
];
/** Those of models that respond at once generate a client, which takes longer than all the others. */
const RESPONSE_TESTS = [
  "test/unit/src/client/{stream,response-function}.test.ts",
  "test/unit/src/raw/stream.test.ts",
];
const TASK_TESTS = "test/unit/src/client/tasks/!(wait-leaks|poll-plan-simulation).test.ts";

/** Where the rules about money, about losing data and about accepting what is wrong live. */
export const ROOMS: readonly Room[] = [
  { name: "src/client", tests: [...CALL_TESTS, ...RESPONSE_TESTS, TASK_TESTS] },
  { name: "src/client/http", tests: ["test/unit/src/client/http/*.test.ts", ...CALL_TESTS, TASK_TESTS] },
  {
    name: "src/client/serialize",
    tests: [
      // What these three send through a client of their own pages, others write directly.
      "test/unit/src/client/serialize/!(bodies|optional-bodies|round-trip).test.ts",
      "test/unit/src/client/{call-forms,call-function}.test.ts",
      "test/unit/src/raw/draft-request.test.ts",
    ],
  },
  {
    name: "src/client/settings",
    tests: [...CALL_TESTS, "test/unit/src/client/settings/{secret,server-variables}.test.ts"],
  },
  { name: "src/client/tasks", tests: [...CALL_TESTS, TASK_TESTS] },
  { name: "src/client/uploads", tests: ["test/unit/src/client/uploads/*.test.ts"] },
  { name: "src/errors", tests: [...CALL_TESTS, TASK_TESTS] },
  { name: "src/raw", tests: [...CALL_TESTS, ...RESPONSE_TESTS] },
  { name: "src/durable", tests: ["test/unit/src/durable/*.test.ts"] },
  { name: "src/proxy", tests: ["test/unit/src/proxy/*.test.ts"] },
  { name: "src/query", tests: ["test/unit/src/query/*.test.ts"] },
  { name: "src/ai-sdk", tests: ["test/unit/src/ai-sdk/*.test.ts"] },
  { name: "src/callback", tests: ["test/unit/src/callback/**/!(size).test.ts"] },
  { name: "src/result", tests: ["test/unit/src/result/**/*.test.ts"] },
  { name: "scripts/diff", tests: ["test/unit/scripts/diff/**/!(describe-types|load-revision).test.ts"] },
  { name: "scripts/pipeline/read", tests: ["test/unit/scripts/pipeline/read/*.test.ts"] },
  { name: "scripts/sources", tests: ["test/unit/scripts/sources/**/*.test.ts"] },
  {
    name: "scripts/pipeline/merge",
    tests: ["test/unit/scripts/pipeline/merge/**/!(catalog|languages|malformed-input).test.ts"],
  },
];

/** The files to mutate of each room: all of them, or those in the files and folders that are asked for. */
export function selectRooms(root: string, paths: readonly string[]): { room: Room; files: string[] }[] {
  const wanted = paths.map((path) => path.replace(/\/$/, ""));
  return ROOMS.flatMap((room) => {
    const inner = ROOMS.filter(({ name }) => name.startsWith(`${room.name}/`));
    const files = listSources(root, room.name)
      .filter((file) => !inner.some(({ name }) => file.startsWith(`${name}/`)))
      .filter((file) => wanted.length === 0 || wanted.some((path) => `${file}/`.startsWith(`${path}/`)));
    return files.length === 0 ? [] : [{ room, files }];
  });
}

/** The TypeScript files below a folder. */
export function listSources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}
