import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { register } from "./commands";
import { command, environment, missing, run } from "./migc";

let client: LanguageClient | undefined;

/** Starts `migc lsp`. Highlighting, snippets and most commands work without it. */
async function start(watcher: vscode.FileSystemWatcher, output: vscode.OutputChannel): Promise<void> {
  if ((await run(["--version"])).code !== 0) {
    void missing();
    return;
  }
  const server = { command: command(), args: ["lsp"], options: { env: environment() } };
  client = new LanguageClient("mig", "Mig Language Server", server, {
    documentSelector: [{ scheme: "file", language: "mig" }],
    synchronize: { fileEvents: watcher },
  });
  await client.start().catch((error: unknown) => output.appendLine(`the language server did not start: ${error}`));
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  // One that did not start cannot be stopped.
  if (running?.needsStop()) {
    await running.dispose();
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Mig");
  // The server reads the schemas too.
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.{mig,sql}");
  const restart = async () => {
    await stop();
    await start(watcher, output);
  };
  context.subscriptions.push(
    output,
    watcher,
    ...register(output),
    vscode.commands.registerCommand("mig.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("mig") && void restart()),
  );
  await start(watcher, output);
}

export function deactivate(): Promise<void> {
  return stop();
}
