import type { Machine, Outcome } from "./machine.ts";
import { pollTask } from "./poll-step.ts";
import type { TaskState } from "./record.ts";
import { saveResults } from "./save-step.ts";
import { type DurableTask, SupersededError } from "./store.ts";
import { entrantOf, settleIntent, settleUncertain, submitOrder } from "./submit-step.ts";

type Step = (task: DurableTask, machine: Machine) => Promise<Outcome | undefined> | Outcome | undefined;

/** What is done with an order, by what is stored of it. A step that gives no outcome has stored the next state. */
const STEPS: Readonly<Record<TaskState, Step>> = {
  new: submitOrder,
  intent: settleIntent,
  uncertain: settleUncertain,
  submitted: pollTask,
  ended: saveResults,
  saved: report,
  failed: report,
};

/** Who has come so far needs no place among the tasks under way. */
const HAS_NO_PLACE: readonly TaskState[] = ["uncertain", "ended", "saved", "failed"];

/** How long the run that got ahead is left alone. */
const SUPERSEDED_MS = 5_000;

/**
 * Goes on with an order from what is stored of it, up to where it has to wait for something: it never sleeps.
 *
 * @throws what the store throws. Then nothing is lost: the next run goes on from what is stored.
 */
export async function advanceTask(task: DurableTask, machine: Machine): Promise<Outcome> {
  try {
    // The run that stored its end may have died before it gave the place back.
    if (HAS_NO_PLACE.includes(task.record.state))
      await machine.wake(await machine.gate.leave(entrantOf(task)));
    for (;;) {
      const outcome = await STEPS[task.record.state](task, machine);
      if (outcome) return outcome;
    }
  } catch (error) {
    if (error instanceof SupersededError) return { kind: "wait", delayMs: SUPERSEDED_MS };
    throw error;
  }
}

function report({ id, record, order: { context } }: DurableTask): Outcome {
  const { taskId, credits, saved, error } = record;
  const isDone = record.state === "saved";
  return {
    kind: "over",
    report: {
      id,
      state: isDone ? "done" : "failed",
      taskId,
      credits,
      ...(isDone && { results: saved }),
      ...(!isDone && { error }),
      context,
    },
  };
}
