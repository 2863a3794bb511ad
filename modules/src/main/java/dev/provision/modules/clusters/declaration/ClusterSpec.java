package dev.provision.modules.clusters.declaration;

import com.vmware.vim25.DpmBehavior;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.places.EvcModes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code clusters}. */
@Doc(
    "A cluster. One that declares a folder or any of its settings is made when it does not exist,"
        + " and one that exists is only changed when it is ours or adopted. One that declares"
        + " nothing but groups and rules is only looked up. What is left out is not compared.")
public record ClusterSpec(
    @Doc("The cluster by name or inventory path; the entry's name when left out.")
        Optional<PlaceName> path,
    @Doc("The folder that it is made in; the datacenter's folder of hosts when left out.")
        @Refers("folders")
        Optional<Ref> folder,
    @Doc("DRS.") Optional<DrsSpec> drs,
    @Doc("vSphere HA.") Optional<HaSpec> ha,
    @Doc(
            "The EVC mode, as intel-skylake, or `off`: what all processors offer, so that VMs can"
                + " move between unlike hosts.")
        Optional<String> evc,
    @Doc("Where VMs have their swap files; a VM may have its own setting.")
        Optional<Swap> swapPlacement,
    @Doc("Proactive HA.") Optional<ProactiveHaSpec> proactiveHa,
    @Doc("Distributed Power Management.") Optional<DpmSpec> dpm,
    @Doc("vSAN. Disks are not claimed for it.") Optional<VsanSpec> vsan,
    @Doc(
            "The datastores that vCenter's own machines in the cluster may be on; the whole"
                + " list.")
        @Refers(value = "datastores", order = Reference.Order.USES_EACH)
        Optional<List<Ref>> vclsDatastores,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags,
    @Doc("Groups of instances, by name; other VMs in such a group stay in it.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<Map<String, List<Ref>>> vmGroups,
    @Doc("Groups of the cluster's hosts, by name.")
        Optional<Map<String, List<PlaceName>>> hostGroups,
    @Doc("DRS rules, by name; other rules of the cluster are left alone.")
        Optional<Map<String, RuleSpec>> rules,
    @Doc(
            "Whether the declared rules, groups and settings of single VMs and hosts are all"
                + " there are; others are then removed from each list that is declared, but never"
                + " those of `server_groups`.")
        @Default("false")
        boolean exclusive)
    implements HasActivities, HasCustomAttributes, HasVsphereTags, EvcModes.Named {

  /** The word for no EVC mode. */
  public static final String NO_EVC = "off";

  /** Where VMs have their swap files. */
  public enum Swap implements ApiWord {
    VM_DIRECTORY,
    HOST_LOCAL
  }

  /** {@code {enabled: true, automation: automated, threshold: 3}}. */
  @Doc("Distributed Power Management, which switches hosts off; it needs DRS.")
  public record DpmSpec(
      @Doc("Whether it is on.") Optional<Boolean> enabled,
      @Doc("Whether it acts, or only recommends.") Optional<Power> automation,
      @Doc(
              "How readily it switches hosts, as vCenter's client has it: 1 is conservative, 5 is"
                  + " aggressive.")
          Optional<Integer> threshold,
      @Doc("What it does with single hosts; others are left alone.")
          @Refers(value = "hosts", order = Reference.Order.USES_EACH)
          Optional<Map<Ref, PowerOverride>> hostOverrides) {
    private static final DpmSpec NONE =
        new DpmSpec(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private DpmSpec base() {
      return new DpmSpec(enabled, automation, threshold, Optional.empty());
    }
  }

  /** What DPM does with one host. */
  public enum PowerOverride implements ApiWord {
    CLUSTER_DEFAULT,
    DISABLED,
    MANUAL,
    AUTOMATED
  }

  /** What DPM does by itself. */
  public enum Power {
    MANUAL(DpmBehavior.manual),
    AUTOMATED(DpmBehavior.automated);

    private final DpmBehavior api;

    Power(DpmBehavior api) {
      this.api = api;
    }

    public DpmBehavior api() {
      return api;
    }
  }

  /** {@code {enabled: true, behaviour: automated, moderate: quarantine, severe: maintenance}}. */
  @Doc("Proactive HA, which empties hosts whose hardware degrades; it needs DRS.")
  public record ProactiveHaSpec(
      @Doc("Whether it is on.") Optional<Boolean> enabled,
      @Doc("Whether it acts, or only recommends.") Optional<Behaviour> behaviour,
      @Doc("What it does with a host that is moderately degraded.") Optional<Remedy> moderate,
      @Doc("What it does with a host that is severely degraded.") Optional<Remedy> severe,
      @Doc("The ids of the providers that say how hosts are; the whole list.")
          Optional<List<String>> providers) {}

  /** What Proactive HA does by itself. */
  public enum Behaviour implements ApiWord {
    MANUAL("Manual"),
    AUTOMATED("Automated");

    private final String api;

    Behaviour(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }

  /** What Proactive HA does with a host. */
  public enum Remedy implements ApiWord {
    QUARANTINE("QuarantineMode"),
    MAINTENANCE("MaintenanceMode");

    private final String api;

    Remedy(String api) {
      this.api = api;
    }

    @Override
    public String api() {
      return api;
    }
  }

  /** {@code {enabled: true, esa: true}}. */
  @Doc("vSAN.")
  public record VsanSpec(
      @Doc("Whether it is on.") Optional<Boolean> enabled,
      @Doc("Whether it is of the Express Storage Architecture.") Optional<Boolean> esa) {
    private static final VsanSpec NONE = new VsanSpec(Optional.empty(), Optional.empty());
  }

  /** One that is only looked up. */
  public static ClusterSpec existing(PlaceName path) {
    return bare(Optional.of(path), Optional.empty(), false);
  }

  /**
   * With nothing but its place.
   *
   * @param made whether it is one that is made
   */
  private static ClusterSpec bare(Optional<PlaceName> path, Optional<Ref> folder, boolean made) {
    return new ClusterSpec(
        path,
        folder,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        made ? Optional.of(VsanSpec.NONE) : Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public Map<String, RuleSpec> allRules() {
    return rules.orElse(Map.of());
  }

  public Map<String, List<Ref>> allVmGroups() {
    return vmGroups.orElse(Map.of());
  }

  public Map<String, List<PlaceName>> allHostGroups() {
    return hostGroups.orElse(Map.of());
  }

  public Optional<Map<Ref, DrsSpec.Override>> drsOverrides() {
    return drs.flatMap(DrsSpec::vmOverrides);
  }

  public Optional<Map<Ref, HaOverrideSpec>> haOverrides() {
    return ha.flatMap(HaSpec::vmOverrides);
  }

  public Optional<Map<Ref, PowerOverride>> dpmOverrides() {
    return dpm.flatMap(DpmSpec::hostOverrides);
  }

  /** Whether it is made when it does not exist; otherwise it is only looked up. */
  public boolean isMade() {
    return folder.isPresent()
        || drs.filter(all -> all.vmOverrides().isEmpty() || !all.base().equals(DrsSpec.NONE))
            .isPresent()
        || ha.filter(all -> all.vmOverrides().isEmpty() || !all.equals(all.overrides())).isPresent()
        || evc.isPresent()
        || swapPlacement.isPresent()
        || proactiveHa.isPresent()
        || dpm.filter(all -> all.hostOverrides().isEmpty() || !all.base().equals(DpmSpec.NONE))
            .isPresent()
        || vsan.isPresent()
        || vclsDatastores.isPresent()
        || !customAttributes.isEmpty()
        || vsphereTags.isPresent();
  }

  private boolean hasOverrides() {
    return drsOverrides().isPresent() || haOverrides().isPresent() || dpmOverrides().isPresent();
  }

  /** Whether this is a late part, or a whole entry that has one. */
  public boolean hasLateParts() {
    return vmGroups.isPresent()
        || hostGroups.isPresent()
        || rules.isPresent()
        || hasOverrides()
        || vclsDatastores.isPresent()
        || ha.flatMap(HaSpec::heartbeatDatastores).isPresent()
        || ha.flatMap(HaSpec::ofHosts).isPresent();
  }

  /** The same without late parts. */
  public ClusterSpec base() {
    Optional<HaSpec> own =
        ha.map(
            some ->
                some.keeping(
                    some.ofHosts().isPresent() ? Optional.empty() : some.admissionControl(),
                    Optional.empty()));
    return new ClusterSpec(
        path,
        folder,
        isMade() ? drs.map(DrsSpec::base) : Optional.empty(),
        isMade() ? own : Optional.empty(),
        evc,
        swapPlacement,
        proactiveHa,
        isMade() ? dpm.map(DpmSpec::base) : Optional.empty(),
        vsan.or(() -> isMade() ? Optional.of(VsanSpec.NONE) : Optional.empty()),
        Optional.empty(),
        customAttributes,
        vsphereTags,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Only what names hosts and datastores. */
  public ClusterSpec places() {
    Optional<HaSpec> own =
        ha.map(some -> HaSpec.NONE.keeping(some.ofHosts(), some.heartbeatDatastores()));
    return bare(path, folder, isMade())
        .late(Optional.empty(), own, Optional.empty(), vclsDatastores, false);
  }

  /** Only what single instances and hosts have of their own. */
  public ClusterSpec overrides() {
    Optional<DrsSpec> own =
        drsOverrides().isPresent() ? drs.map(DrsSpec::overrides) : Optional.empty();
    return bare(path, folder, isMade())
        .late(
            own,
            haOverrides().isPresent() ? ha.map(HaSpec::overrides) : Optional.empty(),
            dpmOverrides()
                .map(
                    hosts ->
                        new DpmSpec(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(hosts))),
            Optional.empty(),
            exclusive);
  }

  private ClusterSpec late(
      Optional<DrsSpec> ofVms,
      Optional<HaSpec> own,
      Optional<DpmSpec> ofHosts,
      Optional<List<Ref>> system,
      boolean whole) {
    return new ClusterSpec(
        path,
        folder,
        ofVms,
        own,
        evc,
        swapPlacement,
        proactiveHa,
        ofHosts,
        vsan,
        system,
        customAttributes,
        vsphereTags,
        vmGroups,
        hostGroups,
        rules,
        whole);
  }

  /** Only groups and rules, and whether the cluster is made. */
  public ClusterSpec members() {
    return bare(path, folder, isMade()).listing(vmGroups, hostGroups, rules, exclusive);
  }

  /** The same with other rules. */
  public ClusterSpec withRules(Optional<Map<String, RuleSpec>> others) {
    return listing(vmGroups, hostGroups, others, exclusive);
  }

  private ClusterSpec listing(
      Optional<Map<String, List<Ref>>> vms,
      Optional<Map<String, List<PlaceName>>> hosts,
      Optional<Map<String, RuleSpec>> some,
      boolean whole) {
    return new ClusterSpec(
        path,
        folder,
        drs,
        ha,
        evc,
        swapPlacement,
        proactiveHa,
        dpm,
        vsan,
        vclsDatastores,
        customAttributes,
        vsphereTags,
        vms,
        hosts,
        some,
        whole);
  }

  @Override
  public Optional<String> evcMode() {
    return evc.filter(mode -> !mode.equals(NO_EVC));
  }

  @Override
  public String clusterName(String entry) {
    return path.map(PlaceName::bare).orElse(entry);
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    Set<Activity> all = new LinkedHashSet<>();
    if (isMade()) {
      all.addAll(ClusterActivities.ALL);
    }
    if (!isMade() && hasOverrides()) {
      all.addAll(ClusterActivities.ALL);
    }
    if (!allRules().isEmpty() || !allVmGroups().isEmpty() || !allHostGroups().isEmpty()) {
      all.addAll(Activities.set(Activities.SERVER_GROUPS, Activities.JOURNAL));
    }
    return all;
  }
}
