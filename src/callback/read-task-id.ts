/** What EvoLink's client code accepts as a task id. */
const TASK_ID = /^(?!\.+$)[\w.:-]{1,128}$/;

/**
 * Reads the body up to a limit, and takes nothing from it but the id of the task.
 *
 * @returns the id; `"too large"`; or undefined for anything that is not a task.
 */
export async function readTaskId(
  request: Request,
  maxBytes: number,
): Promise<{ id: string } | "too large" | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = request.body?.getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      bytes += value.length;
      if (bytes > maxBytes) {
        reader?.cancel().catch(() => {});
        return "too large";
      }
      text += decoder.decode(value, { stream: true });
    }
    const id: unknown = JSON.parse(text + decoder.decode())?.id;
    return typeof id === "string" && TASK_ID.test(id) ? { id } : undefined;
  } catch {
    // Not JSON, or the sender went away in the middle.
    return undefined;
  }
}
