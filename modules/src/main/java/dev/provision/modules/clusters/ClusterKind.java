package dev.provision.modules.clusters;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.modules.clusters.declaration.ClusterActivities;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.modules.clusters.settings.AdmissionRows;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.trait.Composed;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Parted;
import dev.provision.spi.trait.Renamable;
import dev.provision.spi.trait.Versioned;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.form.Form;
import dev.provision.vsphere.kind.form.HasForms;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code clusters}. A cluster that declares settings or a folder is made, and carries a
 * mark; another is only looked up. Its declared rules and groups are ours in both cases, and each
 * has an entry in the journal. They are written in the late part {@code members}, after the
 * instances that they name; what names hosts and datastores in the part {@code places}. It finds
 * and describes both, {@link ClusterObjects} and {@link ClusterMembers} change them.
 */
public final class ClusterKind
    implements HasForms<ClusterSpec, ClusterDesired, ClusterState>,
        ReadsWhenDeclared<ClusterSpec>,
        Versioned<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        LookedUp<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Implied<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Parted<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Foreseen<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Located<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Composed<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Renamable<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter> {
  private static final KindInfo INFO =
      new KindInfo(
          "clusters",
          "cluster",
          "A cluster with its settings, and groups and DRS rules in it or in one that exists.",
          """
          clusters:
            edge:
              drs: {enabled: true, automation: fully-automated, migration_threshold: 3}
              ha: {enabled: true, admission_control: {percent: auto, host_failures: 1}}
            DC0_C0:
              host_groups:
                left: [DC0_C0_H0]
          """,
          ObjectType.attributes(
              List.of(
                  new KindInfo.Attribute("drs", "its settings of DRS"),
                  new KindInfo.Attribute("ha", "its settings of HA"),
                  new KindInfo.Attribute("evc", "its EVC mode, or off"),
                  new KindInfo.Attribute("swap_placement", "where VMs have their swap files"),
                  new KindInfo.Attribute("proactive_ha", "its settings of Proactive HA"),
                  new KindInfo.Attribute("dpm", "its settings of power management"),
                  new KindInfo.Attribute("vsan", "its settings of vSAN"))),
          List.of());

  private final MadeClusters made = new MadeClusters(INFO);
  private final ClusterObjects objects = new ClusterObjects(made);
  private final ClusterMembers members = new ClusterMembers(INFO.kind());
  private final ClusterSearch search = new ClusterSearch(made, objects);

  @Override
  public List<Form<ClusterDesired, ClusterState>> forms() {
    return List.of(objects, members);
  }

  @Override
  public Optional<Form<ClusterDesired, ClusterState>> formToBe(ClusterDesired desired) {
    return desired.made().map(one -> objects);
  }

  @Override
  public Optional<Form<ClusterDesired, ClusterState>> form(ClusterState seen) {
    return Optional.of(seen.made().isPresent() ? objects : members);
  }

  @Override
  public KindInfo info() {
    return INFO;
  }

  /** Of rules and groups; a cluster that is made has a custom attribute. */
  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    Set<Activity> all = new LinkedHashSet<>(ClusterActivities.ALL);
    all.addAll(Activities.set(Activities.SERVER_GROUPS, Activities.JOURNAL));
    return all;
  }

  @Override
  public Class<ClusterSpec> spec() {
    return ClusterSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "Folder",
        Set.of("customValue"),
        "Datacenter",
        Set.of(Tree.HOST.property()),
        MadeClusters.TYPE,
        Set.of("customValue", DrsCluster.CONFIG),
        "VirtualMachine",
        Set.of("resourcePool"));
  }

  @Override
  public Map<String, Set<String>> rowProperties() {
    return made.rowProperties();
  }

  @Override
  public Map<String, Set<String>> declaredProperties(ClusterSpec spec) {
    return made.declaredProperties(spec);
  }

  @Override
  public Map<String, List<String>> remarks() {
    return made.remarks();
  }

  @Override
  public List<Meaning> versions() {
    return made.versions();
  }

  @Override
  public Set<String> taggedTypes() {
    return made.taggedTypes();
  }

  /** Without those of admission control, which exclude each other; they have tests of their own. */
  @Override
  public List<String> rowFields() {
    return made.rowFields().stream()
        .filter(field -> !field.startsWith(AdmissionRows.FIELD))
        .toList();
  }

  @Override
  public List<Problem> validate(Declaration<ClusterSpec> declaration) {
    return ClusterRules.problems(declaration);
  }

  @Override
  public List<Part<ClusterSpec>> lateParts() {
    return List.of(
        new Part<>(
            "places",
            Set.of(
                "ha.heartbeat_datastores",
                AdmissionRows.FIELD + ".failover_hosts",
                PlaceRows.SYSTEM),
            ClusterSpec::places),
        new Part<>(
            "overrides",
            Set.of("drs.vm_overrides", "ha.vm_overrides", "dpm.host_overrides"),
            ClusterSpec::overrides),
        new Part<>("members", Set.of("vm_groups", "host_groups", "rules"), ClusterSpec::members));
  }

  @Override
  public ClusterSpec base(ClusterSpec spec) {
    return spec.base();
  }

  @Override
  public boolean isExisting(ClusterSpec spec) {
    return !spec.isMade() && !spec.hasLateParts();
  }

  @Override
  public Optional<ClusterSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(ClusterSpec::existing);
  }

  @Override
  public Problem missing(
      Declaration<ClusterSpec> declaration, ClusterDesired desired, Inventory read) {
    String why =
        DirectHost.is(read)
            ? DirectHost.refusal("clusters", "it is in none; leave it out")
            : search
                .lookup(desired, read)
                .problem("cluster", desired.name(), desired.vcenter().below(read))
                .orElseThrow();
    return new Problem("path", why);
  }

  @Override
  public Optional<String> at(Declaration<ClusterSpec> cluster) {
    return cluster.spec().path().map(PlaceName::text);
  }

  private static boolean isBase(Declaration<ClusterSpec> cluster) {
    return !cluster.spec().hasLateParts();
  }

  @Override
  public boolean makes(Declaration<ClusterSpec> cluster, String place) {
    return cluster.spec().isMade() && isBase(cluster) && ClusterSearch.holds(cluster, place);
  }

  @Override
  public Set<Address> parts(Declaration<ClusterSpec> declaration) {
    Set<Address> parts = new HashSet<>();
    Entry.of(declaration.address(), declaration.spec()).forEach(each -> parts.add(each.address()));
    return parts;
  }

  @Override
  public Checked<ClusterDesired> desired(
      Declaration<ClusterSpec> declaration, Resolved references) {
    return Checked.of(
        ClusterDesired.of(
            declaration,
            declaration.spec().isMade()
                ? made.desired(declaration, references).value()
                : Optional.empty(),
            references));
  }

  @Override
  public Fitted<ClusterDesired> fitted(ClusterDesired desired, Inventory read) {
    Fitted<ClusterDesired> late =
        Meaning.fit(desired, desired.meanings(), ClusterDesired::without, read.version());
    return desired
        .made()
        .map(one -> made.fitted(one, read))
        .map(fitted -> fitted.with(late.desired().with(fitted.desired())).and(late))
        .orElse(late);
  }

  @Override
  public Observation<ClusterState> observe(
      Address address, ClusterDesired desired, Inventory read) {
    return search.observe(address, desired, read);
  }

  @Override
  public Inventory foreseen(
      ClusterDesired desired, Observation<ClusterState> seen, Inventory read) {
    return search.foreseen(desired, read);
  }

  @Override
  public List<Problem> problems(
      ClusterDesired desired, Observation<ClusterState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    if (!desired.isLate()) {
      desired
          .made()
          .ifPresent(one -> problems.addAll(made.problems(one, search.ofMade(one, read), read)));
      problems.addAll(ClusterRules.evc(desired.spec(), seen, read));
    }
    problems.addAll(RuleConflicts.problems(desired));
    search
        .cluster(desired, read)
        .ifPresent(cluster -> problems.addAll(ClusterRules.hosts(desired, cluster, read)));
    return problems;
  }

  @Override
  public List<String> notes(ClusterDesired desired, Observation<ClusterState> seen) {
    return seen instanceof Observation.Present<ClusterState> present
            && !present.state().cluster().hasDrs()
            && desired.spec().allRules().values().stream().anyMatch(RuleSpec::needsDrs)
        ? List.of("DRS is off there: nothing keeps its rules")
        : List.of();
  }

  /** Its path; the name or path by which one is looked up. */
  @Override
  public Object exported(
      Declaration<ClusterSpec> declaration,
      ClusterDesired desired,
      Observation<ClusterState> seen) {
    return desired.made().map(made::summary).orElseGet(() -> desired.name().text());
  }

  @Override
  public Map<String, Object> attributes(ClusterState observed) {
    return made.attributes(observed.cluster());
  }

  @Override
  public String summary(ClusterDesired desired) {
    return desired.made().map(made::summary).orElseGet(() -> desired.name().text());
  }

  @Override
  public String pathToBe(ClusterDesired desired, Inventory read) {
    return desired.made().map(one -> made.pathToBe(one, read)).orElse("");
  }

  @Override
  public Set<LockKey> edits(ClusterDesired desired, Inventory read) {
    return search.locks(desired, read);
  }

  @Override
  public Set<LockKey> leaves(ClusterState seen) {
    return Set.of(ClusterSearch.lock(seen.cluster().path()));
  }

  @Override
  public void rename(
      Address from, Address to, ClusterDesired desired, ClusterState seen, VsphereWriter write)
      throws ModuleException {
    objects.rename(from, to, desired, seen, write);
  }
}
