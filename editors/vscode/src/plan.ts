import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./migc";

const STYLE = `
  body { padding: 1em; }
  svg { max-width: 100%; height: auto; }
  svg text { fill: var(--vscode-editor-foreground); }
  svg polygon, svg path, svg ellipse { stroke: var(--vscode-editor-foreground); }
  svg .node polygon, svg .node path, svg .node ellipse { fill: var(--vscode-editorWidget-background); }
  svg .edge polygon { fill: var(--vscode-editor-foreground); }
  pre { font-family: var(--vscode-editor-font-family); white-space: pre-wrap; }
`;

/** A page without scripts that shows SVG or text. */
function page(body: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${STYLE}</style>`;
  return `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The plan of a program as a page: a picture, or what is wrong with the program. */
async function draw(file: string): Promise<string> {
  const { code, stdout, stderr } = await run(["plan", "--format", "dot", path.basename(file)], path.dirname(file));
  if (code !== 0) {
    return page(`<pre>${escape(stdout + stderr)}</pre>`);
  }
  const picture = await import("./picture.js");
  return page(await picture.draw(stdout));
}

/** The pictures that are open, drawn anew when their program is saved. */
export class Plans implements vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly saved = vscode.workspace.onDidSaveTextDocument(async (document) => {
    const panel = this.panels.get(document.uri.fsPath);
    if (panel) {
      panel.webview.html = await draw(document.uri.fsPath);
    }
  });

  async show(file: string): Promise<void> {
    const html = await draw(file);
    let panel = this.panels.get(file);
    if (panel) {
      panel.reveal(undefined, true);
    } else {
      const title = `Plan of ${path.basename(file)}`;
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      panel = vscode.window.createWebviewPanel("mig.plan", title, place, { enableScripts: false });
      panel.onDidDispose(() => this.panels.delete(file));
      this.panels.set(file, panel);
    }
    panel.webview.html = html;
  }

  dispose(): void {
    this.saved.dispose();
    for (const panel of this.panels.values()) {
      panel.dispose();
    }
  }
}
