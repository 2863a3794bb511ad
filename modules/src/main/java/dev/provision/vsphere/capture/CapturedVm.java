package dev.provision.vsphere.capture;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSummary;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachineFileInfo;
import com.vmware.vim25.VirtualMachineFileLayoutEx;
import com.vmware.vim25.VirtualMachineFileLayoutExFileInfo;
import com.vmware.vim25.VirtualMachineGuestSummary;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import com.vmware.vim25.VirtualMachineSummary;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.TextDigest;
import dev.provision.vsphere.kind.KeepsExtraConfig;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.places.Residents;
import dev.provision.vsphere.survey.FullReading;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a capture holds of a VM. Each field is named here, so a field that is new in vSphere does
 * not get in unnoticed. Of VMs that the playbook does not use it keeps name, place, size, power,
 * and our marks that say who owns them.
 */
final class CapturedVm {
  static final Set<String> LIGHT =
      Set.of(
          "resourcePool",
          "runtime.host",
          "summary.config.memorySizeMB",
          "summary.config.numCpu",
          Residents.RESERVED_MB,
          Residents.RESERVED_MHZ,
          "summary.config.vmPathName");

  static final Set<String> FULL =
      Set.of("config", "guest.net", "guest.toolsRunningStatus", "layoutEx.file", "snapshot");

  private final List<VsphereKind<?, ?, ?>> kinds;
  private final FullReading wanted;
  private final CapturedValues values;

  CapturedVm(List<VsphereKind<?, ?, ?>> kinds, FullReading wanted, CapturedValues values) {
    this.values = values;
    this.kinds = kinds;
    this.wanted = wanted;
  }

  Map<String, Object> of(Item vm, boolean full) {
    Map<String, Object> kept = CaptureReader.properties(vm);
    put(kept, vm, "parentVApp", ManagedObjectReference.class);
    put(kept, vm, "resourcePool", ManagedObjectReference.class);
    VirtualMachineRuntimeInfo runtime = new VirtualMachineRuntimeInfo();
    runtime.host = vm.get("runtime.host", ManagedObjectReference.class).orElse(null);
    runtime.connectionState =
        vm.get("runtime.connectionState", VirtualMachineConnectionState.class)
            .orElse(VirtualMachineConnectionState.connected);
    runtime.powerState =
        vm.get("runtime.powerState", VirtualMachinePowerState.class)
            .orElse(VirtualMachinePowerState.poweredOff);
    kept.put("runtime", runtime);
    VirtualMachineConfigSummary brief = brief(vm);
    VirtualMachineSummary summary = new VirtualMachineSummary();
    summary.vm = vm.ref();
    summary.config = brief;
    summary.runtime = runtime;
    summary.guest = new VirtualMachineGuestSummary();
    summary.overallStatus = ManagedEntityStatus.green;
    kept.put("summary", summary);
    VirtualMachineConfigInfo seen =
        vm.get("config", VirtualMachineConfigInfo.class).filter(config -> full).orElse(null);
    kept.put("config", seen == null ? basics(vm, brief) : config(seen, vm, brief.template));
    if (seen != null) {
      values.put(vm, kept);
      kept.put("guest", brief.template ? null : guest(vm));
      kept.put(
          "snapshot",
          vm.get("snapshot", VirtualMachineSnapshotInfo.class)
              .map(CapturedVm::withoutDescriptions)
              .orElse(null));
      kept.put("layoutEx", files(vm));
    }
    return kept;
  }

  private static <T> void put(Map<String, Object> kept, Item vm, String name, Class<T> type) {
    kept.put(name, vm.get(name, type).orElse(null));
  }

  private static VirtualMachineConfigSummary brief(Item vm) {
    VirtualMachineConfigSummary brief = new VirtualMachineConfigSummary();
    brief.name = vm.name();
    brief.template = vm.get("summary.config.template", Boolean.class).orElse(false);
    brief.vmPathName = vm.get("summary.config.vmPathName", String.class).orElse(null);
    brief.memorySizeMB = vm.get("summary.config.memorySizeMB", Integer.class).orElse(null);
    brief.numCpu = vm.get("summary.config.numCpu", Integer.class).orElse(null);
    brief.memoryReservation = vm.get(Residents.RESERVED_MB, Integer.class).orElse(null);
    brief.cpuReservation = vm.get(Residents.RESERVED_MHZ, Integer.class).orElse(null);
    brief.instanceUuid = vm.get("summary.config.instanceUuid", String.class).orElse(null);
    return brief;
  }

  /** For a VM that the playbook does not use; null when vCenter has no configuration of it. */
  private VirtualMachineConfigInfo basics(Item vm, VirtualMachineConfigSummary brief) {
    if (brief.instanceUuid == null || brief.vmPathName == null) {
      return null;
    }
    VirtualMachineConfigInfo config = new VirtualMachineConfigInfo();
    config.name = brief.name;
    config.template = brief.template;
    config.instanceUuid = brief.instanceUuid;
    config.files = new VirtualMachineFileInfo();
    config.files.vmPathName = brief.vmPathName;
    config.hardware = new VirtualHardware();
    config.hardware.numCPU = brief.numCpu == null ? 1 : brief.numCpu;
    config.hardware.memoryMB = brief.memorySizeMB == null ? 0 : brief.memorySizeMB;
    Map<String, String> marks = new LinkedHashMap<>();
    for (String key : Marks.LIGHT) {
      marks.put(key, Marks.of(vm, key));
    }
    config.extraConfig = options(marks);
    return config;
  }

