package dev.provision.modules.switches;

import com.vmware.vim25.DVSVmVnicNetworkResourcePool;
import com.vmware.vim25.DvsVmVnicResourceAllocation;
import com.vmware.vim25.DvsVmVnicResourcePoolConfigSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.modules.switches.NiocSpec.PoolSpec;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of network resource pools ({@code DvsReconfigureVmVnicNetworkResourcePool_Task}). A
 * pool's reservation is a part of what the NICs on the switch have for machines (vSphere
 * Networking, "Create a Network Resource Pool"), so pools are written after the hosts have joined.
 */
final class NetworkPoolRows {
  private static final Rows<SwitchSpec, Item, List<DvsVmVnicResourcePoolConfigSpec>> ALL =
      Rows.merged(ArrayList::new, item -> new ArrayList<>(), List.of(pools()));

  private NetworkPoolRows() {}

  static Map<String, List<String>> remarks() {
    return ALL.remarks();
  }

  static List<Change> changes(SwitchSpec spec, Item dvs) {
    return ALL.changes(spec, dvs);
  }

  /** Sends what differs from what there is now, in one call. */
  static void write(ManagedObjectReference dvs, SwitchSpec spec, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (!ALL.isAnyWanted(spec)) {
      return;
    }
    Item now = write.read(dvs, SwitchConfig.NAME);
    List<Change> changes = ALL.changes(spec, now);
    if (changes.isEmpty()) {
      return;
    }
    DvsVmVnicResourcePoolConfigSpec[] edits =
        ALL.update(spec, now, changes).toArray(new DvsVmVnicResourcePoolConfigSpec[0]);
    write.touched(dvs);
    write.task(api -> api.dvsReconfigureVmVnicNetworkResourcePool_Task(dvs, edits));
  }

  private static Row<SwitchSpec, Item, List<DvsVmVnicResourcePoolConfigSpec>> pools() {
    return new ListRow<>(
        "nioc.pools",
        SwitchConfig.NAME,
        Optional.empty(),
        spec -> spec.nioc().flatMap(NiocSpec::pools),
        item -> SwitchConfig.of(item).map(NetworkPoolRows::byName),
        Rows.sparse(DvsVmVnicResourcePoolConfigSpec::new, entry()),
        new Pools(),
        (item, name) -> false,
        spec -> words(spec.reservation()),
        found -> words(reservation(found).known()),
        SwitchSpec::exclusive);
  }

  private static String words(Optional<Long> reservation) {
    return reservation.map(mbits -> "reserves " + mbits + " Mbit/s").orElse("reserves nothing");
  }

  private static Map<String, DVSVmVnicNetworkResourcePool> byName(VMwareDVSConfigInfo config) {
    Map<String, DVSVmVnicNetworkResourcePool> all = new LinkedHashMap<>();
    if (config.getVmVnicNetworkResourcePool() != null) {
      for (DVSVmVnicNetworkResourcePool each : config.getVmVnicNetworkResourcePool()) {
        all.put(each.getName() == null ? each.getKey() : each.getName(), each);
      }
    }
    return all;
  }

  private static Seen<Long> reservation(DVSVmVnicNetworkResourcePool pool) {
    return Seen.of(pool.getAllocationInfo()).map(DvsVmVnicResourceAllocation::getReservationQuota);
  }

  private static List<Row<PoolSpec, DVSVmVnicNetworkResourcePool, DvsVmVnicResourcePoolConfigSpec>>
      entry() {
    return List.of(
        FieldRow.of(
            "reservation",
            "",
            PoolSpec::reservation,
            NetworkPoolRows::reservation,
            (to, reservation, old) -> {
              to.setAllocationInfo(new DvsVmVnicResourceAllocation());
              to.getAllocationInfo().setReservationQuota(reservation);
            }),
        FieldRow.of(
            "description",
            "",
            PoolSpec::description,
            found -> Seen.of(found.getDescription()),
            (to, text, old) -> to.setDescription(text)));
  }

  private static final class Pools
      implements ListRow.Edits<
          List<DvsVmVnicResourcePoolConfigSpec>,
          DVSVmVnicNetworkResourcePool,
          DvsVmVnicResourcePoolConfigSpec> {
    @Override
    public void add(
        List<DvsVmVnicResourcePoolConfigSpec> all,
        String name,
        DvsVmVnicResourcePoolConfigSpec entry) {
      entry.setOperation("add");
      entry.setName(name);
      all.add(entry);
    }

    @Override
    public void edit(
        List<DvsVmVnicResourcePoolConfigSpec> all,
        String name,
        DvsVmVnicResourcePoolConfigSpec entry,
        DVSVmVnicNetworkResourcePool seen) {
      entry.setOperation("edit");
      all.add(of(seen, entry));
    }

    @Override
    public void remove(
        List<DvsVmVnicResourcePoolConfigSpec> all, String name, DVSVmVnicNetworkResourcePool seen) {
      DvsVmVnicResourcePoolConfigSpec entry = new DvsVmVnicResourcePoolConfigSpec();
      entry.setOperation("remove");
      all.add(of(seen, entry));
    }

    /** The server refuses when somebody changed the pool since it was read. */
    private static DvsVmVnicResourcePoolConfigSpec of(
        DVSVmVnicNetworkResourcePool seen, DvsVmVnicResourcePoolConfigSpec entry) {
      entry.setKey(seen.getKey());
      entry.setConfigVersion(seen.getConfigVersion());
      return entry;
    }
  }
}
