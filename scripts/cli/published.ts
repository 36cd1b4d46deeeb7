import { ignoreClosedPipe } from "../launch/closed-pipe.js";
import { main as mock } from "./mock.ts";

const HELP = `Usage: evolink-openapi <command> [options]

Commands:
  mock    run a mock of EvoLink on this machine

evolink-openapi <command> --help lists a command's options.`;

/** The published command. */
export async function main([command, ...args]: string[]): Promise<number> {
  ignoreClosedPipe();
  if (command === "mock") return mock(args);
  if (command === "--help" || command === "-h") {
    console.log(HELP);
    return 0;
  }
  console.error(command === undefined ? HELP : `There is no command "${command}".\n\n${HELP}`);
  return 2;
}
