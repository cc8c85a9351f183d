import { dirname, relative, resolve, sep } from 'node:path';
import { judgeImport } from './directions.mjs';

/** Reports imports that go against the directions of docs/architecture.md. */
export const importDirection = {
  create(context) {
    const from = repoPath(context, context.filename);

    function check(node, source, typeOnly) {
      if (typeof source?.value !== 'string') return;
      const name = source.value;
      const isPackage = !name.startsWith('.');
      const to = isPackage ? name : repoPath(context, resolve(dirname(context.filename), name));
      const message = judgeImport({ from, to, isPackage, typeOnly });
      if (message) context.report({ node, message });
    }

    return {
      ImportDeclaration: (node) => check(node, node.source, onlyTypes(node.importKind, node.specifiers, 'importKind')),
      ExportNamedDeclaration: (node) =>
        check(node, node.source, onlyTypes(node.exportKind, node.specifiers, 'exportKind')),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal ?? node.argument, true),
    };
  },
};

function onlyTypes(kind, specifiers, name) {
  if (kind === 'type') return true;
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[name] === 'type');
}

function repoPath(context, path) {
  return relative(context.cwd, path).split(sep).join('/');
}
