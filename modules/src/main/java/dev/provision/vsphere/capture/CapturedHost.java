package dev.provision.vsphere.capture;

import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostListSummaryQuickStats;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedEntityStatus;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.NewerProperties;
import java.util.Map;

/** The hardware and the state of a host in a capture. */
final class CapturedHost {
  private CapturedHost() {}

  static void put(Item item, Map<String, Object> kept) {
    HostRuntimeInfo runtime = new HostRuntimeInfo();
    runtime.connectionState =
        item.get("runtime.connectionState", HostSystemConnectionState.class)
            .orElse(HostSystemConnectionState.disconnected);
    runtime.powerState =
        item.get("runtime.powerState", HostSystemPowerState.class)
            .orElse(HostSystemPowerState.unknown);
    runtime.inMaintenanceMode = item.get("runtime.inMaintenanceMode", Boolean.class).orElse(false);
    HostHardwareSummary hardware = new HostHardwareSummary();
    hardware.vendor = "";
    hardware.model = "";
    hardware.uuid = "";
    hardware.cpuModel = "";
    hardware.memorySize = number(item, "summary.hardware.memorySize");
    hardware.numCpuThreads = (short) number(item, "summary.hardware.numCpuThreads");
    hardware.numCpuCores = (short) number(item, "summary.hardware.numCpuCores");
    hardware.cpuMhz = (int) number(item, "summary.hardware.cpuMhz");
    hardware.numCpuPkgs = 1;
    HostListSummary summary = new HostListSummary();
    summary.host = item.ref();
    summary.hardware = hardware;
    summary.runtime = runtime;
    summary.overallStatus = ManagedEntityStatus.green;
    summary.quickStats = new HostListSummaryQuickStats();
    summary.quickStats.overallMemoryUsage =
        (int) number(item, "summary.quickStats.overallMemoryUsage");
    kept.put("summary", summary);
    kept.put("runtime", runtime);
    // by its path, because HostRuntimeInfo is of API 6.0 and has no field for it
    item.get(NewerProperties.QUARANTINE, Boolean.class)
        .ifPresent(is -> kept.put(NewerProperties.QUARANTINE, is));
  }

  /** A number of whatever size; 0 where it was not read. */
  static long number(Item item, String property) {
    return item.get(property, Number.class).map(Number::longValue).orElse(0L);
  }
}
