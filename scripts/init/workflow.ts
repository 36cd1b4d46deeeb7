import { stringify } from "yaml";
import type { PackageManager } from "./package-manager.ts";

/** What the workflow has to know of a project. */
export interface WorkflowFacts {
  /** The project's folder, from that of the repository; empty where they are the same. */
  folder: string;
  /** These are from the project's folder. */
  pages: string;
  lock: string;
  out: string;
  manager: PackageManager;
}

const HEADER = `# Fetches the pages of the API again every week, generates the client anew, and opens a pull request with what changed.
# Made by \`evolink-openapi init --github\`. Pull requests need "Allow GitHub Actions to create and approve pull requests".
`;

/** By the hash of its release, 4.2.2: a tag may be moved, and these steps may write. */
const CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683";

/** What GitHub takes as the text of a pull request, in characters, is 65,536. */
const MAX_REPORT = 60_000;

/** Standard output goes to the report; the exit code counts at the end, when what could be updated is. */
const update = (exec: string) => `${exec} evolink-openapi update > "$RUNNER_TEMP/pages.txt"`;

const report = (exec: string) => `{
  echo "### Pages"
  echo '\`\`\`'
  cat "$RUNNER_TEMP/pages.txt"
  echo '\`\`\`'
  if git cat-file -e "HEAD:./$OUT/openapi.yaml" 2>/dev/null; then
    git show "HEAD:./$OUT/openapi.yaml" > "$RUNNER_TEMP/before.yaml"
    ${exec} evolink-openapi diff "$RUNNER_TEMP/before.yaml" "$OUT/openapi.yaml" --format markdown || true
  fi
} > "$RUNNER_TEMP/report.md"
cat "$RUNNER_TEMP/report.md" >> "$GITHUB_STEP_SUMMARY"
cat "$RUNNER_TEMP/pages.txt"`;

const PROPOSE = `git add --all -- "$PAGES" "$LOCK" "$OUT"
if git diff --cached --quiet; then
  echo "Nothing has changed."
  exit 0
fi
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git switch --force-create "$BRANCH"
git commit --message "Update the pages of the EvoLink API"
gh auth setup-git
git push --force origin "$BRANCH"
head --bytes=${MAX_REPORT} "$RUNNER_TEMP/report.md" | iconv --from-code=UTF-8 --to-code=UTF-8 -c > "$RUNNER_TEMP/body.md" || true
gh pr create --head "$BRANCH" --title "Update the pages of the EvoLink API" --body-file "$RUNNER_TEMP/body.md" ||
  gh pr edit "$BRANCH" --body-file "$RUNNER_TEMP/body.md"`;

/** A workflow of GitHub. Paths reach its scripts as variables, so that no path can be read as a command. */
export function renderWorkflow({ folder, pages, lock, out, manager }: WorkflowFacts): string {
  const { setup, install, exec } = manager;
  const env = { PAGES: pages, LOCK: lock, OUT: out, BRANCH: "evolink-openapi/update" };
  const workflow = {
    name: "Update the EvoLink client",
    on: { schedule: [{ cron: "23 4 * * 1" }], workflow_dispatch: {} },
    permissions: { contents: "write", "pull-requests": "write" },
    concurrency: { group: "evolink-openapi-update" },
    jobs: {
      update: {
        "runs-on": "ubuntu-latest",
        "timeout-minutes": 30,
        env,
        ...(folder !== "" && { defaults: { run: { "working-directory": folder } } }),
        steps: [
          // No package that is installed finds the token: the last step alone has it.
          { uses: CHECKOUT, with: { "persist-credentials": false } },
          ...setup,
          { run: install },
          { name: "Fetch the pages again", id: "update", "continue-on-error": true, run: update(exec) },
          { name: "Generate the client", run: `${exec} evolink-openapi generate` },
          { name: "Report what changed", run: report(exec) },
          // biome-ignore lint/suspicious/noTemplateCurlyInString: An expression of GitHub, which fills it in.
          { name: "Open a pull request", env: { GH_TOKEN: "${{ github.token }}" }, run: PROPOSE },
          {
            name: "Fail where a page could not be updated",
            if: "steps.update.outcome == 'failure'",
            run: 'cat "$RUNNER_TEMP/pages.txt" && exit 1',
          },
        ],
      },
    },
  };
  return HEADER + stringify(workflow, { lineWidth: 0 });
}
