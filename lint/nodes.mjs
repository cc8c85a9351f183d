/** Tells whether a node is the plain identifier `name`. */
export function isName(node, name) {
  return node?.type === 'Identifier' && node.name === name;
}

/** Tells whether a node reads `object.property`, also as `globalThis.object.property` or `object['property']`. */
export function isProperty(node, object, property) {
  if (node?.type !== 'MemberExpression') return false;
  const read = node.computed ? node.property.value === property : isName(node.property, property);
  return read && (isName(node.object, object) || isProperty(node.object, 'globalThis', object));
}
