// The folder for Vim in Neovim: file type, highlighting, indentation, `:make`, and the language server.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = at("../../examples/polonia/polonia.mig");
const folder = mkdtempSync(join(tmpdir(), "mig-vim-"));
after(() => rmSync(folder, { recursive: true }));
symlinkSync(process.env.MIGC ?? at("../../target/debug/migc"), join(folder, "migc"));

/** What Neovim prints for an expression of Vim, after some commands; nothing of the user's settings is read. */
function nvim(file, expression, ...commands) {
  const print = `call writefile([json_encode(${expression})], '${join(folder, "out")}')`;
  const args = ["--headless", "-n", "-i", "NONE", "-u", "NONE", "--cmd", `set runtimepath^=${at("../vim")}`];
  args.push("-c", "filetype plugin indent on | syntax on", "-c", `edit ${file}`);
  const PATH = `${folder}${delimiter}${process.env.PATH}`;
  args.push(...[...commands, print, "qall!"].flatMap((command) => ["-c", command]));
  execFileSync("nvim", args, { env: { ...process.env, PATH, HOME: folder, XDG_STATE_HOME: folder }, timeout: 60_000 });
  return JSON.parse(readFileSync(join(folder, "out"), "utf8"));
}

test("a file that ends in .mig is Mig, and its words are shown", () => {
  const group = (line, column) => `synIDattr(synID(${line}, ${column}, 1), 'name')`;
  const table = readFileSync(program, "utf8").split("\n").findIndex((line) => line.startsWith("table ")) + 1;
  assert.deepEqual(nvim(program, `[&filetype, ${group(1, 1)}, ${group(1, 6)}, ${group(table, 1)}, ${group(4, 1)}]`), [
    "mig",
    "migStatement",
    "migEngine",
    "migStatement",
    "migComment",
  ]);
});

test("lines that are typed are indented", () => {
  const file = join(folder, "typed.mig");
  writeFileSync(file, "table a -> b {\nx\n-> y\nz\n}\n");
  const lines = nvim(file, "getline(1, '$')", "normal! gg=G");
  assert.deepEqual(lines, ["table a -> b {", "  x", "    -> y", "  z", "}"]);
});

test("`:make` fills the quickfix list with what migc finds", () => {
  const found = nvim(program, "map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.type, v:val.nr]')", "silent make!");
  assert.deepEqual(found.map(([name, , type, number]) => [name.split("/").pop(), type, number]), [["polonia.mig", "w", 601]]);
  assert.match(readFileSync(program, "utf8").split("\n")[found[0][1] - 1], /temat /);
});

test("the language server is attached, and its findings come", () => {
  const commands = ["lua require('migc').start()", "lua vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50)"];
  const found = nvim(program, "luaeval('vim.diagnostic.get(0)')", ...commands);
  assert.equal(found.length, 1);
  assert.match(found[0].message, /does not always fit/);
});
