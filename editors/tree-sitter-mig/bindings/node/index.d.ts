/** The language, for `new Parser().setLanguage(...)` of the package `tree-sitter`. */
declare const binding: {
  /** The generated parser. */
  language: unknown;
  /** The kinds of nodes and their fields. */
  nodeTypeInfo: object[];
  /** The query for highlighting. */
  HIGHLIGHTS_QUERY: string;
  /** The query that finds SQL in `sql"..."`. */
  INJECTIONS_QUERY: string;
  /** The query for scopes, definitions and references. */
  LOCALS_QUERY: string;
};

export default binding;
