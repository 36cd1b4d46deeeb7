import { modelOf } from "../durable/machine.ts";
import type { TaskState } from "../durable/record.ts";
import type { DurableTask } from "../durable/store.ts";

/** What a span of a run is called, by the step it begins at. */
const NAMES: Partial<Record<TaskState, string>> = {
  new: "evolink submit",
  submitted: "evolink poll",
  ended: "evolink save",
};

/** Loaded when the first order runs; undefined where it is not installed, and then there are no spans. */
let telemetry: Promise<typeof import("@opentelemetry/api") | undefined> | undefined;

/** Runs one order within a span of OpenTelemetry, where that is there. */
export async function withSpan<T>(task: DurableTask, run: () => Promise<T>): Promise<T> {
  telemetry ??= import("@opentelemetry/api").catch(() => undefined);
  const api = await telemetry;
  if (api === undefined) return run();
  const { id, order, record } = task;
  const attributes = {
    "evolink.order.id": id,
    "evolink.model": modelOf(order),
    "evolink.state": record.state,
  };
  const tracer = api.trace.getTracer("evolink-openapi");
  return tracer.startActiveSpan(NAMES[record.state] ?? "evolink settle", { attributes }, async (span) => {
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: api.SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      const { state, taskId, credits, error } = task.record;
      span.setAttribute("evolink.state.after", state);
      if (taskId !== undefined) span.setAttribute("evolink.task.id", taskId);
      if (credits !== undefined) span.setAttribute("evolink.credits", credits);
      if (error) span.setStatus({ code: api.SpanStatusCode.ERROR, message: error.message });
      span.end();
    }
  });
}
