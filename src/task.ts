/**
 * A task as the API tells of it. Everything but `id` and `status` may be missing: the published answers
 * list no required field, and older ones lack some.
 */
export interface Task {
  /** All that is needed to find the task again, from any process. */
  id: string;
  /** The API may add statuses; one this version does not know counts as "still running". */
  status: "pending" | "processing" | "completed" | "failed" | "cancelled" | (string & {});
  /** 0-100. */
  progress?: number;
  /** Unix seconds. */
  created?: number;
  model?: string;
  object?: string;
  type?: "text" | "image" | "audio" | "video" | (string & {});
  task_info?: {
    can_cancel?: boolean;
    /** Seconds from creation to completion, as the API expects it. */
    estimated_time?: number;
  };
  usage?: {
    billing_rule?: "per_call" | "per_token" | "per_second" | (string & {});
    /** An estimate; the task is settled from real usage. */
    credits_reserved?: number;
    user_group?: string;
  };
  /** Links to the results, once completed. They live 24 hours. */
  results?: string[];
  /** Why the task failed. */
  error?: { code?: string; message?: string; type?: string } | null;
}
