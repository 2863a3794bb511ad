package dev.provision.modules.networks;

import com.vmware.vim25.BoolPolicy;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.DVSFailureCriteria;
import com.vmware.vim25.DVSSecurityPolicy;
import com.vmware.vim25.DVSTrafficShapingPolicy;
import com.vmware.vim25.InheritablePolicy;
import com.vmware.vim25.LongPolicy;
import com.vmware.vim25.StringPolicy;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VMwareUplinkPortOrderPolicy;
import com.vmware.vim25.VmwareUplinkPortTeamingPolicy;
import dev.provision.vsphere.kind.traffic.Allowed;
import dev.provision.vsphere.kind.traffic.Rate;
import dev.provision.vsphere.newer.network.MacManagedPortSetting;
import java.util.List;

/**
 * The settings of a distributed port group's ports while rows fill them in. A policy is sent whole,
 * with its other values as they are; values that nobody set are inherited from the switch, although
 * a server shows them (vSphere API, InheritablePolicy).
 */
final class PortSettings {
  private PortSettings() {}

  /** What a port group has; an empty one where it was not read. */
  static VMwareDVSPortSetting seen(DVPortgroupConfigInfo config) {
    return config.getDefaultPortConfig() instanceof VMwareDVSPortSetting setting
        ? setting
        : new VMwareDVSPortSetting();
  }

  /** What is sent. */
  static MacManagedPortSetting of(PortGroupDraft draft) {
    DVPortgroupConfigSpec spec = draft.spec();
    if (spec.getDefaultPortConfig() == null) {
      spec.setDefaultPortConfig(new MacManagedPortSetting());
    }
    return (MacManagedPortSetting) spec.getDefaultPortConfig();
  }

  static boolean isSet(InheritablePolicy policy) {
    return policy != null && !policy.isInherited();
  }

  static Allowed allowed(InheritablePolicy around, BoolPolicy policy) {
    return Allowed.of(isSet(around) && isSet(policy) ? policy.getValue() : null);
  }

  static BoolPolicy policy(Allowed value) {
    BoolPolicy policy = new BoolPolicy();
    policy.setInherited(value == Allowed.INHERIT);
    policy.setValue(value.value());
    return policy;
  }

  private static BoolPolicy kept(BoolPolicy old) {
    return old == null ? policy(Allowed.INHERIT) : old;
  }

  static DVSSecurityPolicy security(PortGroupDraft draft) {
    VMwareDVSPortSetting to = of(draft);
    if (to.getSecurityPolicy() == null) {
      DVSSecurityPolicy old = draft.seen().getSecurityPolicy();
      DVSSecurityPolicy policy = new DVSSecurityPolicy();
      policy.setAllowPromiscuous(kept(old == null ? null : old.getAllowPromiscuous()));
      policy.setMacChanges(kept(old == null ? null : old.getMacChanges()));
      policy.setForgedTransmits(kept(old == null ? null : old.getForgedTransmits()));
      to.setSecurityPolicy(policy);
    }
    return to.getSecurityPolicy();
  }

  static VmwareUplinkPortTeamingPolicy teaming(PortGroupDraft draft) {
    VMwareDVSPortSetting to = of(draft);
    if (to.getUplinkTeamingPolicy() == null) {
      VmwareUplinkPortTeamingPolicy old = draft.seen().getUplinkTeamingPolicy();
      VmwareUplinkPortTeamingPolicy policy = new VmwareUplinkPortTeamingPolicy();
      if (old != null) {
        policy.setPolicy(old.getPolicy());
        policy.setReversePolicy(old.getReversePolicy());
        policy.setNotifySwitches(old.getNotifySwitches());
        policy.setRollingOrder(old.getRollingOrder());
        policy.setFailureCriteria(old.getFailureCriteria());
        policy.setUplinkPortOrder(old.getUplinkPortOrder());
      }
      to.setUplinkTeamingPolicy(policy);
    }
    return to.getUplinkTeamingPolicy();
  }

  static void beacon(PortGroupDraft draft, Allowed value) {
    VmwareUplinkPortTeamingPolicy teaming = teaming(draft);
    DVSFailureCriteria old = teaming.getFailureCriteria();
    DVSFailureCriteria criteria = new DVSFailureCriteria();
    if (old != null) {
      criteria.setCheckSpeed(old.getCheckSpeed());
      criteria.setSpeed(old.getSpeed());
      criteria.setCheckDuplex(old.getCheckDuplex());
      criteria.setFullDuplex(old.getFullDuplex());
      criteria.setCheckErrorPercent(old.getCheckErrorPercent());
      criteria.setPercentage(old.getPercentage());
    }
    criteria.setCheckBeacon(policy(value));
    teaming.setFailureCriteria(criteria);
  }

  static StringPolicy text(String value, boolean inherited) {
    StringPolicy policy = new StringPolicy();
    policy.setInherited(inherited);
    policy.setValue(inherited ? null : value);
    return policy;
  }

  /** The order with other active or standby uplinks; none is in both. */
  static void order(PortGroupDraft draft, List<String> active, List<String> standby) {
    VMwareUplinkPortOrderPolicy order = new VMwareUplinkPortOrderPolicy();
    order.setActiveUplinkPort(active.toArray(String[]::new));
    order.setStandbyUplinkPort(
        standby.stream().filter(uplink -> !active.contains(uplink)).toArray(String[]::new));
    teaming(draft).setUplinkPortOrder(order);
  }

  static void inheritOrder(PortGroupDraft draft) {
    VMwareUplinkPortOrderPolicy order = new VMwareUplinkPortOrderPolicy();
    order.setInherited(true);
    teaming(draft).setUplinkPortOrder(order);
  }

  /** A copy of a shaping policy, whose values may be changed. */
  static DVSTrafficShapingPolicy shaping(DVSTrafficShapingPolicy old) {
    DVSTrafficShapingPolicy policy = new DVSTrafficShapingPolicy();
    policy.setEnabled(kept(old == null ? null : old.getEnabled()));
    policy.setAverageBandwidth(old == null ? rate(Rate.INHERIT, 1) : old.getAverageBandwidth());
    policy.setPeakBandwidth(old == null ? rate(Rate.INHERIT, 1) : old.getPeakBandwidth());
    policy.setBurstSize(old == null ? rate(Rate.INHERIT, 1) : old.getBurstSize());
    return policy;
  }

  static LongPolicy rate(Rate rate, long unit) {
    LongPolicy policy = new LongPolicy();
    policy.setInherited(rate.number().isEmpty());
    policy.setValue(rate.number().map(number -> number * unit).orElse(null));
    return policy;
  }

  static Rate rate(DVSTrafficShapingPolicy around, LongPolicy policy, long unit) {
    return Rate.of(isSet(around) && isSet(policy) ? policy.getValue() : null, unit);
  }
}
