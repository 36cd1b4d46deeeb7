import type { Json } from "../json.ts";
import { upperFirst } from "../names/identifier.ts";
import { goesOnElsewhere } from "./foreign-states.ts";

export type Outcome = "completed" | "failed" | "cancelled";

/** What the words of states say with which a task has ended: at their start, or at their end. */
const ENDINGS: readonly [Outcome, RegExp][] = [
  [
    "cancelled",
    /^(?:cancel|abort|stopped|revoked|killed|terminated)|\b(?:cancell?ed|aborted|killed|terminated)$/,
  ],
  [
    "failed",
    /^(?:fail(?!ing)|err(?:or|ed|$)|reject(?:ed|ion)?\b|expire|time ?d? ?out|invalid\b|crash)|\b(?:err(?:or)?|errored|rejected|expired|denied|declined|refused|unsuccessful|faulted|time ?d? ?out)$| fail(?!ing)/,
  ],
  ["completed", /^(?:partial(?:ly)? )?(?:complete|succe|done|finish|ready\b(?! (?:for|to)\b)|ok$)/],
];

/** What the words of states say in which a task goes on. */
const GOES_ON =
  /^(?:pend|process(?!ed)|queue|run|wait|start|submit|creat(?:ed|ing)|in ?(?:progress|queue|review)|generat|schedul)/;

/** What the last word of a state says that may be a step before the end, as in `upload_completed`. */
const ENDS_WELL = / (?:complete|completed|succeeded|success|successful|done|finished)$/;

/** What becomes of things that were made, or is not known of them. */
const COMES_AFTER = /^(?:delet|remov|inactiv|deactiv|disab|archiv|suspend|paus|deprecat|draft|un)/;

/** What says so has not ended, as `cancelling`; but for what is said of logs. */
const BEING_DONE = /(?<!^warn)ing$/;

/** What is yet to come, or tried again, has not ended whatever it is called besides; nor is it what it is said not to be. */
const NOT_ENDED =
  /\b(?:pending|requested|in progress|retry\w*|transient|temporary)\b|^(?:no|not|non|without|never) /;

/**
 * The words of a state: those of `JOB_STATE_FAILED` behind what all states of its kind start with, and of
 * `completedWithErrors` those that say whether it has ended.
 */
function readWords(name: string): string {
  const words = name
    .replace(/^(?:\w+_)?(?:state|status|phase|stage)_/i, "")
    .replaceAll(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2 ")
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, " ");
  return words.replace(/(?<=.) with .*/, "");
}

/** How a task has ended whose state is called so; undefined where it may go on. */
export function findOutcome(name: string): Outcome | undefined {
  const words = readWords(name);
  // In `error_sending` nothing is done any more; a task whose cancelling failed goes on.
  const isBeingDone = BEING_DONE.test(words) && !/^(?:err|fail)\w* /.test(words);
  const goesOnAllTheSame = /^(?:cancel|abort)\w* fail/.test(words);
  if (isBeingDone || goesOnAllTheSame || NOT_ENDED.test(words)) return undefined;
  return ENDINGS.find(([, said]) => said.test(words))?.[0];
}

/** Documents often leave ends out, and APIs end tasks so all the same. What says as much without more leaves none out. */
const PLAIN: readonly [Outcome, RegExp][] = [
  ["completed", /./],
  ["failed", /^(?:fail|err)/],
  ["cancelled", /^(?:cancel|abort|stop)/],
];

/** What the states of a task mean. */
export interface Endings {
  /** The state that is assumed of a task that says none: the first that goes on. */
  first: string;
  ended: Record<string, Outcome>;
}

const isText = (state: Json): state is string => typeof state === "string";

const saysOn = (name: string) => GOES_ON.test(readWords(name));

const goesOn = (name: string) => saysOn(name) || BEING_DONE.test(readWords(name));

/** Whether one of some states is called like one in which a task goes on. */
export const saysGoesOn = (states: readonly Json[]): boolean =>
  states.some((state) => isText(state) && saysOn(state));

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
 * that is no other end is one, or the last that ends like one: states are listed in the order in which they are passed
 * through. What comes after that, as `deleted`, is none where there is another.
 */
export function readEndings(states: readonly Json[]): Endings {
  const names = states.filter(isText);
  const found = new Map(names.map((name) => [name, findOutcome(name)]));
  // What is ready may only be ready to start, where something else says success.
  const isReady = (name: string) => /^ready/.test(readWords(name));
  const succeeded = names.filter((name) => found.get(name) === "completed");
  if (!succeeded.every(isReady)) for (const name of succeeded.filter(isReady)) found.set(name, undefined);
  if (![...found.values()].includes("completed")) {
    const mayEnd = (words: string) => !/^\w+ing /.test(words) && !NOT_ENDED.test(words);
    const others = names.filter(
      (name) => found.get(name) === undefined && !goesOn(name) && mayEnd(readWords(name)),
    );
    const last =
      others.findLast((name) => ENDS_WELL.test(readWords(name))) ??
      others.findLast((name) => !COMES_AFTER.test(readWords(name))) ??
      others.at(-1);
    if (last !== undefined) found.set(last, "completed");
  }
  const ended = [...found].flatMap(([name, outcome]) =>
    outcome === undefined ? [] : [[name, outcome] as const],
  );
  const unsaid = PLAIN.filter(
    ([outcome, plain]) => !names.some((name) => found.get(name) === outcome && plain.test(readWords(name))),
  ).map(([outcome]) => [spellLike(names, outcome), outcome] as const);
  return {
    first: names.find((name) => found.get(name) === undefined) ?? "",
    ended: Object.fromEntries([...ended, ...unsaid]),
  };
}

/** An end that a document leaves out, in the letter case of those that it has. */
function spellLike(names: readonly string[], outcome: Outcome): string {
  const isUpper = names.length > 0 && names.every((name) => name === name.toUpperCase());
  const isCapital = names.length > 0 && names.every((name) => /^[A-Z][^A-Z]/.test(name));
  return isUpper ? outcome.toUpperCase() : isCapital ? upperFirst(outcome) : outcome;
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
