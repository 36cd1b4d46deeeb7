import type { Failure } from "../settings/document.ts";

/** Makes what reads why a task failed, of the keys that lead to it. What they do not lead to stands in its `error`. */
export function failureAt(
  places: { readonly [name in "message" | "code"]?: readonly string[] },
): (task: object) => Failure {
  return (task) => {
    const read = (keys: readonly string[]) => keys.reduce<unknown>((value, key) => Object(value)[key], task);
    return {
      message: read(places.message ?? ["error", "message"]),
      code: read(places.code ?? ["error", "code"]),
      type: read(["error", "type"]),
    };
  };
}
