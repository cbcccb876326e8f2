// What the visitor can do, as calls of the API; a refusal becomes a notice with the API's code.
import { ask, choice, field, h } from './dom.js';
import { bindable, nameOf } from './cloud.js';

export class Actions {
  /** @param app gives api, state, words and notice */
  constructor(app) {
    this.app = app;
  }

  async #try(work) {
    try {
      return await work();
    } catch (error) {
      this.app.notice(error);
      return null;
    }
  }

  vpc(action, parameters) {
    return this.#try(() => this.app.call('Vpc', action, parameters));
  }

  ecs(action, parameters) {
    return this.#try(() => this.app.call('Ecs', action, parameters));
  }

  #t(key, values) {
    return this.app.words.t(key, values);
  }

  #ask(title, fields, submit, danger) {
    return ask(title, fields, submit, this.#t('action.cancel'), danger);
  }

  #sure(text, action) {
    return this.#ask(text, [], action, true);
  }

  #vSwitches() {
    return this.app.state.vSwitches.map((each) => [each.id, `${each.name || each.id} (${each.cidr})`]);
  }

  async createNetwork() {
    const form = await this.#ask(this.#t('network.create'), [
      field(this.#t('field.name'), 'name', { maxlength: 128 }),
      field(this.#t('field.vpcCidr'), 'vpc', { required: true, value: '172.16.0.0/12' }),
      field(this.#t('field.cidr'), 'cidr', { required: true, value: '172.16.0.0/16' }),
    ], this.#t('action.create'));
    if (!form) return;
    const made = await this.vpc('CreateVpc', { VpcName: form.name, CidrBlock: form.vpc });
    if (!made) return;
    await this.app.until((state) => state.vpcs.some((vpc) => vpc.id === made.VpcId && vpc.status === 'Available'));
    await this.vpc('CreateVSwitch', { VpcId: made.VpcId, ZoneId: this.app.state.zone, CidrBlock: form.cidr, VSwitchName: form.name });
  }

  async createHaVip() {
    const form = await this.#ask(this.#t('havip.create'), [
      choice(this.#t('field.vSwitch'), 'vSwitch', this.#vSwitches(), { required: true }),
      field(this.#t('field.address'), 'address', { placeholder: '172.16.0.222' }, this.#t('field.addressHint')),
      field(this.#t('field.name'), 'name', { maxlength: 128 }),
    ], this.#t('action.create'));
    if (form) await this.vpc('CreateHaVip', { VSwitchId: form.vSwitch, IpAddress: form.address, Name: form.name });
  }

  async releaseHaVip(haVip) {
    if (await this.#sure(this.#t('havip.sure', { name: haVip.name || haVip.address }), this.#t('action.release'))) {
      await this.vpc('DeleteHaVip', { HaVipId: haVip.id });
    }
  }

  async bind(haVip) {
    const free = bindable(this.app.state, haVip).map((each) => [each.id, `${nameOf(this.app.state, each.id)} (${each.address})`]);
    const form = await this.#ask(this.#t('bind.instance'), free.length
      ? [choice(this.#t('field.instance'), 'instance', free)]
      : [h('p', {}, this.#t('bind.nothing'))], this.#t('action.bind'));
    if (form?.instance) await this.vpc('AssociateHaVip', { HaVipId: haVip.id, InstanceId: form.instance });
  }

  async unbind(haVip, instance) {
    const isMaster = haVip.master === instance;
    const name = nameOf(this.app.state, instance);
    if (!isMaster || await this.#sure(this.#t('unbind.sure', { name }), this.#t('action.unbind'))) {
      await this.vpc('UnassociateHaVip', { HaVipId: haVip.id, InstanceId: instance, ...(isMaster ? { Force: 'True' } : {}) });
    }
  }

  async bindEip(haVip) {
    const free = this.app.state.eips.filter((each) => each.status === 'Available').map((each) => [each.id, each.address]);
    const form = await this.#ask(this.#t('bind.eip'), [choice('EIP', 'eip', [...free, ['', this.#t('eip.new')]])], this.#t('action.bind'));
    if (!form) return;
    const id = form.eip || (await this.vpc('AllocateEipAddress', {}))?.AllocationId;
    if (id) await this.vpc('AssociateEipAddress', { AllocationId: id, InstanceId: haVip.id, InstanceType: 'HaVip' });
  }

  unbindEip(eip) {
    return this.vpc('UnassociateEipAddress', { AllocationId: eip.id });
  }

  releaseEip(eip) {
    return this.vpc('ReleaseEipAddress', { AllocationId: eip.id });
  }

  async createInstance() {
    const form = await this.#ask(this.#t('instance.create'), [
      field(this.#t('field.name'), 'name', { required: true, maxlength: 60, pattern: '[A-Za-z0-9][A-Za-z0-9\\-]*' }),
      choice(this.#t('field.vSwitch'), 'vSwitch', this.#vSwitches(), { required: true }),
      field(this.#t('field.address'), 'address', {}, this.#t('field.addressHint')),
      choice(this.#t('field.userData'), 'host', [['', this.#t('userData.none')], ['ha1', 'nginx + Baton, ha1.conf'], ['ha2', 'nginx + Baton, ha2.conf']]),
    ], this.#t('action.create'));
    if (!form) return;
    const userData = form.host ? (await this.app.userData(form.host)).userData : '';
    await this.ecs('CreateInstance', {
      InstanceName: form.name, HostName: form.name, VSwitchId: form.vSwitch, PrivateIpAddress: form.address, InstanceType: 'ecs.g6.large', ImageId: 'lab', UserData: userData,
    });
  }

  async power(instance, what) {
    const id = instance.id;
    if (what === 'start') await this.ecs('StartInstance', { InstanceId: id });
    if (what === 'stop') await this.ecs('StopInstance', { InstanceId: id });
    if (what === 'force') await this.ecs('StopInstance', { InstanceId: id, ForceStop: true });
    if (what === 'reboot') await this.ecs('RebootInstance', { InstanceId: id });
    if (what === 'release' && await this.#sure(this.#t('instance.sure', { name: nameOf(this.app.state, id) }), this.#t('action.release'))) {
      await this.ecs('DeleteInstance', { InstanceId: id });
    }
  }
}
