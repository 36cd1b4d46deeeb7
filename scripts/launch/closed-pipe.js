/** `… | head` closes the pipe: what is printed from there on is lost, the work is not. */
export function ignoreClosedPipe() {
  process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}
