import { clockNow } from '../sandbox/clock.ts';
import type { PagerDutySandbox } from '../sandbox/pagerduty/start-pagerduty.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import type { Fault } from '../sandbox/web-api/faults.ts';
import type { CallHook } from '../sandbox/web-api/serve-call.ts';
import type { Kill, Service, Trouble } from './draw-round.ts';
import type { Fleet } from './fleet.ts';
import type { ChaosRecord } from './record.ts';

type CallKill = Extract<Kill, { nth: number }>;

/** Lets calls meet what was drawn. */
export type Troublemaker = {
  arm(kill: CallKill): void;
  plant(trouble: Trouble): void;
  /** From now on nothing more happens to calls. */
  disarm(): void;
  /** Calls that may still be carried out though nobody waits for them. */
  inTheAir(): number;
  seen: { faults: ChaosRecord['faults'] };
};

// So long a call that is never answered holds up the one who made it.
const longestWait = 2500;

/** Listens at both services. */
export function makeTroublemaker(sandbox: Sandbox, pagerDuty: PagerDutySandbox, fleet: Fleet): Troublemaker {
  let kills: CallKill[] = [];
  let troubles: Trouble[] = [];
  const flying = new Set<object>();
  const faults: ChaosRecord['faults'] = [];

  async function before(service: Service, call: Parameters<CallHook>[0]): Promise<void> {
    if (call.from === null) return;
    flying.add(call);
    const kill = takeKill(service, 'before the call', call.method);
    if (kill && (await fleet.kill(call.from, kill.when))) {
      // What a dead process did not send never arrives.
      call.fault = { kind: 'reset' };
      return void flying.delete(call);
    }
    // Nothing of it arrives.
    if ((service === 'slack' ? sandbox : pagerDuty).faults.isDown()) return void flying.delete(call);
    const trouble = takeTrouble(service, call.method);
    if (!trouble) return;
    call.fault = faultOf(trouble);
    const noted: ChaosRecord['faults'][number] = {
      kind: trouble.kind,
      what: `${service} ${call.method}`,
      from: clockNow().toISOString(),
      until: null,
    };
    faults.push(noted);
    if (!['lost-answer', 'late-apply', 'slow'].includes(trouble.kind)) flying.delete(call);
    const lasts =
      trouble.kind === 'timeout' ? longestWait : ['late-apply', 'slow'].includes(trouble.kind) ? trouble.ms : 0;
    setTimeout(() => {
      noted.until = clockNow().toISOString();
    }, lasts).unref();
  }

  async function after(service: Service, call: Parameters<CallHook>[0]): Promise<void> {
    flying.delete(call);
    if (call.from === null) return;
    const kill = takeKill(service, 'after applying', call.method);
    if (kill) await fleet.kill(call.from, kill.when);
  }

  function takeKill(service: Service, when: CallKill['when'], method: string): CallKill | null {
    for (const kill of kills) {
      if (kill.service !== service || kill.when !== when || (kill.writes && !isWrite(method))) continue;
      kill.nth -= 1;
      if (kill.nth > 0) continue;
      kills = kills.filter((one) => one !== kill);
      return kill;
    }
    return null;
  }

  function takeTrouble(service: Service, method: string): Trouble | null {
    const trouble = troubles.find((one) => one.service === service && (one.method ?? method) === method);
    if (!trouble) return null;
    if (trouble.skip > 0) {
      trouble.skip -= 1;
      return null;
    }
    trouble.times -= 1;
    if (trouble.times <= 0) troubles = troubles.filter((one) => one !== trouble);
    return trouble;
  }

  sandbox.beforeCall((call) => before('slack', call));
  sandbox.afterCall((call) => after('slack', call));
  pagerDuty.beforeCall((call) => before('pagerduty', call));
  pagerDuty.afterCall((call) => after('pagerduty', call));
  return {
    arm: (kill) => void kills.push({ ...kill }),
    plant: (trouble) => void troubles.push({ ...trouble }),
    disarm: () => {
      kills = [];
      troubles = [];
    },
    inTheAir: () => flying.size,
    seen: { faults },
  };
}

function isWrite(method: string): boolean {
  return /^(chat\.|conversations\.(create|invite|setTopic|setPurpose|archive|rename|kick|open)|pins\.add|bookmarks\.|files\.|views\.publish|POST|PUT)/.test(
    method,
  );
}

function faultOf({ kind, ms, retryAfter }: Trouble): Fault {
  if (kind === '429') return { kind, retryAfter };
  if (kind === 'late-apply' || kind === 'slow') return { kind, ms };
  return { kind };
}
