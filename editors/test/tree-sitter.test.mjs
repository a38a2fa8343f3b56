// The binding for Node, built as `node-gyp` would, against the headers that a package carries. The tests of the crate read programs
// with the same parser; the library that would read them here is built for newer systems than Debian's stable ones.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { types } from "node:util";

const require = createRequire(import.meta.url);
const editors = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tree-sitter-mig-"));
after(() => rmSync(folder, { recursive: true }));

test("the binding is built and loaded", async () => {
  const source = join(editors, "tree-sitter-mig");
  for (const part of ["bindings/node", "queries", "src", "package.json"]) {
    cpSync(join(source, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(editors, "node_modules"), join(folder, "node_modules"));
  const built = join(folder, "build/Release");
  mkdirSync(built, { recursive: true });
  const headers = [join(dirname(require.resolve("node-api-headers/package.json")), "include"), require("node-addon-api").include_dir];
  const flags = ["-O0", "-fPIC", "-Isrc", ...headers.map((path) => `-I${path.replaceAll('"', "")}`)];
  const run = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: "inherit" });
  run("cc", ...flags, "-std=c11", "-c", "src/parser.c", "src/scanner.c");
  run("c++", ...flags, "-std=c++17", "-DNAPI_CPP_EXCEPTIONS", "-c", "bindings/node/binding.cc");
  run("c++", "-shared", "parser.o", "scanner.o", "binding.o", "-o", join(built, "tree_sitter_mig_binding.node"));

  const { default: mig } = await import(join(folder, "bindings/node/index.js"));
  assert.ok(types.isExternal(mig.language));
  assert.ok(mig.nodeTypeInfo.some(({ type }) => type === "source_file"));
  for (const query of ["HIGHLIGHTS_QUERY", "INJECTIONS_QUERY", "LOCALS_QUERY"]) {
    assert.match(mig[query], /@/);
  }
});
