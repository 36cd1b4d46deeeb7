/** A folder of sources that are mutated, and the tests that are to notice. */
export interface Room {
  name: string;
  /**
   * Globs. Left out are those that start processes or read whole catalogues, as they take seconds, and those that
   * measure the code: mutants stand in it side by side.
   */
  tests: readonly string[];
}

const CLIENT_TESTS = ["test/unit/src/{client,errors,raw}/**/!(wait-leaks|poll-plan-simulation).test.ts"];

/** Where the rules about money, about losing data and about accepting what is wrong live. */
export const ROOMS: readonly Room[] = [
  { name: "src/client", tests: CLIENT_TESTS },
  { name: "src/errors", tests: CLIENT_TESTS },
  { name: "src/raw", tests: CLIENT_TESTS },
  { name: "src/durable", tests: ["test/unit/src/durable/*.test.ts"] },
  { name: "src/proxy", tests: ["test/unit/src/proxy/*.test.ts"] },
  { name: "src/query", tests: ["test/unit/src/query/*.test.ts"] },
  { name: "src/ai-sdk", tests: ["test/unit/src/ai-sdk/*.test.ts"] },
  { name: "src/callback", tests: ["test/unit/src/callback/**/!(size).test.ts"] },
  { name: "src/result", tests: ["test/unit/src/result/**/*.test.ts"] },
  {
    name: "scripts/pipeline/merge",
    tests: ["test/unit/scripts/pipeline/merge/**/!(catalog|languages|malformed-input).test.ts"],
  },
];

/** What to mutate of each room: all of it, or the files and folders that are asked for. */
export function selectRooms(paths: readonly string[]): { room: Room; sources: string[] }[] {
  const wanted = paths.map((path) => path.replace(/\/$/, ""));
  return ROOMS.flatMap((room) => {
    const isWhole = wanted.length === 0 || wanted.some((path) => `${room.name}/`.startsWith(`${path}/`));
    const sources = isWhole ? [room.name] : wanted.filter((path) => path.startsWith(`${room.name}/`));
    return sources.length === 0 ? [] : [{ room, sources }];
  });
}
