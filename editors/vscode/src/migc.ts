import { execFile } from "node:child_process";
import * as vscode from "vscode";

/** What a run of `migc` gave. */
export interface Output {
  /** 0 done, 1 findings, 2 failure; undefined where it could not be started. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** The program, as the settings say. */
export function command(): string {
  return vscode.workspace.getConfiguration("mig").get<string>("path") || "migc";
}

/**
 * The environment of `migc`. Settings name variables that hold the URLs, and never the URLs, which hold passwords.
 */
export function environment(): NodeJS.ProcessEnv {
  const settings = vscode.workspace.getConfiguration("mig");
  const env = { ...process.env };
  for (const side of ["from", "into"]) {
    const name = settings.get<string>(`${side}.urlVariable`);
    const url = name && process.env[name];
    if (url) {
      env[`MIGC_${side.toUpperCase()}_URL`] = url;
    }
  }
  return env;
}

/** Runs `migc` in a folder. */
export function run(args: string[], cwd?: string): Promise<Output> {
  return new Promise((resolve) => {
    const options = { cwd, env: environment(), maxBuffer: 256 << 20 };
    const child = execFile(command(), args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      resolve({ code, stdout, stderr: stderr || (code === undefined ? String(error) : "") });
    });
    child.stdin?.end();
  });
}

/** Says that `migc` could not be started, and where to say where it is. */
export async function missing(): Promise<void> {
  const settings = "Open settings";
  const message = `\`${command()}\` could not be started: install it with \`cargo install --path .\` in the repository of Mig, or set its path`;
  if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "mig.path");
  }
}
