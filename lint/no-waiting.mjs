import { isName } from './nodes.mjs';

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];

/** Reports timers: a pure function that waits is not pure. */
export const noWaiting = {
  create(context) {
    return {
      CallExpression(node) {
        const name = TIMERS.find((timer) => isName(node.callee, timer) || isName(node.callee.property, timer));
        if (name)
          context.report({
            node,
            message: `${name} does not belong here: plan a due time as an effect and let a job wait`,
          });
      },
    };
  },
};
