package dev.provision.modules.switches;

import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DVSCreateSpec;
import com.vmware.vim25.DVSHealthCheckConfig;
import com.vmware.vim25.DistributedVirtualSwitchProductSpec;
import com.vmware.vim25.DvsHostInfrastructureTrafficResource;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VMwareDVSConfigSpec;
import com.vmware.vim25.VMwareDVSPvlanConfigSpec;
import com.vmware.vim25.VMwareDvsLacpGroupSpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls for a distributed switch, without those for its members. */
final class SwitchCalls {
  private SwitchCalls() {}

  static ObjectCalls<SwitchDraft> all() {
    return ObjectCalls.made(SwitchCalls::make).changedAfterwards(SwitchCalls::change);
  }

  /** Makes one without hosts, with what the call takes; the rest is for {@link #change}. */
  private static ManagedObjectReference make(
      ManagedObjectReference above, String name, SwitchDraft draft, VsphereWriter write)
      throws ModuleException, InterruptedException {
    DVSCreateSpec spec = new DVSCreateSpec();
    draft.config.setName(name);
    spec.setConfigSpec(draft.config);
    if (draft.version.isPresent()) {
      spec.setProductInfo(product(draft.version.get(), write));
    }
    draft.version = Optional.empty();
    draft.reconfigures = !draft.traffic.isEmpty() || !draft.privateVlans.isEmpty();
    TaskInfo made = write.task(api -> api.createDVS_Task(above, spec));
    return (ManagedObjectReference) made.getResult();
  }

  /** The version as the server offers it. A server without the list is asked for the number. */
  private static DistributedVirtualSwitchProductSpec product(String version, VsphereWriter write)
      throws ModuleException {
    List<String> others = new ArrayList<>();
    ManagedObjectReference manager = write.content().getDvSwitchManager();
    try {
      DistributedVirtualSwitchProductSpec[] offered =
          write.call(
              api ->
                  Optional.ofNullable(api.queryAvailableDvsSpec(manager, null))
                      .orElse(new DistributedVirtualSwitchProductSpec[0]));
      for (DistributedVirtualSwitchProductSpec each : offered) {
        if (version.equals(each.getVersion())) {
          return each;
        }
        others.add(each.getVersion());
      }
    } catch (ModuleException e) {
      if (!Faults.is(e, MethodNotFound.class)) {
        throw e;
      }
    }
    if (!others.isEmpty()) {
      throw ModuleException.refused(
          "the server offers no version " + version + ", but " + String.join(", ", others));
    }
    DistributedVirtualSwitchProductSpec spec = new DistributedVirtualSwitchProductSpec();
    spec.setVersion(version);
    return spec;
  }

  /**
   * Sends what the draft has, the configuration first: aggregation groups need a setting of it. The
   * groups are sent before anything names one of them.
   */
  static void change(ManagedObjectReference dvs, SwitchDraft draft, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.touched(dvs);
    if (draft.version.isPresent()) {
      DistributedVirtualSwitchProductSpec to = product(draft.version.get(), write);
      write.task(api -> api.performDvsProductSpecOperation_Task(dvs, "upgrade", to));
      // an upgrade raises the version of the configuration, of which we know no more than that
      draft.config.setConfigVersion(null);
    }
    if (draft.reconfigures) {
      reconfigure(dvs, config(draft), write);
    }
    if (draft.nioc.isPresent()) {
      write.send(api -> api.enableNetworkResourceManagement(dvs, draft.nioc.get()));
    }
    if (!draft.lags.isEmpty()) {
      VMwareDvsLacpGroupSpec[] lags = draft.lags.toArray(new VMwareDvsLacpGroupSpec[0]);
      write.task(api -> api.updateDVSLacpGroupConfig_Task(dvs, lags));
    }
    if (!draft.health.isEmpty()) {
      DVSHealthCheckConfig[] checks = draft.health.values().toArray(new DVSHealthCheckConfig[0]);
      write.task(api -> api.updateDVSHealthCheckConfig_Task(dvs, checks));
    }
  }

  /** A switch that was made just now has the configuration already, and lacks only the lists. */
  private static VMwareDVSConfigSpec config(SwitchDraft draft) {
    VMwareDVSConfigSpec config = draft.config;
    if (config.getName() != null) {
      config = new VMwareDVSConfigSpec();
    }
    if (!draft.traffic.isEmpty()) {
      config.setInfrastructureTrafficResourceConfig(
          draft.traffic.toArray(new DvsHostInfrastructureTrafficResource[0]));
    }
    if (!draft.privateVlans.isEmpty()) {
      config.setPvlanConfigSpec(draft.privateVlans.toArray(new VMwareDVSPvlanConfigSpec[0]));
    }
    return config;
  }

  /**
   * Every change has to name the configuration that it changes (vSphere API,
   * DVSConfigSpec.configVersion); one that names none is of what there is now.
   */
  static void reconfigure(ManagedObjectReference dvs, VMwareDVSConfigSpec spec, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (spec.getConfigVersion() == null) {
      write
          .read(dvs, SwitchConfig.NAME)
          .get(SwitchConfig.NAME, DVSConfigInfo.class)
          .map(DVSConfigInfo::getConfigVersion)
          .ifPresent(spec::setConfigVersion);
    }
    write.task(api -> api.reconfigureDvs_Task(dvs, spec));
  }
}
