import { runMockCommand } from "./mock/command.ts";

/** `npm run mock`: the mock on 127.0.0.1:4010. */
export async function main(args: string[]): Promise<number> {
  return runMockCommand("mock", args);
}
