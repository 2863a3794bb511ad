package dev.provision.modules.networks;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Referring;
import dev.provision.spi.trait.Versioned;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.PortGroups;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.form.Form;
import dev.provision.vsphere.kind.form.HasForms;
import dev.provision.vsphere.places.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code networks}. A name that an instance uses and the playbook does not declare
 * means the port group of that name. A network with a switch is a standard port group that is
 * created on hosts.
 */
public final class NetworkKind
    implements HasForms<NetworkSpec, NetworkDesired, NetworkState>,
        ReadsWhenDeclared<NetworkSpec>,
        LookedUp<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Implied<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Referring<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Aliased<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Versioned<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Foreseen<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter> {
  private static final KindInfo INFO =
      new KindInfo(
          "networks",
          "network",
          "An existing port group or opaque network, or a port group to create on a switch.",
          """
          networks:
            private:
              port_group: VM Network
          """,
          List.of(
              new KindInfo.Attribute("name", "its name in vCenter"),
              new KindInfo.Attribute("id", "its managed object id")),
          List.of());

  private final MadeNetworks made = new MadeNetworks();
  private final DistributedNetworks distributed =
      new DistributedNetworks(new PortGroupObjects(INFO));

  @Override
  public List<Form<NetworkDesired, NetworkState>> forms() {
    return List.of(made, distributed);
  }

  @Override
  public Optional<MadeForm> formToBe(NetworkDesired desired) {
    return desired.distributed().isPresent()
        ? Optional.of(distributed)
        : desired.made().map(on -> made);
  }

  @Override
  public Optional<MadeForm> form(NetworkState seen) {
    return seen.object().isPresent() ? Optional.of(distributed) : seen.hosts().map(on -> made);
  }

  @Override
  public KindInfo info() {
    return INFO;
  }

  /** For networks that are created; those that are looked up carry no mark. */
  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(
        Activities.PORT_GROUPS, Activities.JOURNAL, PortGroupActivity.KEEPING, Activities.MARKS);
  }

  @Override
  public Class<NetworkSpec> spec() {
    return NetworkSpec.class;
  }

  @Override
  public Optional<NetworkSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(NetworkSpec::existing);
  }

  /** A port group is made on hosts that are there: those which the playbook adds come first. */
  @Override
  public List<Reference> references(Declaration<NetworkSpec> network, EnvironmentId environment) {
    return network.spec().isExisting() || network.common().absent()
        ? List.of()
        : List.of(
            new Reference(
                "hosts", Reference.EVERY, Reference.Order.USES_EACH, "hosts", network.span()));
  }

  @Override
  public Map<String, List<String>> remarks() {
    Map<String, List<String>> all = new LinkedHashMap<>(distributed.remarks());
    all.putAll(StandardPortGroups.CHANGED.remarks());
    return all;
  }

  @Override
  public Set<String> taggedTypes() {
    return distributed.taggedTypes();
  }

  @Override
  public List<Meaning> versions() {
    return distributed.versions();
  }

  /** Those of standard port groups; a port group of a distributed switch is another form. */
  @Override
  public List<String> rowFields() {
    return List.copyOf(StandardPortGroups.CHANGED.remarks().keySet());
  }

  @Override
  public Map<String, List<String>> otherForms() {
    return Map.of("distributed", List.copyOf(distributed.remarks().keySet()));
  }

  @Override
  public List<Problem> validate(Declaration<NetworkSpec> declaration) {
    return NetworkRules.problems(declaration.spec());
  }

  /** Two names of one port group are one network. */
  @Override
  public String standsFor(Declaration<NetworkSpec> declaration) {
    return "port group " + name(declaration);
  }

  private static String name(Declaration<NetworkSpec> declaration) {
    return declaration.spec().portGroup().map(PlaceName::text).orElse(declaration.address().name());
  }

  @Override
  public boolean isExisting(NetworkSpec spec) {
    return spec.isExisting();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "DistributedVirtualPortgroup",
            Set.of("key", "customValue", PortGroups.SWITCH, PortGroups.TAGS),
        "Datacenter", Set.of(Tree.NETWORK.property()),
        "DistributedVirtualSwitch", Set.of("uuid"),
        "VmwareDistributedVirtualSwitch", Set.of("uuid"),
        "Folder", Set.of("customValue"),
        "OpaqueNetwork", Set.of(NetworkSearch.SUMMARY));
  }

  @Override
  public Map<String, Set<String>> declaredProperties(NetworkSpec spec) {
    if (spec.isExisting()) {
      return Map.of();
    }
    Map<String, Set<String>> all = new LinkedHashMap<>(made.properties(spec));
    all.put(PortGroupObjects.TYPE, Set.of(PortGroupRows.CONFIG, GroupUsers.MACHINES));
    Set<String> ofSwitch = new HashSet<>();
    if (spec.macLearning().isPresent()) {
      ofSwitch.add(MacLearning.VERSION);
    }
    if (spec.resourcePool().isPresent()) {
      ofSwitch.add(NetworkPools.LIST);
    }
    if (!ofSwitch.isEmpty()) {
      all.put(MacLearning.SWITCH, ofSwitch);
    }
    return all;
  }

  @Override
  public Checked<NetworkDesired> desired(
      Declaration<NetworkSpec> declaration, Resolved references) {
    Optional<SwitchRef.Distributed> dvs =
        declaration
            .spec()
            .switchName()
            .map(name -> references.get("switches", name.name(), SwitchRef.class))
            .filter(SwitchRef.Distributed.class::isInstance)
            .map(SwitchRef.Distributed.class::cast);
    List<Problem> wrong =
        declaration.spec().isExisting()
            ? List.of()
            : dvs.isPresent()
                ? NetworkRules.onDistributed(declaration.spec())
                : NetworkRules.onStandard(declaration.spec());
    if (!wrong.isEmpty()) {
      return Checked.failed(
          wrong.stream()
              .map(each -> Diagnostic.error(each.message(), declaration.spanOf(each.field())))
              .toList());
    }
    NetworkDesired desired =
        new NetworkDesired(
            declaration.address().name(),
            name(declaration),
            references.connection(VcenterSpec.class),
            dvs.isPresent()
                ? Optional.empty()
                : MadeNetworks.wanted(declaration, references.environment()),
            Optional.empty());
    return dvs.isEmpty()
        ? Checked.of(desired)
        : distributed.desired(desired, declaration, dvs.get(), references);
  }

  /** Looks up the hosts of a network that is created. */
  @Override
  public Fitted<NetworkDesired> fitted(NetworkDesired desired, Inventory read) {
    return desired.distributed().isPresent()
        ? distributed.fitted(desired, read)
        : Fitted.whole(desired.made().isPresent() ? NetworkHosts.found(desired, read) : desired);
  }

  @Override
  public Observation<NetworkState> observe(
      Address address, NetworkDesired desired, Inventory read) {
    Optional<MadeForm> form = formToBe(desired);
    if (form.isPresent()) {
      return form.get().observe(address, desired, read);
    }
    Lookup lookup = NetworkSearch.find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      PortGroupRef there = NetworkSearch.ref(desired, found.item(), read);
      return NetworkSearch.whyUnfit(there, found.item()).isPresent()
          ? new Observation.Absent<>()
          : new Observation.Present<>(
              NetworkState.existing(there), found.path().toString(), Ownership.EXISTING);
    }
    if (lookup instanceof Lookup.Ambiguous several) {
      return new Observation.Ambiguous<>(
          several.paths().stream().map(Object::toString).sorted().toList());
    }
    return new Observation.Absent<>();
  }

  @Override
  public List<Problem> problems(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return formToBe(desired).map(form -> form.problems(desired, seen, read)).orElse(List.of());
  }

  @Override
  public Problem missing(
      Declaration<NetworkSpec> declaration, NetworkDesired desired, Inventory read) {
    return new Problem("port_group", NetworkSearch.whyNone(desired, read));
  }

  @Override
  public List<String> notes(NetworkDesired desired, Observation<NetworkState> seen) {
    return made.notes(seen);
  }

  @Override
  public Object exported(
      Declaration<NetworkSpec> declaration,
      NetworkDesired desired,
      Observation<NetworkState> seen) {
    Optional<MadeForm> form = formToBe(desired);
    if (form.isPresent()) {
      return form.get().exported(desired, seen);
    }
    return seen instanceof Observation.Present<NetworkState> present
        ? present.state().group().orElseThrow()
        : PortGroupRef.standard(desired.network(), Optional.empty(), desired.portGroup(), Set.of());
  }

  @Override
  public Map<String, Object> attributes(NetworkState observed) {
    return observed
        .group()
        .<Map<String, Object>>map(group -> Map.of("name", group.name(), "id", group.ref().getVal()))
        .orElse(Map.of());
  }

  @Override
  public String summary(NetworkDesired desired) {
    return formToBe(desired).map(form -> form.summary(desired)).orElseGet(desired::portGroup);
  }

  @Override
  public Set<LockKey> edits(NetworkDesired desired, Inventory read) {
    return formToBe(desired).map(form -> form.locks(desired, read)).orElse(Set.of());
  }

  @Override
  public Set<Address> before(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return formToBe(desired).map(form -> form.before(desired, seen, read)).orElse(Set.of());
  }

  @Override
  public Inventory foreseen(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return desired.distributed().isPresent() ? distributed.foreseen(desired, seen, read) : read;
  }
}
