// Plain JavaScript that any Node since 14 can read, as it has to run where nothing else of this package does.

/** The oldest Node that runs the commands and the mock. */
const OLDEST = [20, 19];

/**
 * One sentence for a Node that is too old; undefined for others.
 *
 * @param {string} version such as `18.20.8`
 * @returns {string | undefined}
 */
export function explainOldNode(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `evolink-openapi needs Node ${OLDEST.join(".")} or newer, and this is Node ${version}.`;
}

/** Prints the sentence and ends the process with exit code 1, where there is one. */
export function exitOnOldNode() {
  const complaint = explainOldNode(process.versions.node);
  if (complaint === undefined) return;
  console.error(complaint);
  process.exit(1);
}
