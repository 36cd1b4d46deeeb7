/** What every task has, whatever its document says of it. A client generated for a document knows more of its own. */
export interface Task {
  /** All that is needed to find the task again, from any process. */
  id: string;
  /** The API may add statuses; one this version does not know counts as "still running". */
  status: string;
  [field: string]: unknown;
}

/** What the functions need of a task: `Task`, without the fields that nobody knows. */
export type AnyTask = Pick<Task, "id" | "status">;

/**
 * A response about a task, once it is known to name one. Everything else may be missing.
 *
 * `State` is the property that says how the task stands; its value is also the `status`.
 */
export type IdentifiedTask<Received, State extends PropertyKey = "status"> = Omit<
  Received,
  "id" | "status"
> & {
  /** All that is needed to find the task again, from any process. */
  id: string;
  /** The API may add statuses; one this version does not know counts as "still running". */
  status: Received extends { [Name in State]?: infer Status } ? TextOf<Status> : string;
};

/** What a response has in a property, such as the task in `{ code, message, data }`. */
export type Enveloped<Received, Name extends PropertyKey> = Received extends { [Key in Name]?: infer Inner }
  ? NonNullable<Inner>
  : object;

/** The strings among some values. A document may describe a state as anything; the client takes none but text. */
type TextOf<Value> = [Extract<Value, string>] extends [never] ? string : Extract<Value, string>;

/** A task that has ended well. */
export type CompletedTaskOf<Read> = Omit<Read, "results"> & {
  /** Links to the results. They live 24 hours. */
  results: string[];
  /** True when the API calls the task completed but names no result. Submitting again would be paid again. */
  resultsMissing: boolean;
};

/** A task of any document that has ended well. */
export type CompletedTask = CompletedTaskOf<Task>;
