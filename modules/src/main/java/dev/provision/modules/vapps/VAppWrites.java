package dev.provision.modules.vapps;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppConfigSpec;
import com.vmware.vim25.VAppEntityConfigInfo;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes what is declared of single VMs, in one call, on top of what the vApp says now. */
record VAppWrites(ManagedObjectReference app, VsphereWriter write) {
  private static final String VMS = "vm";

  /**
   * @param changes those of the plan; only what they name is written
   */
  void write(VAppSpec spec, EnvironmentId environment, List<Change> changes)
      throws ModuleException, InterruptedException {
    Item now = write.read(app, VAppRows.CONFIG, VMS);
    VAppMembers members =
        new VAppMembers(
            now.get(VAppRows.CONFIG, VAppConfigInfo.class)
                .orElseThrow(() -> ModuleException.refused("its settings cannot be read")),
            VAppVms.of(environment, write.inventory()));
    List<ManagedObjectReference> inside =
        now.get(VMS, ManagedObjectReference[].class).map(Arrays::asList).orElse(List.of());
    List<VAppEntityConfigInfo> entries = new ArrayList<>();
    for (var each : spec.ordered().entrySet()) {
      String instance = each.getKey().name();
      if (VAppMembers.isOf(changes, instance)) {
        VAppEntityConfigInfo entry = members.whole(instance, each.getValue());
        entry.setKey(
            members
                .vms()
                .find(instance)
                .filter(inside::contains)
                .orElseThrow(() -> ModuleException.refused(notInside(instance))));
        entries.add(entry);
      }
    }
    if (!entries.isEmpty()) {
      VAppConfigSpec config = new VAppConfigSpec();
      config.setEntityConfig(entries.toArray(VAppEntityConfigInfo[]::new));
      write.send(api -> api.updateVAppConfig(app, config));
      write.touched(app);
    }
  }

  private static String notInside(String instance) {
    return "the instance `" + instance + "` is not in it; name it there as `vapp`";
  }
}
