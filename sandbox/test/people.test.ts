import { expect, it } from 'vitest';
import { addMember } from '../state/change-members.ts';
import { createWorkspace } from '../state/create-workspace.ts';
import { describeUser } from '../state/describe.ts';

const workspace = createWorkspace({ manifest: 'sandbox/test/manifest.yaml' });

function info(name: string) {
  const user = workspace.users.find(({ realName }) => realName === name);
  if (user === undefined) throw new Error(`Nobody is called ${name}`);
  return describeUser(workspace, user);
}

it('users.info tells guests apart, and an Enterprise Grid member is a member', () => {
  expect(info('Ana Ruiz')).toMatchObject({ is_restricted: false, is_ultra_restricted: false, team_id: 'T01SANDBOX' });
  expect(info('Gus Guest')).toMatchObject({ is_restricted: true, is_ultra_restricted: false, team_id: 'T01SANDBOX' });
  expect(info('Sol Single')).toMatchObject({ is_restricted: true, is_ultra_restricted: true, team_id: 'T01SANDBOX' });
  expect(info('Wes Wide')).toMatchObject({
    id: 'W01WES0001',
    is_restricted: false,
    enterprise_user: { id: 'W01WES0001', teams: ['T01SANDBOX'] },
  });
});

it('users.info calls somebody of another workspace a stranger only until they share a channel with the app', () => {
  expect(info('Ivy Partner')).toMatchObject({ team_id: 'T01PARTNER', is_stranger: true });
  const channel = workspace.channels.find(({ name }) => name === 'incidents');
  if (channel) addMember(workspace, channel, 'W01IVY0001');
  expect(info('Ivy Partner')).toMatchObject({ team_id: 'T01PARTNER', is_stranger: false });
});
