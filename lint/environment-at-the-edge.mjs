import { isName, isProperty } from './nodes.mjs';

const MESSAGE = 'only src/main.ts, src/config.ts and src/cli/ read the environment: take the value from ctx.config';

/** Reports process.env, however it is reached, in files that should be told their settings. */
export const environmentAtTheEdge = {
  create(context) {
    return {
      MemberExpression(node) {
        if (isProperty(node, 'process', 'env')) context.report({ node, message: MESSAGE });
      },
      VariableDeclarator(node) {
        if (!isName(node.init, 'process') || node.id.type !== 'ObjectPattern') return;
        if (node.id.properties.some((property) => isName(property.key, 'env')))
          context.report({ node, message: MESSAGE });
      },
      ImportDeclaration(node) {
        if (node.source.value !== 'node:process' && node.source.value !== 'process') return;
        if (node.specifiers.some((specifier) => isName(specifier.imported, 'env')))
          context.report({ node, message: MESSAGE });
      },
    };
  },
};
