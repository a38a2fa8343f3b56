// The packed code of the extension against a stub of `vscode` and the real `migc`, which the variable MIGC names.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { after, before, beforeEach, test } = require("node:test");

const stub = path.join(__dirname, "support/vscode.cjs");
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === "vscode" ? stub : resolve(name, ...rest));
const vscode = require("vscode");
const { recorded } = vscode;
const extension = require("../dist/extension.js");

const ROOT = path.join(__dirname, "../../..");
const PROGRAM = path.join(ROOT, "examples/polonia/polonia.mig");
const MIGC = process.env.MIGC ?? path.join(ROOT, "target/debug/migc");

/** Opens a file as the editor in front. */
function open(file) {
  const opened = vscode.document(vscode.Uri.file(file), "mig", fs.readFileSync(file, "utf8"));
  vscode.workspace.textDocuments.push(opened);
  vscode.window.activeTextEditor = { document: opened };
  vscode.events.onDidOpenTextDocument.fire(opened);
  return opened;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mig-vscode-"));
const context = { subscriptions: [] };

before(async () => {
  assert.ok(fs.existsSync(MIGC), `build migc first: ${MIGC} is not there`);
  recorded.settings["mig.path"] = MIGC;
  await extension.activate(context);
});

after(async () => {
  await extension.deactivate();
  for (const one of context.subscriptions) {
    one.dispose();
  }
  fs.rmSync(folder, { recursive: true });
});

beforeEach(() => {
  recorded.messages.length = 0;
});

test("every command of the manifest is there", () => {
  const { contributes } = require("../package.json");
  for (const { command } of contributes.commands) {
    assert.ok(recorded.commands.has(command), command);
  }
});

test("check shows what migc finds", async () => {
  open(PROGRAM);
  await recorded.commands.get("mig.check")();
  const { text } = recorded.channels.get("Mig");
  assert.match(text, /warning\[M0601\]/);
  assert.match(text, /polonia\.mig:\d+/);
});

test("compile asks for the engine, that of `into` first, and shows the script", async () => {
  open(PROGRAM);
  let offered;
  recorded.pick = (choices) => (offered = choices)[0];
  await recorded.commands.get("mig.compile")();
  assert.deepEqual(offered, ["mysql", "postgres", "sqlite"]);
  const script = recorded.shown.pop();
  assert.equal(script.languageId, "sql");
  assert.match(script.getText(), /insert into/i);
});

test("a program that does not compile shows its findings and no script", async () => {
  const file = path.join(folder, "broken.mig");
  fs.writeFileSync(file, 'from mysql "old.sql"\ninto postgres "new.sql"\ntable a -> b {\n  x ->\n}\n');
  fs.writeFileSync(path.join(folder, "old.sql"), "create table a (x int primary key);\n");
  fs.writeFileSync(path.join(folder, "new.sql"), "create table b (x int primary key);\n");
  open(file);
  let offered;
  recorded.pick = (choices) => (offered = choices)[0];
  await recorded.commands.get("mig.compile")();
  assert.equal(offered[0], "postgres");
  assert.equal(recorded.shown.length, 0);
  assert.match(recorded.channels.get("Mig").text, /error\[M01/);
});

test("the plan is a picture without scripts, drawn anew when the program is saved", async () => {
  const opened = open(PROGRAM);
  await recorded.commands.get("mig.showPlan")();
  const [panel] = recorded.panels;
  assert.equal(panel.title, "Plan of polonia.mig");
  assert.match(panel.webview.html, /<svg[^>]*>[^]*10\. akcje[^]*<\/svg>/);
  assert.match(panel.webview.html, /default-src 'none'/);
  assert.doesNotMatch(panel.webview.html, /<script|https?:\/\/(?!www\.w3\.org)/);

  panel.webview.html = "";
  vscode.events.onDidSaveTextDocument.fire(opened);
  await recorded.until(() => panel.webview.html.includes("<svg"), "the picture");
  await recorded.commands.get("mig.showPlan")();
  assert.equal(recorded.panels.length, 1, "the panel is used again");
  panel.dispose();
  await recorded.commands.get("mig.showPlan")();
  assert.equal(recorded.panels.length, 2, "a closed panel is not");
});

test("the plan of a program with errors is the findings", async () => {
  open(path.join(folder, "broken.mig"));
  await recorded.commands.get("mig.showPlan")();
  assert.match(recorded.panels.at(-1).webview.html, /<pre>[^]*M01/);
});

test("URLs come from the variables that the settings name", async () => {
  const file = path.join(folder, "live.mig");
  fs.writeFileSync(file, "from sqlite\ninto sqlite\ncopy a\n");
  open(file);
  recorded.settings["mig.from.urlVariable"] = "OLD_SHOP_URL";
  process.env.OLD_SHOP_URL = "sqlite:/nowhere/old.db";
  await recorded.commands.get("mig.check")();
  assert.match(recorded.channels.get("Mig").text, /nowhere\/old\.db/);
});

test("format is the editor's own command, which asks the language server", async () => {
  open(PROGRAM);
  await recorded.commands.get("mig.format")();
  assert.deepEqual(recorded.executed.pop(), ["editor.action.formatDocument"]);
});

test("the language server says what is wrong as one types, and no more when it is mended", async () => {
  const file = path.join(folder, "typed.mig");
  fs.writeFileSync(file, 'from mysql "old.sql"\ninto postgres "new.sql"\ntable a -> b {\n  y -> x\n}\n');
  const opened = open(file);
  const found = (count) => () => {
    const diagnostics = recorded.diagnostics.get(opened.uri.toString());
    return diagnostics?.length === count && diagnostics;
  };
  const [first] = await recorded.until(() => found(1)() || found(2)(), "a finding");
  assert.equal(first.range.start.line, 3);
  assert.match(first.message, /`y`/);
  opened.set(opened.getText().replace("y ->", "x ->"));
  await recorded.until(found(0), "no finding");
});

test("the language server completes, formats and shows what is under the pointer", async () => {
  const opened = open(PROGRAM);
  const token = new vscode.CancellationTokenSource().token;
  const line = opened.getText().split("\n").findIndex((text) => text.includes("tresc        -> body"));
  const ask = (name, method, ...args) =>
    recorded.until(() => recorded.providers.get(name), name).then((provider) => provider[method](opened, ...args));
  const hover = await ask("registerHoverProvider", "provideHover", new vscode.Position(line, 4), token);
  assert.match(JSON.stringify(hover), /tresc/);
  const position = new vscode.Position(line, 18);
  const completed = await ask("registerCompletionItemProvider", "provideCompletionItems", position, token, {});
  const labels = (completed.items ?? completed).flatMap(({ given }) => given);
  assert.ok(labels.includes("body"), labels.join());
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await ask("registerDocumentFormattingEditProvider", "provideDocumentFormattingEdits", options, token);
  assert.ok(Array.isArray(edits));
});

test("without a program in front, a command says what it wants", async () => {
  vscode.window.activeTextEditor = undefined;
  await recorded.commands.get("mig.check")();
  assert.deepEqual(recorded.messages, ["open a .mig file first"]);
});

test("a server that does not start is started anew", async () => {
  const dumb = path.join(folder, "dumb-migc");
  fs.writeFileSync(dumb, '#!/bin/sh\n[ "$1" = --version ]\n', { mode: 0o755 });
  recorded.settings["mig.path"] = dumb;
  await recorded.commands.get("mig.restart")();
  assert.match(recorded.channels.get("Mig").text, /the language server did not start/);
  recorded.settings["mig.path"] = MIGC;
  await recorded.commands.get("mig.restart")();
});

test("without migc, a message says how to get it", async () => {
  recorded.settings["mig.path"] = path.join(folder, "no-migc");
  await recorded.commands.get("mig.restart")();
  const said = recorded.messages.some((text) => /no-migc` could not be started: install it/.test(text));
  assert.ok(said, recorded.messages.join());
  recorded.settings["mig.path"] = MIGC;
});
