import type { JsonObject } from '../json.ts';
import { tellChange } from '../state/tell-change.ts';
import { nextId, nowSeconds, type Bookmark, type Channel } from '../state/workspace.ts';
import type { MethodTable } from './method.ts';
import { ownChannelOf } from './find-channel.ts';
import { required, text } from './read-args.ts';
import { SlackError } from './slack-error.ts';

const MAX_BOOKMARKS = 100;

/** The links in a channel's header. */
export const bookmarkMethods: MethodTable = {
  'bookmarks.add': {
    takes: ['channel_id', 'title', 'type', 'link', 'emoji', 'entity_id', 'parent_id', 'access_level'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'bookmarks.add', args, 'channel_id');
      if (required(args, 'type') !== 'link') throw new SlackError('invalid_bookmark_type');
      const link = required(args, 'link');
      checkLink(link);
      if (channel.bookmarks.length >= MAX_BOOKMARKS) throw new SlackError('too_many_bookmarks');
      const bookmark: Bookmark = {
        id: nextId(workspace, 'Bk'),
        title: required(args, 'title'),
        link,
        emoji: text(args, 'emoji') ?? '',
        type: 'link',
        created: nowSeconds(),
      };
      channel.bookmarks.push(bookmark);
      tellChange(workspace, { what: 'channel', channel: channel.id });
      return { bookmark: describe(channel, bookmark) };
    },
  },
  'bookmarks.edit': {
    takes: ['channel_id', 'bookmark_id', 'title', 'link', 'emoji'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'bookmarks.edit', args, 'channel_id');
      const bookmark = bookmarkOf(channel, required(args, 'bookmark_id'));
      checkLink(text(args, 'link') ?? bookmark.link);
      bookmark.title = text(args, 'title') ?? bookmark.title;
      bookmark.link = text(args, 'link') ?? bookmark.link;
      bookmark.emoji = text(args, 'emoji') ?? bookmark.emoji;
      tellChange(workspace, { what: 'channel', channel: channel.id });
      return { bookmark: describe(channel, bookmark) };
    },
  },
  'bookmarks.list': {
    takes: ['channel_id'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'bookmarks.list', args, 'channel_id');
      return { bookmarks: channel.bookmarks.map((bookmark) => describe(channel, bookmark)) };
    },
  },
  'bookmarks.remove': {
    takes: ['channel_id', 'bookmark_id', 'quip_section_id'],
    run: (workspace, args) => {
      const channel = ownChannelOf(workspace, 'bookmarks.remove', args, 'channel_id');
      const bookmark = bookmarkOf(channel, required(args, 'bookmark_id'));
      channel.bookmarks = channel.bookmarks.filter((one) => one !== bookmark);
      tellChange(workspace, { what: 'channel', channel: channel.id });
      return {};
    },
  },
};

function bookmarkOf(channel: Channel, id: string): Bookmark {
  const bookmark = channel.bookmarks.find((one) => one.id === id);
  if (!bookmark) throw new SlackError('not_found');
  return bookmark;
}

function checkLink(link: string): void {
  if (!URL.canParse(link)) throw new SlackError('invalid_link');
}

function describe(channel: Channel, bookmark: Bookmark): JsonObject {
  return {
    id: bookmark.id,
    channel_id: channel.id,
    title: bookmark.title,
    link: bookmark.link,
    emoji: bookmark.emoji,
    icon_url: '',
    type: bookmark.type,
    entity_id: null,
    date_created: bookmark.created,
    date_updated: 0,
    rank: 'i',
    app_id: null,
  };
}
