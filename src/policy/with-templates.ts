import { join } from 'node:path';
import type { Policy } from '../domain/policy.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Templates } from './load-templates.ts';
import { PolicyError } from './policy-error.ts';

/** The policy that knows which templates there are. Throws a PolicyError where it names one that is not there. */
export function withTemplates(
  policy: Policy,
  { templates, folder }: { templates: Pick<Templates, 'names'>; folder: string },
): Policy {
  const missing = policy.outside.filter(({ template }) => !templates.names.includes(template));
  if (missing.length > 0)
    throw new PolicyError(
      missing.map(({ name, template }) => ({
        file: join(folder, 'policy.yaml'),
        line: null,
        text: `outside: “${name}” is made from the template ${template}, and there is no ${template}.md. ${
          templates.names.length === 0
            ? 'Write it into the folder of templates.'
            : didYouMean(template, templates.names, 'There are')
        }`,
      })),
    );
  return { ...policy, templates: templates.names };
}
