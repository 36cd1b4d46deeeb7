import { useEffect, useState } from "preact/hooks";
import type { CallbackAttempt } from "../../tasks/callback-log.ts";
import type { MockFacts, RequestSummary, Settings, TaskView, Update } from "../wire.ts";

/** What the page knows of the mock. */
export interface Known {
  isConnected: boolean;
  facts?: MockFacts;
  settings: Settings;
  /** When the settings were told, by this page's own clock. */
  toldAtMs: number;
  /** Newest first. */
  tasks: readonly TaskView[];
  requests: readonly RequestSummary[];
  callbacks: readonly CallbackAttempt[];
}

/** As many as the mock tells at once; older ones are forgotten here. */
const MAX_KEPT = 200;

const NOTHING: Known = {
  isConnected: false,
  settings: { nowMs: Date.now(), speed: 0, faults: {} },
  toldAtMs: 0,
  tasks: [],
  requests: [],
  callbacks: [],
};

/** What is known once an update has come. */
export function applyUpdate(known: Known, update: Update, toldAtMs: number): Known {
  const before = update.isReset ? NOTHING : known;
  const { facts = known.facts, settings, tasks = [], requests = [], callbacks = [] } = update;
  return {
    isConnected: true,
    ...(facts && { facts }),
    settings,
    toldAtMs,
    tasks: mergeNewest(before.tasks, tasks, ({ id }) => id),
    requests: mergeNewest(before.requests, requests, ({ requestId }) => requestId),
    callbacks: [...callbacks.toReversed(), ...before.callbacks].slice(0, MAX_KEPT),
  };
}

/** Puts changed items in their place and new ones first. */
function mergeNewest<Item>(
  known: readonly Item[],
  told: readonly Item[],
  idOf: (item: Item) => string,
): Item[] {
  const changed = new Map(told.map((item) => [idOf(item), item]));
  const kept = known.map((item) => {
    const now = changed.get(idOf(item));
    changed.delete(idOf(item));
    return now ?? item;
  });
  return [...[...changed.values()].reverse(), ...kept].slice(0, MAX_KEPT);
}

/** The mock's time now, worked out from when it was told. */
export function nowOf({ settings, toldAtMs }: Known): number {
  return settings.nowMs + (performance.now() - toldAtMs) * settings.speed;
}

/** Listens to the mock for as long as the page is open. */
export function useMock(): Known {
  const [known, setKnown] = useState(NOTHING);
  useEffect(() => {
    const source = new EventSource("/_mock/events");
    source.onmessage = ({ data }) => {
      const update = JSON.parse(data) as Update;
      setKnown((before) => applyUpdate(before, update, performance.now()));
    };
    // The browser connects again by itself.
    source.onerror = () => setKnown((before) => ({ ...before, isConnected: false }));
    return () => source.close();
  }, []);
  return known;
}

/** Renders again every so many milliseconds while something moves. */
export function useTick(isMoving: boolean, intervalMs: number): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => setCount((count) => count + 1), intervalMs);
    return () => clearInterval(timer);
  }, [isMoving, intervalMs]);
}

/** Tells the mock to do something. The updates say what came of it; a refusal is returned. */
export async function post(route: string, body?: unknown): Promise<string | undefined> {
  try {
    const response = await fetch(`/_mock/${route}`, {
      method: "POST",
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.ok ? undefined : await response.text();
  } catch (error) {
    return String(error);
  }
}
