// The picture of the README is made of what this prints.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const at = (path) => new URL(path, import.meta.url);

test("a program is printed as it is, in colours, and the picture shows the same", () => {
  const program = at("../../examples/polonia/polonia.mig").pathname;
  const printed = execFileSync(process.execPath, [at("../highlight.mjs").pathname, program], { encoding: "utf8" });
  assert.equal(printed.replace(/\x1b\[[\d;]*m/g, ""), readFileSync(program, "utf8"));
  const colors = new Set([...printed.matchAll(/\x1b\[38;2;([\d;]+)m/g)].map(([, color]) => color));
  assert.ok(colors.size >= 5, [...colors].join());

  const picture = readFileSync(at("../../docs/pictures/polonia.svg"), "utf8");
  const shown = printed.slice(printed.search(/[^\n]*table[^\n]*posty/));
  for (const [, red, green, blue, text] of shown.matchAll(/\x1b\[38;2;(\d+);(\d+);(\d+)m\s*([^\x1b ]+)/g)) {
    const color = [red, green, blue].map((part) => Number(part).toString(16).padStart(2, "0")).join("");
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    assert.ok(picture.includes(`fill="#${color}">${escaped}`), `${text} in #${color}: run docs/pictures/make`);
  }
});
