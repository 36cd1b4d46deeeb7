// A plugin of Stryker, which Node loads as it is.

/** Two words in a row: a sentence for people, whose words are no rule. A key such as `${name} ${place}` is one. */
const PROSE = /\p{L}{2,}[,:]? \p{L}+/u;

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "prose",
    value: {
      shouldIgnore(path) {
        const isProse =
          (path.isStringLiteral() && PROSE.test(path.node.value)) ||
          (path.isTemplateLiteral() && path.node.quasis.some(({ value }) => PROSE.test(value.raw)));
        return isProse ? "a sentence for people" : undefined;
      },
    },
  },
];
