/** The engine's own HTML, let through by name: what is not on the lists below is left out. */

const ELEMENTS = new Set(["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr",
  "th", "td", "section", "article", "div", "p", "span", "strong", "em", "b", "i", "small", "sup",
  "sub", "br", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption",
  "svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "title",
  "desc"]);
const ATTRIBUTES = new Set(["class", "scope", "colspan", "rowspan", "data-cell", "role", "lang",
  "span", "viewbox", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry",
  "width", "height", "d", "points", "transform", "fill", "stroke", "stroke-width",
  "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "text-anchor", "font-size",
  "font-weight", "dominant-baseline", "preserveaspectratio", "opacity"]);

/**
 * HTML as elements of this page: no script, no listener, no style, no address.
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function cleaned(html) {
  const read = new DOMParser().parseFromString(html, "text/html");
  const clean = document.createDocumentFragment();
  clean.append(...allowed(read.body.childNodes));
  return clean;
}

/** @param {NodeListOf<ChildNode>} nodes @returns {Node[]} */
function allowed(nodes) {
  return [...nodes].flatMap((node) => {
    if (node instanceof Text) return [document.createTextNode(node.data)];
    return node instanceof Element ? copied(node) : [];
  });
}

/** @param {Element} element @returns {Node[]} */
function copied(element) {
  if (!ELEMENTS.has(element.localName.toLowerCase())) return [];
  const copy = document.createElementNS(element.namespaceURI, element.localName);
  for (const { name, value } of element.attributes) {
    if (isAllowed(name, value)) copy.setAttribute(name, value);
  }
  copy.append(...allowed(element.childNodes));
  return [copy];
}

/** @param {string} name @param {string} value */
function isAllowed(name, value) {
  const known = ATTRIBUTES.has(name.toLowerCase()) || /^aria-[a-z]+$/.test(name);
  return known && !/url\s*\(|javascript:/i.test(value);
}
