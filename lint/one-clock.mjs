import { isName, isProperty } from './nodes.mjs';

const MESSAGE =
  "reads the computer's clock: use ctx.now(), or take `now: Date` in pure code (only src/clock.ts reads it)";

/** Reports every way to read the time but `ctx.now()`, so that tests and the sandbox can move the clock. */
export const oneClock = {
  create(context) {
    const report = (node, what) => context.report({ node, message: `${what} ${MESSAGE}` });
    return {
      MemberExpression(node) {
        if (isProperty(node, 'Date', 'now')) report(node, 'Date.now');
        if (isProperty(node, 'performance', 'now')) report(node, 'performance.now');
        if (isProperty(node, 'process', 'hrtime')) report(node, 'process.hrtime');
      },
      NewExpression(node) {
        if (isName(node.callee, 'Date') && node.arguments.length === 0) report(node, 'new Date()');
      },
      CallExpression(node) {
        // Date(…) without new ignores its arguments and answers the current time.
        if (isName(node.callee, 'Date')) report(node, 'Date()');
        if (node.arguments.length > 0) return;
        if (isName(node.callee, 'dayjs')) report(node, 'dayjs()');
        if (isProperty(node.callee, 'dayjs', 'utc')) report(node, 'dayjs.utc()');
      },
    };
  },
};
