import type { Effect } from '../../domain/effects.ts';
import { addBookmark } from './add-bookmark.ts';
import { archiveChannel } from './archive-channel.ts';
import { attach } from './attach.ts';
import { draftPostMortem } from './draft-post-mortem.ts';
import type { EffectJob } from './effect-job.ts';
import { invite } from './invite.ts';
import { openChannel } from './open-channel.ts';
import { page } from './page.ts';
import { pin } from './pin.ts';
import { post } from './post.ts';
import { refresh } from './refresh.ts';
import { refreshHomes } from './refresh-homes.ts';
import { ring } from './ring.ts';
import { settleRing } from './settle-ring.ts';
import { setTopic } from './set-topic.ts';
import { withdraw } from './withdraw.ts';

/** How an effect is done. The compiler names an effect that is missing here. */
export function jobFor(effect: Effect): EffectJob {
  switch (effect.type) {
    case 'openChannel':
      return openChannel();
    case 'post':
      return post(effect);
    case 'refresh':
      return refresh();
    case 'pin':
      return pin(effect);
    case 'setTopic':
      return setTopic();
    case 'addBookmark':
      return addBookmark(effect);
    case 'invite':
      return invite(effect);
    case 'page':
      return page(effect);
    case 'ring':
      return ring(effect);
    case 'attach':
      return attach(effect);
    case 'settleRing':
      return settleRing(effect);
    case 'draftPostMortem':
      return draftPostMortem(effect);
    case 'refreshHomes':
      return refreshHomes();
    case 'archiveChannel':
      return archiveChannel();
    case 'withdraw':
      return withdraw(effect);
  }
}
