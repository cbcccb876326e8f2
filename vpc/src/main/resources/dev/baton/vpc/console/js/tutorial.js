// The tutorial from its first step to its last, as data: what each step needs, does, and is done by. Pure but for the
// calls, which go through the `Player` that is handed in.
import { titleOf } from './cloud.js';

const NAME = 'tutorial';
const ADDRESS = '172.16.0.222';
const HOSTS = [['HA1', 'ha1', '172.16.0.224'], ['HA2', 'ha2', '172.16.0.225']];

/** The tutorial's things among all there are; missing ones are undefined. */
export function scene(state) {
  const vpc = state.vpcs.find((each) => each.name === NAME);
  const vSwitch = vpc && state.vSwitches.find((each) => each.vpc === vpc.id);
  const hosts = HOSTS.map(([name]) => vpc && state.instances.find((each) => each.vpc === vpc.id && each.name === name));
  const haVip = vpc && state.haVips.find((each) => each.vpc === vpc.id && each.address === ADDRESS);
  const eip = (haVip && state.eips.find((each) => each.target === haVip.id)) ?? state.eips.find((each) => each.name === NAME);
  return { vpc, vSwitch, hosts, haVip, eip };
}

const isSettled = (host) => host && host.status !== 'Pending';
const runs = (host) => host?.status === 'Running';

/**
 * The steps. `done(scene, memory)` says whether it has been taken, `act(player, scene, memory)` takes it.
 * The memory is what cannot be seen from the cloud: which page was read, who was switched off.
 */
export const STEPS = [
  {
    id: 'network',
    done: (now) => now.vSwitch?.status === 'Available',
    act: async (player, now) => {
      if (!now.vpc) await player.vpc('CreateVpc', { VpcName: NAME, CidrBlock: '172.16.0.0/12' });
      const { vpc } = await player.until((then) => then.vpc?.status === 'Available');
      if (!now.vSwitch) await player.vpc('CreateVSwitch', { VpcId: vpc.id, ZoneId: player.zone(), VSwitchName: NAME, CidrBlock: '172.16.0.0/16' });
    },
  },
  {
    id: 'instances',
    done: (now) => now.hosts.every(isSettled),
    act: async (player, now) => {
      for (const [at, [name, host, address]] of HOSTS.entries()) {
        if (now.hosts[at]) continue;
        const { userData } = await player.userData(host);
        await player.ecs('CreateInstance', {
          VSwitchId: now.vSwitch.id, InstanceName: name, HostName: host, PrivateIpAddress: address, InstanceType: 'ecs.g6.large', ImageId: 'lab', UserData: userData,
        });
      }
    },
  },
  {
    id: 'havip',
    done: (now) => Boolean(now.haVip) && now.haVip.status !== 'Creating',
    act: (player, now) => player.vpc('CreateHaVip', { VSwitchId: now.vSwitch.id, IpAddress: ADDRESS, Name: NAME }),
  },
  {
    id: 'bind',
    done: (now) => now.haVip?.status === 'InUse' && now.hosts.every((host) => host && now.haVip.members.includes(host.id)),
    act: async (player, now) => {
      for (const host of now.hosts) {
        if (now.haVip.members.includes(host.id)) continue;
        await player.vpc('AssociateHaVip', { HaVipId: now.haVip.id, InstanceId: host.id });
        await player.until((then) => then.haVip.members.includes(host.id) && then.haVip.status === 'InUse');
      }
    },
  },
  {
    id: 'start',
    done: (now, memory) => Boolean(memory.off) || (now.hosts.every(runs) && Boolean(now.haVip?.master)),
    act: async (player, now) => {
      // HA1 first, so that it is the master as in the tutorial: the first one that announces the address has it.
      for (const host of now.hosts) {
        if (runs(host)) continue;
        await player.ecs('StartInstance', { InstanceId: host.id });
        await player.until((then) => then.hosts.some((each) => each.id === host.id && runs(each)) && then.haVip.master);
      }
    },
  },
  {
    id: 'eip',
    done: (now) => now.eip?.status === 'InUse',
    act: async (player, now) => {
      if (!now.eip) await player.vpc('AllocateEipAddress', { Name: NAME });
      const { eip } = await player.until((then) => then.eip?.status === 'Available');
      await player.vpc('AssociateEipAddress', { AllocationId: eip.id, InstanceId: now.haVip.id, InstanceType: 'HaVip' });
    },
  },
  {
    id: 'open',
    done: (now, memory) => Boolean(memory.first),
    act: async (player, now, memory) => {
      memory.first = await player.page(now.eip.address);
    },
  },
  {
    id: 'stop',
    done: (now, memory) => Boolean(memory.off) && Boolean(now.haVip?.master) && now.haVip.master !== memory.off,
    choices: ['force', 'graceful'],
    act: async (player, now, memory, choice) => {
      memory.off = now.haVip.master;
      await player.ecs('StopInstance', { InstanceId: memory.off, ForceStop: choice === 'force' });
      await player.until((then) => then.haVip.master && then.haVip.master !== memory.off);
    },
  },
  {
    id: 'again',
    done: (now, memory) => Boolean(memory.second),
    act: async (player, now, memory) => {
      memory.second = await player.page(now.eip.address);
    },
  },
  {
    id: 'return',
    done: (now, memory) => Boolean(memory.second) && now.hosts.every(runs),
    act: async (player, now, memory) => {
      const host = now.hosts.find((each) => each.id === memory.off) ?? now.hosts.find((each) => !runs(each));
      await player.until((then) => then.hosts.some((each) => each.id === host.id && each.status === 'Stopped'));
      await player.ecs('StartInstance', { InstanceId: host.id });
    },
  },
];

/** The first step that has not been taken; their number if all have. */
export function current(now, memory) {
  const at = STEPS.findIndex((step) => !step.done(now, memory));
  return at < 0 ? STEPS.length : at;
}

/** The name of the page that was read, or a word for none. */
export function pageName(answer) {
  return titleOf(answer) || 'none';
}

/** Releases everything that the tutorial has made. */
export async function clear(player, start) {
  let now = start;
  if (now.eip) {
    if (now.eip.status === 'InUse') await player.vpc('UnassociateEipAddress', { AllocationId: now.eip.id });
    const { eip } = await player.until((then) => !then.eip || then.eip.status === 'Available');
    if (eip) await player.vpc('ReleaseEipAddress', { AllocationId: eip.id });
  }
  for (const member of now.haVip?.members ?? []) {
    await player.vpc('UnassociateHaVip', { HaVipId: now.haVip.id, InstanceId: member, Force: 'True' });
    now = await player.until((then) => !then.haVip.members.includes(member) && ['Available', 'InUse'].includes(then.haVip.status));
  }
  if (now.haVip) {
    await player.vpc('DeleteHaVip', { HaVipId: now.haVip.id });
    await player.until((then) => !then.haVip);
  }
  for (const host of now.hosts) {
    if (host) await player.ecs('DeleteInstance', { InstanceId: host.id, Force: true });
  }
  now = await player.until((then) => then.hosts.every((host) => !host));
  if (now.vSwitch) await player.vpc('DeleteVSwitch', { VSwitchId: now.vSwitch.id });
  now = await player.until((then) => !then.vSwitch);
  if (now.vpc) await player.vpc('DeleteVpc', { VpcId: now.vpc.id });
  await player.until((then) => !then.vpc);
}
