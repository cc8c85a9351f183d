import { z } from 'zod';

const fileSchema = z.object({
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  permalink: z.string().nullish(),
});

/**
 * The files of a message as the record keeps them: name, type and where Slack shows each, never what is in it. A file that
 * was deleted, or that the app may not see, has no address.
 */
export const filesSchema = z
  .array(fileSchema)
  .default([])
  .transform((files) =>
    files.slice(0, 20).map(({ name, title, mimetype, permalink }) => {
      const about = [mimetype, permalink].filter((part) => typeof part === 'string' && part !== '').join(', ');
      return `${name ?? title ?? 'a file'}${about === '' ? '' : ` (${about})`}`.slice(0, 500);
    }),
  );
