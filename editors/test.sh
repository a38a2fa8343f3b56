#!/usr/bin/env bash
# Tests what of the editors cargo does not: the extension for VS Code, packed, against the real migc; the TextMate grammar; the
# grammar for highlight.js; the folder for Vim; the binding of the tree-sitter grammar for Node. Needs node, npm and nvim.
set -euo pipefail
cd "$(dirname "$0")"

# Installed again only when the list of packages changes. No package runs a program of its own to install itself.
if ! cmp -s package-lock.json node_modules/.installed; then
    echo "editors: installing packages from npm"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel error
    cp package-lock.json node_modules/.installed
fi

cargo build --quiet
MIGC="$(cd .. && cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/migc"
export MIGC

echo "editors: packing the extension for VS Code"
npm run --silent --workspace vscode package
echo "editors: scopes of the TextMate grammar"
npm run --silent --workspace vscode test:scopes
echo "editors: the rest"
node --test test/*.test.* vscode/test/*.test.*
