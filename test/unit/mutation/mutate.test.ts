import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { createPlaceFinder } from "../../mutation/place.ts";
import { reportRooms } from "../../mutation/report.ts";
import { listSources, ROOMS, selectRooms } from "../../mutation/rooms.ts";
import { type Mutant, runStryker } from "../../mutation/run-stryker.ts";
import { sampleLines } from "../../mutation/sample.ts";
import { explainSurvivors, readReasons } from "../../mutation/survivors.ts";

const makeMutant = (change: string, isKilled = false, isEndless = false): Mutant => {
  return { file: "a.ts", line: 1, place: "fly", change, isKilled, isEndless };
};

const FIXTURES = "test/unit/mutation/fixture";

it("runStryker kills what a test notices, finds what none does, and leaves no copy", {
  timeout: 120_000,
}, async () => {
  const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith("evolink-openapi-mutation-"));
  const before = copies();
  const mutants = await runStryker({
    root: process.cwd(),
    mutate: [`${FIXTURES}/is-strong.ts:2-3`, `${FIXTURES}/is-kite.ts`],
    tests: [`${FIXTURES}/*.test.ts`],
    isShown: false,
  });
  const changes = (isKilled: boolean) =>
    mutants?.filter((mutant) => mutant.isKilled === isKilled).map(({ change }) => change);
  expect(changes(false)?.toSorted()).toEqual(["/^kite-\\d$/ → /kite-\\d$/", "wind > 5 → wind >= 5"]);
  expect(changes(true)).toEqual(
    expect.arrayContaining([
      "isKite && wind > 5 → isKite || wind > 5",
      "wind > 5 → wind <= 5",
      "/^kite-\\d$/ → /^kite-\\d/",
    ]),
  );
  expect(mutants).toContainEqual(
    expect.objectContaining({ file: `${FIXTURES}/is-strong.ts`, line: 3, place: "isStrong" }),
  );
  expect(copies().filter((name) => !before.includes(name))).toEqual([]);
});

describe("explainSurvivors", () => {
  const mutant = makeMutant;
  const reasons = readReasons(
    "- file: a.ts\n  in: fly\n  reason: Nobody sees it.\n  changes: [1 → 2, 3 → 4]\n",
  );

  it("tells survivors with a reason from those without, and names reasons that have outlived theirs", () => {
    expect(explainSurvivors([mutant("1 → 2"), mutant("5 → 6"), mutant("7 → 8", true)], reasons)).toEqual({
      explained: [{ mutant: mutant("1 → 2"), reason: "Nobody sees it." }],
      unexplained: [mutant("5 → 6")],
      outdated: ["a.ts in fly: 3 → 4"],
    });
  });

  it("says nothing of a file that was not mutated, and takes no reason from another", () => {
    const other = { ...mutant("1 → 2"), file: "b.ts" };
    expect(explainSurvivors([other], reasons)).toEqual({ explained: [], unexplained: [other], outdated: [] });
  });

  it("takes a reason for its own place alone, and for as many survivors as it lists", () => {
    const elsewhere = { ...mutant("1 → 2"), place: "land" };
    const [first, second] = [mutant("1 → 2"), { ...mutant("1 → 2"), line: 2 }];
    const { explained, unexplained } = explainSurvivors([elsewhere, first, second], reasons);
    expect([explained.map((one) => one.mutant), unexplained]).toEqual([[first], [elsewhere, second]]);
    const twice = readReasons(
      "- file: a.ts\n  in: fly\n  reason: Nobody sees it.\n  changes: [1 → 2, 1 → 2]\n",
    );
    expect(explainSurvivors([first, second], twice).unexplained).toEqual([]);
    expect(explainSurvivors([first], twice).outdated).toEqual(["a.ts in fly: 1 → 2"]);
  });

  it("takes no reason that says nothing, or does not say of what", () => {
    for (const fields of ["  in: fly\n  reason: ''\n  changes: []\n", "  reason: Nobody.\n  changes: []\n"])
      expect(() => readReasons(`- file: a.ts\n${fields}`)).toThrow("a.ts");
  });
});

it("createPlaceFinder names the declarations around a place, and no others", () => {
  const source = `const LIMIT = 5;
class Kite {
  #tail = 7;
  fly({ wind } = { wind: 1 }) { const { speed } = wind.of(2), options = { onEnd: () => 3 }; }
}
export default function () { return 4; }
land(6);`;
  const findPlace = createPlaceFinder(source);
  const places = source
    .split("\n")
    .flatMap((text, index) =>
      [...text.matchAll(/\d/g)].map(({ 0: digit, index: at }) => [
        digit,
        findPlace({ line: index + 1, column: at + 1 }),
      ]),
    );
  expect(Object.fromEntries(places)).toEqual({
    5: "LIMIT",
    1: "Kite.fly.wind",
    2: "Kite.fly",
    3: "Kite.fly.options.onEnd",
    4: "default",
    6: "the file",
    7: "Kite.#tail",
  });
});

