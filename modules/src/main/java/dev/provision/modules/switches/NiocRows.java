package dev.provision.modules.switches;

import com.vmware.vim25.DvsHostInfrastructureTrafficResource;
import com.vmware.vim25.DvsHostInfrastructureTrafficResourceAllocation;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.modules.switches.NiocSpec.TrafficSpec;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.exported.Shares;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of Network I/O Control. The list of classes in a call is partial: a class that is not in
 * it stays as it is, and so does a value that is left out (vSphere API,
 * DVSConfigSpec.infrastructureTrafficResourceConfig).
 */
final class NiocRows {
  private static final String VERSION = "version";
  private static final String UNLIMITED = "unlimited";

  private NiocRows() {}

  static List<Row<SwitchSpec, Item, SwitchDraft>> all() {
    return List.of(
        FieldRow.<SwitchSpec, Item, SwitchDraft, Boolean>of(
            "nioc.enabled",
            SwitchConfig.NAME,
            spec -> spec.nioc().flatMap(NiocSpec::enabled),
            item ->
                SwitchConfig.of(item).map(VMwareDVSConfigInfo::getNetworkResourceManagementEnabled),
            (draft, on, old) -> draft.nioc = Optional.of(on)),
        SwitchConfig.<Integer>row(
            "nioc.version",
            spec -> spec.nioc().flatMap(NiocSpec::version),
            config -> version(config.getNetworkResourceControlVersion()),
            (draft, number, old) ->
                draft.config.setNetworkResourceControlVersion(VERSION + number)),
        traffic());
  }

  private static Seen<Integer> version(String text) {
    if (text == null) {
      return new Seen.NotSet<>();
    }
    return text.matches(VERSION + "[0-9]{1,4}")
        ? new Seen.Known<>(Integer.parseInt(text.substring(VERSION.length())))
        : Seen.word(null);
  }

  private static Row<SwitchSpec, Item, SwitchDraft> traffic() {
    return new ListRow<>(
        "nioc.traffic",
        SwitchConfig.NAME,
        Optional.empty(),
        spec -> spec.nioc().flatMap(NiocSpec::traffic),
        item -> SwitchConfig.of(item).map(NiocRows::classes),
        Rows.sparse(DvsHostInfrastructureTrafficResourceAllocation::new, entry()),
        new Classes(),
        (item, name) -> false,
        spec -> spec.shares().map(shares -> "shares " + shares).orElse("declared"),
        found -> "there");
  }

  private static Map<String, DvsHostInfrastructureTrafficResourceAllocation> classes(
      VMwareDVSConfigInfo config) {
    Map<String, DvsHostInfrastructureTrafficResourceAllocation> all = new LinkedHashMap<>();
    if (config.getInfrastructureTrafficResourceConfig() != null) {
      for (DvsHostInfrastructureTrafficResource each :
          config.getInfrastructureTrafficResourceConfig()) {
        all.put(each.getKey(), each.getAllocationInfo());
      }
    }
    return all;
  }

  private static List<
          Row<
              TrafficSpec,
              DvsHostInfrastructureTrafficResourceAllocation,
              DvsHostInfrastructureTrafficResourceAllocation>>
      entry() {
    return List.of(
        FieldRow.of(
            "shares",
            "",
            spec -> spec.shares().map(Shares::parse),
            found ->
                found.getShares() == null
                    ? new Seen.NotSet<Shares>()
                    : Seen.word(Shares.of(found.getShares()).orElse(null)),
            (to, shares, old) -> to.setShares(shares.info())),
        FieldRow
            .<TrafficSpec, DvsHostInfrastructureTrafficResourceAllocation,
                DvsHostInfrastructureTrafficResourceAllocation, Long>
                of(
                    "limit",
                    "",
                    spec -> spec.limit().map(NiocRows::limit),
                    found -> Seen.of(found.getLimit()),
                    (to, limit, old) -> to.setLimit(limit))
            .saying(NiocRows::words),
        FieldRow.of(
            "reservation",
            "",
            TrafficSpec::reservation,
            found -> Seen.of(found.getReservation()),
            (to, reservation, old) -> to.setReservation(reservation)));
  }

  /**
   * @throws IllegalArgumentException that says what was expected
   */
  static long limit(String text) {
    if (text.equals(UNLIMITED)) {
      return Quota.UNLIMITED;
    }
    if (text.matches("[0-9]{1,9}")) {
      return Long.parseLong(text);
    }
    throw new IllegalArgumentException(
        "must be a number of Mbit/s or unlimited, not `" + text + "`");
  }

  private static String words(long limit) {
    return limit == Quota.UNLIMITED ? UNLIMITED : String.valueOf(limit);
  }

  private static final class Classes
      implements ListRow.Edits<
          SwitchDraft,
          DvsHostInfrastructureTrafficResourceAllocation,
          DvsHostInfrastructureTrafficResourceAllocation> {
    @Override
    public void add(
        SwitchDraft draft, String name, DvsHostInfrastructureTrafficResourceAllocation entry) {
      DvsHostInfrastructureTrafficResource resource = new DvsHostInfrastructureTrafficResource();
      resource.setKey(name);
      resource.setAllocationInfo(entry);
      draft.traffic(resource);
    }

    @Override
    public void edit(
        SwitchDraft draft,
        String name,
        DvsHostInfrastructureTrafficResourceAllocation entry,
        DvsHostInfrastructureTrafficResourceAllocation seen) {
      add(draft, name, entry);
    }

    @Override
    public void remove(
        SwitchDraft draft, String name, DvsHostInfrastructureTrafficResourceAllocation seen) {
      throw new IllegalStateException("a class of traffic is the server's");
    }
  }
}
