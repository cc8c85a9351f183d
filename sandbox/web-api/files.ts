import type { JsonObject } from '../json.ts';
import { isObject, objectsOf, textOf } from '../json.ts';
import { describeFile } from '../state/describe.ts';
import { nextId, nowSeconds, type SlackFile, type Workspace } from '../state/workspace.ts';
import { addMessage, tellMessage } from '../state/write-message.ts';
import { messageOf, visibleChannel } from './find-channel.ts';
import type { MethodTable } from './method.ts';
import { json, required, text, type Args } from './read-args.ts';
import { invalidArguments, SlackError } from './slack-error.ts';

/** Uploading files in Slack's three steps, and looking at them. */
export const fileMethods: MethodTable = {
  'files.getUploadURLExternal': {
    takes: ['filename', 'length', 'alt_text', 'alt_txt', 'snippet_type'],
    run: (workspace, args) => {
      const size = Number(required(args, 'length'));
      if (!Number.isInteger(size) || size <= 0) throw invalidArguments('length must be a whole number above 0');
      const name = required(args, 'filename');
      const file: SlackFile = {
        id: nextId(workspace, 'F'),
        name,
        title: name,
        size,
        content: null,
        user: workspace.botUserId,
        created: nowSeconds(),
        channels: [],
        deleted: false,
      };
      workspace.files.push(file);
      return { upload_url: `${workspace.baseUrl}/upload/v1/${file.id}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': {
    takes: ['files', 'channel_id', 'channels', 'initial_comment', 'thread_ts', 'blocks'],
    run: complete,
  },
  'files.info': {
    takes: ['file', 'count', 'cursor', 'limit', 'page'],
    run: (workspace, args) => ({
      file: describeFile(workspace, fileOf(workspace, args)),
      content: fileOf(workspace, args).content,
    }),
  },
  'files.list': {
    takes: ['channel', 'user', 'ts_from', 'ts_to', 'types', 'count', 'page', 'team_id'],
    run: (workspace, args) => {
      const channel = text(args, 'channel');
      if (channel) visibleChannel(workspace, channel);
      const user = text(args, 'user');
      const files = workspace.files.filter(
        (file) =>
          !file.deleted &&
          file.channels.length > 0 &&
          (!channel || file.channels.includes(channel)) &&
          (!user || file.user === user),
      );
      return {
        files: files.map((file) => describeFile(workspace, file)),
        paging: { count: 100, total: files.length, page: 1, pages: 1 },
      };
    },
  },
  'files.delete': {
    takes: ['file'],
    run: (workspace, args) => {
      const file = fileOf(workspace, args);
      if (file.user !== workspace.botUserId) throw new SlackError('cant_delete_file');
      file.deleted = true;
      file.content = '';
      for (const channel of workspace.channels.filter(({ id }) => file.channels.includes(id)))
        for (const message of channel.messages.filter(({ fileIds }) => fileIds.includes(file.id)))
          tellMessage(workspace, channel, message);
      return {};
    },
  },
};

function complete(workspace: Workspace, args: Args): JsonObject {
  const entries = objectsOf(json(args, 'files', 'invalid_arguments'));
  if (entries.length === 0) throw invalidArguments('missing required field: files');
  const files = entries.map((entry) => {
    const file = workspace.files.find((one) => one.id === entry.id && !one.deleted);
    // A file whose bytes never arrived cannot be completed.
    if (!isObject(entry) || !file || file.content === null) throw new SlackError('file_not_found');
    return { file, title: textOf(entry.title) || file.name };
  });
  const target = text(args, 'channel_id');
  const channel = target ? visibleChannel(workspace, target) : undefined;
  if (channel && !channel.members.includes(workspace.botUserId)) throw new SlackError('not_in_channel');
  if (channel?.isArchived) throw new SlackError('is_archived');
  const threadTs = text(args, 'thread_ts') || undefined;
  if (channel && threadTs) messageOf(channel, threadTs, 'thread_not_found');
  for (const { file, title } of files) {
    file.title = title;
    if (channel) file.channels.push(channel.id);
  }
  if (channel) {
    const fileIds = files.map(({ file }) => file.id);
    addMessage(workspace, channel, {
      user: workspace.botUserId,
      text: text(args, 'initial_comment') ?? '',
      threadTs,
      fileIds,
      extra: { upload: true, subtype: 'file_share' },
    });
  }
  return { files: files.map(({ file }) => describeFile(workspace, file)) };
}

function fileOf(workspace: Workspace, args: Args): SlackFile {
  const file = workspace.files.find((one) => one.id === required(args, 'file'));
  if (!file || file.content === null) throw new SlackError('file_not_found');
  if (file.deleted) throw new SlackError('file_deleted');
  return file;
}
