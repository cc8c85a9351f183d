import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../../sandbox/block-kit/validate.ts';
import { pagesOf } from '../../../../src/domain/problem-pages.ts';
import { renderProblemToRead } from '../../../../src/slack/views/ephemeral/problem.ts';
import { renderProblemList, renderProblemOffers } from '../../../../src/slack/views/ephemeral/problem-list.ts';
import { flatten } from '../../../support/flatten.ts';
import { textsOf } from '../../../support/every-notice.ts';
import { largestProblem, slowApi } from '../../../support/problems.ts';

const ask = { value: { incident: 'inc' }, mayPost: true };

describe('What one person reads of the runbook', () => {
  it.each(textsOf(400))('keeps to what Slack takes, at its largest (%#)', (text) => {
    const problem = largestProblem(text);
    for (const page of pagesOf(problem).keys())
      expect(validateMessage(renderProblemToRead(problem, ask, page + 1))).toEqual([]);
    const many = Array.from({ length: 200 }, () => problem);
    expect(validateMessage(renderProblemOffers(many.slice(0, 5), ask, text))).toEqual([]);
    for (const page of [1, 20, 99])
      expect(
        validateMessage(renderProblemList(many, ask, { page, nothingFor: text, folder: `runbooks/${text}` })),
      ).toEqual([]);
  });

  it('has the commands as they are written, so that they can be copied', () => {
    const { blocks } = renderProblemToRead(slowApi, ask, 1);
    expect(JSON.stringify(blocks)).toContain(
      '```\\nkubectl top pods -n &lt;namespace&gt; &amp;&amp; echo \\"done\\"\\n```',
    );
  });

  it('turns pages, and offers to post only to whoever may', () => {
    const problem = largestProblem('x'.repeat(300));
    expect(flatten(renderProblemToRead(problem, ask, 2).blocks)).toMatch(/\[Earlier\] \[Later\] \[Post\]/);
    expect(flatten(renderProblemToRead(slowApi, { value: {}, mayPost: false }, 1).blocks)).not.toMatch(/\[\w+\]/);
    expect(flatten(renderProblemOffers([slowApi], { value: {}, mayPost: false }, null).blocks)).toMatch(/\[Show\]/);
  });
});