describe("reportRooms", () => {
  const reasons = readReasons("- file: a.ts\n  in: fly\n  reason: Nobody sees it.\n  changes: [1 → 2]\n");
  const killed = (count: number) => Array.from({ length: count }, (_, index) => makeMutant(`${index}`, true));
  const room = (...mutants: Mutant[]) => [{ name: "src/kite", mutants }];

  it("lists survivors with their reasons, those without, what never ended, and then the share of each room", () => {
    const endless = makeMutant("7 → 8", true, true);
    const mutants = [makeMutant("3 → 4"), makeMutant("1 → 2"), endless, ...killed(17)];
    expect(reportRooms(room(...mutants), reasons, false)).toEqual({
      lines: [
        "a.ts:1 in fly: 1 → 2\n  Nobody sees it.",
        "a.ts:1 in fly: 3 → 4\n  unexplained",
        "a.ts:1 in fly: 7 → 8\n  killed by the time limit",
        "",
        "src/kite: 90.0 % of 20 mutants killed, 1 of them by the time limit",
        "1 survive with a reason, 1 without.",
      ],
      isWell: false,
    });
  });

  it("is well from 90 % on in each room, when each survivor has a reason", () => {
    const survivor = makeMutant("1 → 2");
    const at90 = room(...killed(9), survivor);
    expect(reportRooms(at90, reasons, false).isWell).toBe(true);
    expect(reportRooms(room(...killed(8), survivor), reasons, false).isWell).toBe(false);
    expect(reportRooms([...room(...killed(99)), ...room(survivor)], reasons, false).isWell).toBe(false);
  });

  it("complains of a reason that has outlived its survivor, unless that was only not drawn", () => {
    const { lines, isWell } = reportRooms(room(...killed(1)), reasons, false);
    expect([lines[0], isWell]).toEqual([
      "a.ts in fly: 1 → 2\n  does not survive any more: remove its reason",
      false,
    ]);
    expect(reportRooms(room(...killed(1)), reasons, true).isWell).toBe(true);
  });

  it("has nothing to say of a room without mutants", () => {
    expect(reportRooms(room(), reasons, true)).toEqual({
      lines: ["", "0 survive with a reason, 0 without."],
      isWell: true,
    });
  });
});

describe("selectRooms", () => {
  const select = (...paths: string[]) =>
    selectRooms(process.cwd(), paths).map(({ room, files }) => [room.name, ...files]);

  it("takes all rooms, those in a folder, or files and folders of one", () => {
    expect(select().map(([name]) => name)).toEqual(ROOMS.map(({ name }) => name));
    expect(select("src/").map(([name]) => name)).toEqual(
      ROOMS.map(({ name }) => name).filter((name) => name.startsWith("src/")),
    );
    expect(select("src/result/transport/", "src/client/post-body.ts")).toEqual([
      ["src/client", "src/client/post-body.ts"],
      ["src/result", ...listSources(process.cwd(), "src/result/transport")],
    ]);
    expect(select("src/mock")).toEqual([]);
  });

  it("takes each file once, in the innermost room", () => {
    const files = select("src/client").flatMap(([, ...own]) => own);
    expect(files.toSorted()).toEqual(listSources(process.cwd(), "src/client").toSorted());
    expect(select("src/client/tasks/wait.ts")).toEqual([["src/client/tasks", "src/client/tasks/wait.ts"]]);
  });
});

describe("sampleLines", () => {
  it("draws the same lines for the same seed, all of them at 100 %, and none at 0 %", () => {
    const draw = (percent: number, seed = "1") =>
      sampleLines(process.cwd(), listSources(process.cwd(), "test/mutation"), { percent, seed });
    expect(draw(30)).toEqual(draw(30));
    expect(draw(30)).not.toEqual(draw(30, "2"));
    expect(draw(0)).toEqual([]);
    expect(sampleLines(process.cwd(), [`${FIXTURES}/is-strong.ts`], { percent: 100, seed: "1" })).toEqual([
      `${FIXTURES}/is-strong.ts:1-5`,
    ]);
    expect(draw(100).filter((lines) => lines.includes("command.ts"))[1]).toBe(
      "test/mutation/command.ts:11-20",
    );
  });
});
