/** Where a generated file comes from, for its first two lines. */
export interface Origin {
  /** What it was made from, as a person would look for it, such as `spec/pages`. */
  from: string;
  /** What to change instead of the file. */
  edit: string;
}

/** The two lines that open every generated file. */
export function renderHeader({ from, edit }: Origin, comment: "//" | "#"): string {
  return [
    `${comment} Made by \`npm run generate\` from ${from}. Do not edit.\n`,
    `${comment} To change it: ${edit}, then run \`npm run generate\` again.\n\n`,
  ].join("");
}
