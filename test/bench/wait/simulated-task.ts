/** A stream of numbers from 0 to 1 that is the same on every machine (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a progress bar shows `age` seconds after creation, for a task of `duration` that was estimated at `estimate`. */
export type ProgressBar = (age: number, duration: number, estimate: number) => number | undefined;

/** Progress bars of every honesty. */
export const PROGRESS_BARS: Readonly<Record<string, ProgressBar>> = {
  "tells the truth": (age, duration) => (100 * age) / duration,
  "in steps of 10 %": (age, duration) => Math.floor((10 * age) / duration) * 10,
  "in steps of 25 %": (age, duration) => Math.floor((4 * age) / duration) * 25,
  "queues for a third first": (age, duration) => (150 * (age - duration / 3)) / duration,
  "starts fast": (age, duration) => 100 * (1 - Math.exp((-3 * age) / duration)),
  "starts slowly": (age, duration) => 100 * (age / duration) ** 2,
  "counts the estimate": (age, _duration, estimate) => (100 * age) / estimate,
  "sticks at 50 %": (age, duration) => (age < 0.2 * duration ? 10 : 50),
  "stays at 0": () => 0,
  "is missing": () => undefined,
};

export interface SimulatedTask {
  /** Seconds, as the API estimates it. */
  estimate: number;
  /** Seconds that it really takes. */
  duration: number;
  bar: ProgressBar;
}

/** What the API tells of a task at an age in seconds. */
export function readSimulated({ estimate, duration, bar }: SimulatedTask, age: number) {
  const done = age >= duration;
  const shown = bar(age, duration, estimate);
  return {
    id: "task-unified-1757169743-7cvnl5zw",
    object: "video.generation.task",
    created: 0,
    model: "simulated",
    type: "video",
    status: done ? "completed" : "processing",
    results: done ? ["https://files.example.com/a.mp4"] : [],
    task_info: { estimated_time: estimate },
    ...(shown !== undefined && { progress: done ? 100 : Math.max(0, Math.min(99, Math.floor(shown))) }),
  };
}

/** Tasks estimated at 60 s that take 20 to 180 s, half of them less than the estimate: log-normal, sigma 0.45. */
export function drawTasks(count: number, bar: ProgressBar, random: () => number): SimulatedTask[] {
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return { estimate: 60, duration: Math.min(180, Math.max(20, 60 * Math.exp(0.45 * normal))), bar };
  });
}
