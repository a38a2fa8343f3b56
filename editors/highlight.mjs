// Prints a program in the colours of the TextMate grammar, as VS Code shows it: `node editors/highlight.mjs FILE`.

import { readFileSync } from "node:fs";
import { createHighlighter } from "shiki";

const [file] = process.argv.slice(2);
const grammar = JSON.parse(readFileSync(new URL("vscode/syntaxes/mig.tmLanguage.json", import.meta.url), "utf8"));
const theme = "github-dark";
const highlighter = await createHighlighter({ themes: [theme], langs: ["sql", { ...grammar, name: "mig" }] });
const { tokens } = highlighter.codeToTokens(readFileSync(file, "utf8").trimEnd(), { lang: "mig", theme });
for (const line of tokens) {
  const parts = line.map(({ content, color }) => {
    const [red, green, blue] = color.match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16));
    return `\x1b[38;2;${red};${green};${blue}m${content}\x1b[0m`;
  });
  console.log(parts.join(""));
}
