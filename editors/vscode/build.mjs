// Makes dist/: the extension, and apart from it the drawing of plans, which is large and seldom needed.
import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts", "src/picture.ts"],
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  external: ["vscode", "./picture.js"],
  logLevel: "warning",
});
