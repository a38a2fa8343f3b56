// What `vsce package` packed: everything that the manifest names, and no sources.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");

const manifest = require("../package.json");
const root = path.join(__dirname, "..");

test("the package holds what the manifest names", () => {
  // The names of the files stand in a ZIP archive as they are.
  const packed = fs.readFileSync(path.join(root, `mig-${manifest.version}.vsix`), "latin1");
  const { languages, grammars, snippets } = manifest.contributes;
  const named = [manifest.main, manifest.icon, languages[0].configuration, grammars[0].path, snippets[0].path, "dist/picture.js"];
  for (const file of named) {
    assert.ok(packed.includes(`extension/${file.replace("./", "")}`), file);
  }
  assert.ok(packed.length < 1 << 20, `${packed.length} bytes`);
  for (const other of ["extension/src/", "extension/node_modules/", "extension/test/"]) {
    assert.ok(!packed.includes(other), other);
  }
});

test("the icon is a square of 256 pixels", () => {
  const png = fs.readFileSync(path.join(root, manifest.icon));
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
});
