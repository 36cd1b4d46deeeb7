import { VitestTestRunner } from "vitest/runners";

/** Loads no further file once a test has gone red: vitest itself loads them all, and skips what is in them. */
export default class StoppingRunner extends VitestTestRunner {
  private isStopped = false;

  override cancel(reason: Parameters<VitestTestRunner["cancel"]>[0]): void {
    this.isStopped = true;
    super.cancel(reason);
  }

  override importFile(...given: Parameters<VitestTestRunner["importFile"]>): unknown {
    return this.isStopped ? undefined : super.importFile(...given);
  }
}
