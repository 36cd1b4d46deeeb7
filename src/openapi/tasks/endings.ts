import type { Json } from "../json.ts";
import { goesOnElsewhere } from "./foreign-states.ts";

export type Outcome = "completed" | "failed" | "cancelled";

/** What states are called with which a task has ended, in any letter case. */
const ENDINGS: readonly [Outcome, RegExp][] = [
  ["cancelled", /^(?:cancel|abort|stopped|revoked)/i],
  ["failed", /^(?:fail|err|reject|expire|time[_ -]?d?[_ -]?out)|[_ -]fail/i],
  ["completed", /^(?:complete|succe|done|finish|ready|ok$)/i],
];

/** What states are called in which a task goes on. */
const GOES_ON =
  /^(?:pend|process(?!ed)|queue|run|wait|start|submit|creat(?:ed|ing)|in[_ -]?(?:progress|queue)|generat|schedul)/i;

/** What is called so has not ended, as `cancelling`; but for what is said of logs. */
const BEING_DONE = /(?<!^warn)ing$/i;

/** How a task has ended whose state is called so; undefined where it may go on. */
export const findOutcome = (name: string): Outcome | undefined =>
  BEING_DONE.test(name) ? undefined : ENDINGS.find(([, words]) => words.test(name))?.[0];

/** Documents often leave ends out, and APIs end tasks so all the same. */
const OUTCOMES: readonly Outcome[] = ["completed", "failed", "cancelled"];

/** What the states of a task mean. */
export interface Endings {
  /** The state that is assumed of a task that says none: the first that goes on. */
  first: string;
  ended: Record<string, Outcome>;
}

const isText = (state: Json): state is string => typeof state === "string";

const goesOn = (name: string) => GOES_ON.test(name) || BEING_DONE.test(name);

/** Whether one of some states is called like one in which a task goes on. */
export const saysGoesOn = (states: readonly Json[]): boolean =>
  states.some((state) => isText(state) && GOES_ON.test(state));

/**
 * What a property is called that is a state. Others may be that of something else: of what a thing was made from, or of what
 * went wrong.
 */
export const CALLED_STATE =
  /^(?:(?:job|task|run|operation|render|request|process|processing)[_-]?)?(?:status|state|phase|stage)$/i;

/**
 * How many of some values are called like states of a task. 0 where they say something else, such as its kind, its currency
 * or whether it is switched on: of states, one is called like going on; or one like something that is being done, and
 * another like an end. In another language than English, where the last of `pendiente`, `completado`, `fallido` would be
 * taken for the success, none are.
 */
export function countStates(values: readonly Json[]): number {
  const named = values.filter(isText).filter((name) => goesOn(name) || findOutcome(name) !== undefined);
  if (isForeign(values)) return 0;
  return saysGoesOn(named) || saysHowItEnds(named) ? named.length : 0;
}

/** Whether states are called in another language than English, and none of them like a success in English. */
export const isForeign = (states: readonly Json[]): boolean =>
  goesOnElsewhere(states) && !states.filter(isText).some((name) => findOutcome(name) === "completed");

/** Whether some states are called like going on or being done, and others like an end. */
export function saysHowItEnds(states: readonly Json[]): boolean {
  const names = states.filter(isText);
  return (names.some(goesOn) && names.some((name) => findOutcome(name) !== undefined)) || isForeign(states);
}

/**
 * Reads from the names of a task's states which of them end it, and how. Where none is called like a success, the last
 * that is no other end is one: states are listed in the order in which they are passed through.
 */
export function readEndings(states: readonly Json[]): Endings {
  const names = states.filter(isText);
  const found = new Map(names.map((name) => [name, findOutcome(name)]));
  if (![...found.values()].includes("completed")) {
    const last = names.findLast((name) => found.get(name) === undefined && !goesOn(name));
    if (last !== undefined) found.set(last, "completed");
  }
  const ended = [...found].flatMap(([name, outcome]) =>
    outcome === undefined ? [] : [[name, outcome] as const],
  );
  const said = new Set(found.values());
  const unsaid = OUTCOMES.filter((outcome) => !said.has(outcome) && !found.has(outcome));
  return {
    first: names.find((name) => found.get(name) === undefined) ?? "",
    ended: Object.fromEntries([...ended, ...unsaid.map((outcome) => [outcome, outcome] as const)]),
  };
}

/** What states are called that no task is in. */
const SAYS_NOTHING = /unspecified|unknown|undefined/i;

/** Where a task stands, whatever its document calls it. */
export type Stage = "pending" | "processing" | Outcome;

/**
 * What a response calls each stage of a task, of the states that it documents: the first that goes on is pending, the next
 * one processing. What it has no word for is called like what comes nearest, and in the end by its own name.
 *
 * @param ended how a task has ended, by its state.
 */
export function nameStages(
  states: readonly Json[],
  ended: Endings["ended"],
): Readonly<Record<Stage, string>> {
  const names = states.filter(isText);
  const pick = (outcome: Outcome) => {
    const fitting = names.filter((name) => Object.hasOwn(ended, name) && ended[name] === outcome);
    return fitting.find((name) => name.toLowerCase().startsWith(outcome.slice(0, 4))) ?? fitting[0];
  };
  const goingOn = names.filter((name) => !Object.hasOwn(ended, name) && !SAYS_NOTHING.test(name));
  const completed = pick("completed") ?? "completed";
  const failed = pick("failed") ?? pick("cancelled") ?? "failed";
  const [pending = completed, processing = pending] = goingOn;
  return {
    pending,
    processing,
    completed,
    failed,
    cancelled: pick("cancelled") ?? failed,
  };
}
