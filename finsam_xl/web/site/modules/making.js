/** Elements made in one expression. Text is always text: nothing here reads HTML. */

/** @typedef {Node|string|number|null|undefined|false} Child */
/** @typedef {Record<string, string|number|boolean|null|undefined|((event: any) => void)>} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element with attributes, listeners (`onclick: …`) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  dress(element, attributes, children);
  return element;
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {SVGElement}
 */
export function draw(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  dress(element, attributes, children);
  return element;
}

/** @param {Element} element @param {Attributes} attributes @param {(Child|Child[])[]} children */
function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter(present));
}

/** @param {Child} child @returns {child is Node|string} */
function present(child) {
  return child != null && child !== false && child !== "";
}

/**
 * The element with an id, of the kind it is known to be.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is missing`);
  return found;
}

/** Say something to those who listen rather than look. @param {string} sentence */
export function speak(sentence) {
  byId("spoken", HTMLElement).textContent = sentence;
}
