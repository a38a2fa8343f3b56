// The grammar for highlight.js shows words where they are words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import hljs from "highlight.js/lib/core";
import sql from "highlight.js/lib/languages/sql";
import mig, { WORDS } from "../highlightjs/mig.js";

hljs.registerLanguage("sql", sql);
hljs.registerLanguage("mig", mig);

const html = (program) => hljs.highlight(program, { language: "mig" }).value;
const file = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** What is shown with a scope: pairs of scope and text. */
function shown(program) {
  const found = new Set();
  for (const [, scope, text] of html(program).matchAll(/<span class="hljs-([\w-]+)[^"]*">([^<]*)<\/span>/g)) {
    found.add(`${scope} ${text.trim()}`);
  }
  return found;
}

const INNER = `
from mysql "a.dump" database d schema s prefix "p_" encoding latin2 engine innodb
map kinds from "kinds.csv" (a -> b)
reference a.b split "," unless 0 to c.d
require a before b because "why"
check "all" count(* from old.a where b = 1) = 0 else note
before run "x"
view v(a) { b(c) }
let x = false or min(a)
table a
  left join b on a.id = b.id
  group by a.id having count(*) > 1
  -> c {
  order by a desc, b asc
  unique a keep first by b
  unique a keep last by b
  unique a rename b by c
  merge a keep first by b
  match a update
  new b { c -> d } -> e
}
table a each (1, b), (2, c) as d -> g { d }
`;

test("every word is shown in some program", () => {
  const found = [...shown(INNER + file("tests/syntax/all.mig"))];
  const texts = new Set(found.flatMap((pair) => pair.split(/[^\w]+/)));
  const { statements, clauses, policies, reserved, inner, aggregates } = WORDS;
  for (const word of [statements, clauses, policies, reserved, inner, aggregates].join(" ").split(" ")) {
    assert.ok(word === "f" || texts.has(word), `\`${word}\` is shown nowhere`);
  }
});

test("functions, types and engines are shown where they are called or named", () => {
  for (const name of WORDS.functions.split(" ")) {
    assert.ok(shown(`let x = ${name}(a)`).has(`built_in ${name}`), name);
    assert.ok(!html(`let x = ${name} + 1`).includes(`>${name}<`), name);
  }
  for (const name of WORDS.types.split(" ")) {
    assert.ok(shown(`let x = a as ${name}`).has(`type ${name}`), name);
    assert.ok(shown(`param x ${name}`).has(`type ${name}`), name);
  }
  for (const name of WORDS.engines.split(" ")) {
    assert.ok(shown(`from ${name} "x"`).has(`type ${name}`), name);
  }
});

test("columns that are called like words are plain", () => {
  const block = (line) => html(`table a -> b {\n  ${line}\n}`).split("\n")[1];
  assert.doesNotMatch(block("key -> order"), /keyword/);
  assert.doesNotMatch(block("where = 1 -> first"), /keyword/);
  assert.doesNotMatch(block("t.where -> t"), /keyword/);
  assert.doesNotMatch(block("`case` -> x"), /keyword/);
  assert.match(block("key a, b"), /^ *<span class="hljs-keyword">key<\/span> a/);
  assert.match(block("where (a = 1)"), /keyword">where</);
  assert.doesNotMatch(block("where(a) -> b"), /keyword/);
  assert.match(block("a -> b or skip"), /literal">skip</);
  assert.doesNotMatch(block("a -> b or skip + 1"), /literal/);
});

test("texts hold what they hold", () => {
  assert.match(html('let x = "a -- b \\n"'), /string">&quot;a -- b <span class="hljs-char escape_">\\n/);
  assert.match(html('let x = f"a {lower(b)} c"'), /subst">\{<span class="hljs-built_in">lower<\/span>\(b\)\}/);
  assert.match(html('after sql"update t\n  set a = {b}"\nafter note "x"'), /keyword">set<[^]*subst">\{b\}[^]*keyword">after<\/span> <span class="hljs-keyword">note</);
  assert.match(html("copy a -- it's"), /comment">-- it&#x27;s/);
});

test("whole programs: each word at the margin begins a statement", () => {
  for (const path of ["examples/polonia/polonia.mig", "examples/haiti/haiti.mig", "tests/syntax/all.mig"]) {
    for (const line of html(file(path)).split("\n")) {
      assert.doesNotMatch(line, /^[a-z]/, `${path}: ${line}`);
    }
  }
});
