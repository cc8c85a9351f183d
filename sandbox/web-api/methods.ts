import { authMethods } from './auth.ts';
import { bookmarkMethods } from './bookmarks.ts';
import { chatMethods } from './chat.ts';
import { conversationReads } from './conversations-read.ts';
import { conversationWrites } from './conversations-write.ts';
import { fileMethods } from './files.ts';
import type { MethodTable } from './method.ts';
import { pinMethods } from './pins.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** Every method that the workspace knows. */
export const methods: MethodTable = {
  ...authMethods,
  ...bookmarkMethods,
  ...chatMethods,
  ...conversationReads,
  ...conversationWrites,
  ...fileMethods,
  ...pinMethods,
  ...userMethods,
  ...viewMethods,
};
