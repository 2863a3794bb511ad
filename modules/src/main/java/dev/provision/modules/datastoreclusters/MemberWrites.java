package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StorageDrsConfigInfo;
import com.vmware.vim25.StorageDrsConfigSpec;
import com.vmware.vim25.StorageDrsPodConfigSpec;
import com.vmware.vim25.StorageDrsVmConfigInfo;
import com.vmware.vim25.StorageDrsVmConfigSpec;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskAntiAffinityRuleSpec;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what is declared of single VMs, in one call, on top of what the cluster says now. */
record MemberWrites(ManagedObjectReference pod, PodMembers now, VsphereWriter write) {
  private static final String DEVICES = "config.hardware.device";

  static MemberWrites of(ManagedObjectReference pod, EnvironmentId environment, VsphereWriter write)
      throws ModuleException {
    StorageDrsConfigInfo config =
        write
            .read(pod, PodRows.CONFIG)
            .get(PodRows.CONFIG, StorageDrsConfigInfo.class)
            .orElseThrow(() -> ModuleException.refused("its settings cannot be read"));
    PodVms vms = PodVms.of(environment, write.inventory());
    return new MemberWrites(pod, new PodMembers(config, vms), write);
  }

  /**
   * @param changes those of the plan; only what they name is written
   */
  void write(PodSpec spec, List<Change> changes) throws ModuleException, InterruptedException {
    List<StorageDrsVmConfigSpec> overrides = new ArrayList<>();
    for (var each : spec.overridden().entrySet()) {
      if (PodMembers.isOverriding(changes, each.getKey().name())) {
        overrides.add(override(each.getKey().name(), each.getValue()));
      }
    }
    List<ClusterRuleSpec> rules = new ArrayList<>();
    for (var each : spec.ruled().entrySet()) {
      if (PodMembers.isRuling(changes, each.getKey())) {
        rules.add(rule(each.getKey(), each.getValue()));
      }
    }
    if (overrides.isEmpty() && rules.isEmpty()) {
      return;
    }
    StorageDrsConfigSpec whole = new StorageDrsConfigSpec();
    if (!overrides.isEmpty()) {
      whole.setVmConfigSpec(overrides.toArray(StorageDrsVmConfigSpec[]::new));
    }
    if (!rules.isEmpty()) {
      StorageDrsPodConfigSpec config = new StorageDrsPodConfigSpec();
      config.setRule(rules.toArray(ClusterRuleSpec[]::new));
      whole.setPodConfigSpec(config);
    }
    ManagedObjectReference manager = write.content().getStorageResourceManager();
    write.task(api -> api.configureStorageDrsForPod_Task(manager, pod, whole, true));
    write.touched(pod);
  }

  private ManagedObjectReference vm(String instance) throws ModuleException {
    return now.vms()
        .find(instance)
        .orElseThrow(() -> ModuleException.refused("the instance `" + instance + "` has no VM"));
  }

  private StorageDrsVmConfigSpec override(String instance, VmOverrideSpec wanted)
      throws ModuleException {
    Optional<StorageDrsVmConfigInfo> is = now.override(instance);
    StorageDrsVmConfigInfo info = new StorageDrsVmConfigInfo();
    info.setVm(vm(instance));
    info.setEnabled(
        wanted.enabled().or(() -> is.map(StorageDrsVmConfigInfo::getEnabled)).orElse(null));
    info.setBehavior(
        wanted.automation().isPresent()
            ? wanted.automation().get().word()
            : is.map(StorageDrsVmConfigInfo::getBehavior).orElse(null));
    info.setIntraVmAffinity(
        wanted
            .keepTogether()
            .or(() -> is.map(StorageDrsVmConfigInfo::getIntraVmAffinity))
            .orElse(null));
    info.setIntraVmAntiAffinity(
        is.map(StorageDrsVmConfigInfo::getIntraVmAntiAffinity).orElse(null));
    if (wanted.disksApart().isPresent()) {
      info.setIntraVmAntiAffinity(apart(info.getVm(), instance, wanted.disksApart().get()));
    }
    StorageDrsVmConfigSpec spec = new StorageDrsVmConfigSpec();
    spec.setOperation(is.isPresent() ? ArrayUpdateOperation.edit : ArrayUpdateOperation.add);
    spec.setInfo(info);
    return spec;
  }

  /** Of all its disks; a rule that is not to hold is switched off. */
  private VirtualDiskAntiAffinityRuleSpec apart(
      ManagedObjectReference vm, String instance, boolean wanted) throws ModuleException {
    int[] disks =
        write.read(vm, DEVICES).get(DEVICES, VirtualDevice[].class).stream()
            .flatMap(Arrays::stream)
            .filter(VirtualDisk.class::isInstance)
            .mapToInt(VirtualDevice::getKey)
            .toArray();
    if (wanted && disks.length < 2) {
      throw ModuleException.refused(
          "`" + instance + "` has " + disks.length + " disk, and two can be apart at least");
    }
    VirtualDiskAntiAffinityRuleSpec rule = new VirtualDiskAntiAffinityRuleSpec();
    rule.setName("disks of " + instance);
    rule.setEnabled(wanted);
    rule.setDiskId(disks);
    return rule;
  }

  private ClusterRuleSpec rule(String name, PodRuleSpec wanted) throws ModuleException {
    Optional<ClusterAntiAffinityRuleSpec> is = now.rule(name);
    ClusterRuleSpec spec = new ClusterRuleSpec();
    if (wanted.apart().isEmpty()) {
      spec.setOperation(ArrayUpdateOperation.remove);
      spec.setRemoveKey(is.orElseThrow().getKey());
      return spec;
    }
    List<ManagedObjectReference> vms = new ArrayList<>();
    for (Ref each : wanted.apart()) {
      vms.add(vm(each.name()));
    }
    ClusterAntiAffinityRuleSpec info = new ClusterAntiAffinityRuleSpec();
    info.setName(name);
    info.setEnabled(wanted.enabled());
    info.setVm(Stream.concat(vms.stream(), now.others(is)).toArray(ManagedObjectReference[]::new));
    is.ifPresent(
        there -> {
          info.setKey(there.getKey());
          info.setRuleUuid(there.getRuleUuid());
        });
    spec.setOperation(is.isPresent() ? ArrayUpdateOperation.edit : ArrayUpdateOperation.add);
    spec.setInfo(info);
    return spec;
  }
}
