// As much of the module `vscode` as the extension and the language client ask for. It records what they do with it: the tests
// look at `recorded`. What is not here is made when it is asked for: classes that keep what they are given, events that never come, and
// registrations that can be disposed of.

const { pathToFileURL, fileURLToPath } = require("node:url");

const recorded = {
  settings: {},
  commands: new Map(),
  executed: [],
  channels: new Map(),
  panels: [],
  shown: [],
  messages: [],
  diagnostics: new Map(),
  providers: new Map(),
  pick: (choices) => choices[0],
  /** Waits until `ready` gives something. */
  async until(ready, what) {
    for (let waited = 0; waited < 20_000; waited += 20) {
      const found = ready();
      if (found) {
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`waited in vain for ${what}`);
  },
};

const disposable = () => ({ dispose() {} });

class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.split(":")[0];
    this.path = this.scheme === "file" ? new URL(text).pathname : text;
    this.fsPath = this.scheme === "file" ? fileURLToPath(text) : text;
  }
  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }
  static parse(text) {
    return new Uri(text);
  }
  toString() {
    return this.text;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(a, b, c, d) {
    const [start, end] = c === undefined ? [a, b] : [new Position(a, b), new Position(c, d)];
    Object.assign(this, { start, end });
  }
}

class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, self) => {
    const call = (value) => listener.call(self, value);
    this.listeners.add(call);
    return { dispose: () => this.listeners.delete(call) };
  };
  fire(value) {
    for (const listener of [...this.listeners]) {
      listener(value);
    }
  }
  dispose() {
    this.listeners.clear();
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: disposable };
  cancel() {}
  dispose() {}
}

class Disposable {
  constructor(dispose) {
    this.dispose = dispose ?? (() => {});
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendMarkdown(text) {
    this.value += text;
    return this;
  }
  appendCodeblock(text) {
    this.value += text;
    return this;
  }
}

/** A document of a file or of a text. */
function document(uri, languageId, text) {
  const self = {
    uri,
    languageId,
    version: 1,
    isDirty: false,
    isClosed: false,
    fileName: uri.fsPath,
    getText: () => text,
    save: async () => true,
    set(changed) {
      const lines = text.split("\n");
      const range = new Range(0, 0, lines.length - 1, lines.at(-1).length);
      const contentChanges = [{ range, rangeOffset: 0, rangeLength: text.length, text: changed }];
      text = changed;
      self.version += 1;
      events.onDidChangeTextDocument.fire({ document: self, contentChanges });
    },
  };
  return self;
}

const events = {
  onDidOpenTextDocument: new EventEmitter(),
  onDidChangeTextDocument: new EventEmitter(),
  onDidSaveTextDocument: new EventEmitter(),
  onDidCloseTextDocument: new EventEmitter(),
  onDidChangeConfiguration: new EventEmitter(),
};

/** An object whose other members are made up: functions that give something to dispose of. */
function madeUp(known) {
  return new Proxy(known, {
    get: (target, name) => (name in target || typeof name === "symbol" ? target[name] : disposable),
  });
}

const workspace = madeUp({
  ...Object.fromEntries(Object.entries(events).map(([name, emitter]) => [name, emitter.event])),
  textDocuments: [],
  notebookDocuments: [],
  workspaceFolders: undefined,
  isTrusted: true,
  getConfiguration: (section) => ({
    get: (name, otherwise) => recorded.settings[`${section}.${name}`] ?? otherwise,
  }),
  createFileSystemWatcher: () =>
    madeUp({ onDidCreate: disposable, onDidChange: disposable, onDidDelete: disposable, dispose() {} }),
  openTextDocument: async ({ language, content }) => document(Uri.parse("untitled:new"), language, content),
  getWorkspaceFolder: () => undefined,
  fs: madeUp({ isWritableFileSystem: () => true }),
});

function channel(name) {
  const self = madeUp({ name, text: "", dispose() {} });
  self.append = (text) => (self.text += text);
  self.appendLine = (text) => (self.text += `${text}\n`);
  self.clear = () => (self.text = "");
  for (const level of ["trace", "debug", "info", "warn", "error"]) {
    self[level] = (text) => (self.text += `${text}\n`);
  }
  recorded.channels.set(name, self);
  return self;
}

const message = async (text) => void recorded.messages.push(text);

const window = madeUp({
  activeTextEditor: undefined,
  visibleTextEditors: [],
  tabGroups: madeUp({ all: [], onDidChangeTabs: disposable }),
  createOutputChannel: channel,
  showErrorMessage: message,
  showWarningMessage: message,
  showInformationMessage: message,
  showQuickPick: async (choices) => recorded.pick(choices),
  showTextDocument: async (opened) => void recorded.shown.push(opened),
  createWebviewPanel: (_type, title) => {
    const closed = new EventEmitter();
    const panel = madeUp({ title, webview: { html: "" }, onDidDispose: closed.event, dispose: () => closed.fire() });
    recorded.panels.push(panel);
    return panel;
  },
});

const languages = madeUp({
  match: (selector, opened) => [selector].flat().some((s) => (s.language ?? s) === opened.languageId) ? 10 : 0,
  createDiagnosticCollection: () => {
    const set = (uri, found) => recorded.diagnostics.set(uri.toString(), found);
    return madeUp({ set, delete: (uri) => recorded.diagnostics.delete(uri.toString()), clear() {}, dispose() {} });
  },
});

/** Providers are recorded by the name of their registration. */
const recording = new Proxy(languages, {
  get: (target, name) =>
    typeof name === "string" && /^register\w+Provider$/.test(name)
      ? (_selector, provider) => (recorded.providers.set(name, provider), disposable())
      : target[name],
});

const commands = madeUp({
  registerCommand: (name, act) => {
    if (recorded.commands.has(name)) {
      throw new Error(`command '${name}' already exists`);
    }
    recorded.commands.set(name, act);
    return { dispose: () => recorded.commands.delete(name) };
  },
  executeCommand: async (...what) => void recorded.executed.push(what),
});

const known = {
  // Compiled modules take the object as it is, and do not copy what is in it.
  __esModule: true,
  Uri,
  Position,
  Range,
  Location,
  Diagnostic,
  EventEmitter,
  CancellationTokenSource,
  Disposable,
  MarkdownString,
  workspace,
  window,
  commands,
  languages: recording,
  env: madeUp({ appName: "the stub", language: "en", uiKind: 1 }),
  extensions: madeUp({ getExtension: () => undefined }),
  version: "1.91.0",
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  ViewColumn: { Beside: -2 },
  CodeActionKind: { Empty: { append: (value) => ({ value }) } },
  recorded,
  document,
  events,
};

const classes = new Map();
module.exports = new Proxy(known, {
  get(target, name) {
    if (name in target || typeof name === "symbol" || !/^[A-Z]/.test(name)) {
      return target[name];
    }
    if (!classes.has(name)) {
      const made = class {
        constructor(...given) {
          Object.assign(this, { given });
        }
      };
      classes.set(name, made);
    }
    return classes.get(name);
  },
});