  private VirtualMachineConfigInfo config(
      VirtualMachineConfigInfo seen, Item vm, boolean template) {
    VirtualMachineConfigInfo config = CapturedHardware.of(seen);
    config.annotation = notes(seen.annotation, vm);
    Map<String, String> kept = new LinkedHashMap<>();
    Map<String, String> all = options(seen.extraConfig);
    all.forEach(
        (key, value) -> {
          if (key.startsWith("provision.")) {
            kept.put(key, value);
          }
        });
    if (!template) {
      for (VsphereKind<?, ?, ?> kind : kinds) {
        if (kind instanceof KeepsExtraConfig<?, ?, ?> keeping) {
          kept.putAll(keeping.captured(all));
        }
      }
    }
    config.extraConfig = options(kept);
    return config;
  }

  /**
   * An instance's notes may contain a secret, so the capture has their digest instead; also of one
   * that is to be adopted.
   */
  private String notes(String annotation, Item vm) {
    if (annotation == null || isImage(vm)) {
      return annotation;
    }
    return wanted.isOursOrAdopted(vm) && !annotation.isEmpty() ? TextDigest.of(annotation) : null;
  }

  /** We write all of an image's notes, and read Glance's visibility from them. */
  private static boolean isImage(Item vm) {
    return Marks.of(vm, Marks.ENVIRONMENT).equals(ImageCopy.ENVIRONMENT.toString());
  }

  private static Map<String, String> options(OptionValue[] seen) {
    Map<String, String> all = new LinkedHashMap<>();
    for (OptionValue option : seen == null ? new OptionValue[0] : seen) {
      all.put(option.getKey(), option.getValue() == null ? "" : option.getValue().toString());
    }
    return all;
  }

  private static OptionValue[] options(Map<String, String> values) {
    Map<String, String> said = new LinkedHashMap<>(values);
    said.values().removeIf(String::isEmpty);
    return Marks.options(said);
  }

  /** What expressions may read of a guest: its addresses, and whether VMware Tools run. */
  private static GuestInfo guest(Item vm) {
    GuestInfo guest = new GuestInfo();
    guest.toolsRunningStatus = vm.get("guest.toolsRunningStatus", String.class).orElse(null);
    guest.guestState = "guestToolsRunning".equals(guest.toolsRunningStatus) ? "running" : "unknown";
    guest.net =
        Arrays.stream(vm.get("guest.net", GuestNicInfo[].class).orElse(new GuestNicInfo[0]))
            .map(CapturedVm::addresses)
            .toArray(GuestNicInfo[]::new);
    return guest;
  }

  private static GuestNicInfo addresses(GuestNicInfo seen) {
    GuestNicInfo nic = new GuestNicInfo();
    nic.network = seen.network;
    nic.ipAddress = seen.ipAddress;
    nic.macAddress = seen.macAddress;
    nic.connected = seen.connected;
    nic.deviceConfigId = seen.deviceConfigId;
    return nic;
  }

  /** Keeps the names, because we find our own snapshot by its name, but not what people wrote. */
  private static VirtualMachineSnapshotInfo withoutDescriptions(VirtualMachineSnapshotInfo seen) {
    VirtualMachineSnapshotInfo info = new VirtualMachineSnapshotInfo();
    info.currentSnapshot = seen.currentSnapshot;
    info.rootSnapshotList = withoutDescriptions(seen.rootSnapshotList);
    return info;
  }

  private static VirtualMachineSnapshotTree[] withoutDescriptions(
      VirtualMachineSnapshotTree[] seen) {
    if (seen == null) {
      return null;
    }
    return Arrays.stream(seen)
        .map(
            each -> {
              VirtualMachineSnapshotTree tree = new VirtualMachineSnapshotTree();
              tree.snapshot = each.snapshot;
              tree.vm = each.vm;
              tree.name = each.name;
              tree.description = "";
              tree.id = each.id;
              tree.createTime = each.createTime;
              tree.state = each.state;
              tree.quiesced = each.quiesced;
              tree.childSnapshotList = withoutDescriptions(each.childSnapshotList);
              return tree;
            })
        .toArray(VirtualMachineSnapshotTree[]::new);
  }

  /** The sizes of its files, from which placement knows how much space a copy takes. */
  private static VirtualMachineFileLayoutEx files(Item vm) {
    VirtualMachineFileLayoutExFileInfo[] seen =
        vm.get("layoutEx.file", VirtualMachineFileLayoutExFileInfo[].class).orElse(null);
    VirtualMachineConfigInfo config = vm.get("config", VirtualMachineConfigInfo.class).orElse(null);
    if (seen == null || config == null || config.modified == null) {
      return null;
    }
    VirtualMachineFileLayoutEx layout = new VirtualMachineFileLayoutEx();
    layout.timestamp = config.modified;
    layout.file =
        Arrays.stream(seen)
            .map(
                each -> {
                  VirtualMachineFileLayoutExFileInfo file =
                      new VirtualMachineFileLayoutExFileInfo();
                  file.key = each.key;
                  file.name = each.name;
                  file.type = each.type;
                  file.size = each.size;
                  file.uniqueSize = each.uniqueSize;
                  return file;
                })
            .toArray(VirtualMachineFileLayoutExFileInfo[]::new);
    return layout;
  }

  /** A snapshot that a linked clone may start from. */
  ObjectContent snapshot(Item seen) {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put(
        "config",
        seen.get("config", VirtualMachineConfigInfo.class).map(CapturedHardware::of).orElse(null));
    kept.put("vm", seen.get("vm", ManagedObjectReference.class).orElse(null));
    return Items.content(seen.ref(), kept);
  }
}
