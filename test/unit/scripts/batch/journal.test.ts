import { appendFile, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openJournal } from "../../../../scripts/batch/journal.ts";
import type { TaskRecord } from "../../../../src/durable/record.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
  path = join(folder, "orders.jsonl.journal");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FIRST: TaskRecord = { state: "intent", version: 1, submission: 1, sent: { model: "kite-1" } };
const SECOND: TaskRecord = { ...FIRST, state: "submitted", version: 2, taskId: "task-1", sent: undefined };

describe("openJournal", () => {
  it("has in the next run what was written, without the fields that were removed", async () => {
    const first = await openJournal(path);
    await first.store.write("a", FIRST, true);
    await first.store.write("a", SECOND, false);
    await first.close();
    const second = await openJournal(path);
    expect(second.records.get("a")).toEqual({
      state: "submitted",
      version: 2,
      submission: 1,
      taskId: "task-1",
    });
    expect(second.batch).toBe(first.batch);
    await second.close();
  });

  it("has a write on the disk once it is done", async () => {
    const journal = await openJournal(path);
    await Promise.all([journal.store.write("a", FIRST, true), journal.store.write("b", FIRST, true)]);
    expect((await readFile(path, "utf8")).trim().split("\n")).toHaveLength(3);
    await journal.close();
  });

  it("refuses a write on top of another version", async () => {
    const journal = await openJournal(path);
    await journal.store.write("a", FIRST, true);
    expect(await journal.store.write("a", { ...FIRST, state: "failed" }, false)).toEqual(FIRST);
    expect(await journal.store.write("b", SECOND, false)).toMatchObject({ version: 0 });
    await journal.close();
  });

  it("cuts off the line that a killed run has left unfinished", async () => {
    const first = await openJournal(path);
    await first.store.write("a", FIRST, true);
    await first.close();
    const text = await readFile(path, "utf8");
    await appendFile(path, '{"id":"a","state":"subm');
    const second = await openJournal(path);
    expect(second.records.get("a")).toMatchObject({ state: "intent" });
    await second.close();
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("refuses a file of another kind, and leaves it as it is", async () => {
    await writeFile(path, '{"name":"mine"}\n');
    await expect(openJournal(path)).rejects.toThrow("is no journal of a batch");
    await writeFile(path, "mine");
    await expect(openJournal(path)).rejects.toThrow("is no journal of a batch");
    expect(await readFile(path, "utf8")).toBe("mine");
  });

  it("names a line that is damaged", async () => {
    const first = await openJournal(path);
    await first.close();
    await appendFile(path, "mine\n");
    await expect(openJournal(path)).rejects.toThrow("line 2: no JSON");
  });

  it("begins anew where a run was killed in its first line", async () => {
    await writeFile(path, '{"form');
    await (await openJournal(path)).close();
    expect((await readFile(path, "utf8")).match(/"format"/g)).toHaveLength(1);
  });

  it("is one process's at a time", async () => {
    const journal = await openJournal(path);
    await expect(openJournal(path, 0)).rejects.toThrow("Another process works on");
    await journal.close();
    await (await openJournal(path)).close();
  });

  it("takes no write of a process that was stopped when another one has gone on", async () => {
    const stopped = await openJournal(path);
    await stopped.store.write("a", FIRST, true);
    await utimes(`${path}.lock`, 0, 0);
    const other = await openJournal(path, 0);
    await other.store.write("a", SECOND, true);
    await expect(stopped.store.write("b", FIRST, true)).rejects.toThrow(/^Another process has gone on with /);
    await expect(stopped.store.write("c", FIRST, true)).rejects.toThrow(/^Another process has gone on with /);
    await other.store.write("d", FIRST, true);
    await stopped.close().catch(() => {});
    await other.close();
    const { records, close } = await openJournal(path);
    expect([...records].map(([id, { state }]) => `${id} ${state}`)).toEqual(["a submitted", "d intent"]);
    await close();
  });
});
