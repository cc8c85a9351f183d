import type { Random } from '../../workbench/random.ts';
import type { ActScene } from './scene.ts';

/** Somebody whose phone rings answers in PagerDuty, or writes a note there. */
export async function answerPage(scene: ActScene, random: Random): Promise<void> {
  const { account } = scene.pagerDuty;
  const [first, ...rest] = account.incidents.filter(
    ({ status, assignees }) => status !== 'resolved' && assignees.length > 0,
  );
  if (first === undefined) return;
  const page = random.one([first, ...rest]);
  const by = page.assignees[0] ?? '';
  const act = random.one(['acknowledge', 'acknowledge', 'acknowledge', 'resolve', 'note']);
  const user = account.users.find(({ id }) => id === by);
  const member = scene.sandbox.workspace.users.find(({ email }) => email === user?.email);
  const mark = act === 'note' ? scene.mark(random) : null;
  const told = { by: member?.id ?? by, kind: 'pager' as const, channel: null, incident: null, answered: null };
  scene.note({ ...told, what: `${act} ${page.id}`, acknowledged: true, mark });
  // Nobody at the phone waits until the webhook has arrived; somebody else may have been faster.
  const done =
    mark === null
      ? scene.pagerDuty.press(act === 'resolve' ? 'resolve' : 'acknowledge', { incident: page.id, by })
      : scene.pagerDuty.person(user?.name ?? '').notes(new RegExp(page.title.replaceAll(/[^\w ]/g, '.')), mark);
  void done.catch(() => {});
}
