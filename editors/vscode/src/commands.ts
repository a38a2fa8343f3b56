import * as path from "node:path";
import * as vscode from "vscode";
import { missing, run } from "./migc";
import { Plans } from "./plan";

const ENGINES = ["mysql", "postgres", "sqlite"];

/** The program in front, saved; `migc` reads files. */
async function program(): Promise<vscode.TextDocument | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "mig" || document.uri.scheme !== "file") {
    void vscode.window.showInformationMessage("open a .mig file first");
    return undefined;
  }
  return (await document.save()) ? document : undefined;
}

/** The engine of the script: the one that `into` names stands first. */
async function engine(document: vscode.TextDocument): Promise<string | undefined> {
  const into = /^\s*into\s+(\w+)/m.exec(document.getText())?.[1] ?? "";
  const choices = [...ENGINES].sort((a, b) => Number(b === into) - Number(a === into));
  return vscode.window.showQuickPick(choices, { placeHolder: "The engine that runs the script" });
}

/** The commands of the extension. */
export function register(output: vscode.OutputChannel): vscode.Disposable[] {
  const plans = new Plans();

  /** Runs `migc` on the program; shows what it says where it does not succeed. */
  async function tell(verb: string, document: vscode.TextDocument, args: string[]): Promise<string | undefined> {
    const file = document.uri.fsPath;
    const done = await run([verb, path.basename(file), ...args], path.dirname(file));
    if (done.code === undefined) {
      await missing();
      return undefined;
    }
    if (done.code !== 0 || verb === "check") {
      output.clear();
      output.append(done.stdout + done.stderr || `${path.basename(file)}: nothing found\n`);
      output.show(true);
    }
    return done.code === 0 ? done.stdout : undefined;
  }

  const commands: Record<string, (document: vscode.TextDocument) => Promise<unknown>> = {
    "mig.check": (document) => tell("check", document, []),
    "mig.showPlan": (document) => plans.show(document.uri.fsPath),
    "mig.compile": async (document) => {
      const to = await engine(document);
      const script = to && (await tell("compile", document, ["--to", to]));
      if (script) {
        const opened = await vscode.workspace.openTextDocument({ language: "sql", content: script });
        await vscode.window.showTextDocument(opened, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
      }
    },
    "mig.format": () => Promise.resolve(vscode.commands.executeCommand("editor.action.formatDocument")),
  };
  const registered = Object.entries(commands).map(([name, act]) =>
    vscode.commands.registerCommand(name, async () => {
      const document = await program();
      if (document) {
        await act(document);
      }
    }),
  );
  return [plans, ...registered];
}
