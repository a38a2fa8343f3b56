import { instance } from "@viz-js/viz";

/** A graph in the language of Graphviz as SVG in the colours of the editor. Works offline. */
export async function draw(dot: string): Promise<string> {
  const viz = await instance();
  const svg = viz.renderString(dot, {
    format: "svg",
    graphAttributes: { bgcolor: "transparent", ranksep: 0.35, nodesep: 0.3 },
    nodeAttributes: { fontname: "sans-serif", fontsize: 11, style: "rounded" },
    edgeAttributes: { arrowsize: 0.7 },
  });
  return svg.slice(svg.indexOf("<svg"));
}
