package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.function.Function;

/** The managers of one host in a step. {@code configManager} sends no updates, so it is read. */
record Managers(ManagedObjectReference host, VsphereWriter write) {
  /**
   * @param keeps what it keeps, {@code services}
   * @throws ModuleException when the host has no such manager
   */
  ManagedObjectReference get(
      Function<HostConfigManager, ManagedObjectReference> which, String keeps)
      throws ModuleException {
    return write
        .read(host, "configManager")
        .get("configManager", HostConfigManager.class)
        .map(which)
        .orElseThrow(() -> ModuleException.refused("the host shows no manager of its " + keeps));
  }

  /** A property of the host as it is now. */
  <T> T now(String path, Class<T> type) throws ModuleException {
    return write
        .read(host, path)
        .get(path, type)
        .orElseThrow(() -> ModuleException.refused("the host does not show its `" + path + "`"));
  }
}
