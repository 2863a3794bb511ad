package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Referring;
import dev.provision.spi.trait.Renamable;
import dev.provision.spi.trait.Versioned;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.form.Form;
import dev.provision.vsphere.kind.form.HasForms;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The section {@code switches}: distributed switches. A name that a network uses and the playbook
 * does not declare means the distributed switch of that name, and where there is none, the standard
 * switch that hosts have under it. It finds and describes both forms of switches, which change
 * themselves.
 */
public final class SwitchKind
    implements HasForms<SwitchSpec, SwitchDesired, SwitchState>,
        ReadsWhenDeclared<SwitchSpec>,
        LookedUp<SwitchSpec, SwitchDesired, SwitchState, Inventory, VsphereWriter>,
        Implied<SwitchSpec, SwitchDesired, SwitchState, Inventory, VsphereWriter>,
        Versioned<SwitchSpec, SwitchDesired, SwitchState, Inventory, VsphereWriter>,
        Foreseen<SwitchSpec, SwitchDesired, SwitchState, Inventory, VsphereWriter>,
        Referring<SwitchSpec, SwitchDesired, SwitchState, Inventory, VsphereWriter>,
        Renamable<SwitchSpec, SwitchDesired, SwitchState, Inventory, VsphereWriter> {
  private final SwitchObjects objects = new SwitchObjects();
  private final DistributedSwitches distributed = new DistributedSwitches(objects);
  private final StandardSwitches standard = new StandardSwitches();

  @Override
  public List<Form<SwitchDesired, SwitchState>> forms() {
    return List.of(distributed, standard);
  }

  @Override
  public Optional<Form<SwitchDesired, SwitchState>> formToBe(SwitchDesired desired) {
    if (desired.spec().isStandard()) {
      return Optional.of(standard);
    }
    return desired.object().isExisting() ? Optional.empty() : Optional.of(distributed);
  }

  @Override
  public Optional<Form<SwitchDesired, SwitchState>> form(SwitchState seen) {
    return seen.hosts().isPresent()
        ? Optional.of(standard)
        : seen.object().map(there -> distributed);
  }

  @Override
  public KindInfo info() {
    return objects.info();
  }

  @Override
  public Carrier carrier() {
    return objects.carrier();
  }

  @Override
  public Class<SwitchSpec> spec() {
    return SwitchSpec.class;
  }

  @Override
  public Set<Activity> activities() {
    Set<Activity> all = new LinkedHashSet<>(objects.activities());
    all.add(StandardSwitches.ACTIVITY);
    all.add(Activities.JOURNAL);
    return all;
  }

  @Override
  public Map<String, List<String>> remarks() {
    Map<String, List<String>> all = new LinkedHashMap<>(objects.remarks());
    all.putAll(NetworkPoolRows.remarks());
    return all;
  }

  @Override
  public Set<String> taggedTypes() {
    return objects.taggedTypes();
  }

  @Override
  public List<Meaning> versions() {
    return objects.versions();
  }

  @Override
  public List<String> rowFields() {
    return objects.rowFields();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    Map<String, Set<String>> all = new LinkedHashMap<>(objects.lightProperties());
    all.putAll(Journal.PROPERTIES);
    return all;
  }

  @Override
  public Map<String, Set<String>> declaredProperties(SwitchSpec spec) {
    if (spec.isStandard()) {
      return Map.of("HostSystem", StandardSwitches.properties());
    }
    Map<String, Set<String>> all = new LinkedHashMap<>();
    all.put(
        SwitchObjects.TYPE,
        spec.existing()
            ? Set.of("uuid", SwitchState.MEMBERS)
            : Set.of("uuid", SwitchState.MEMBERS, SwitchConfig.NAME));
    if (spec.hosts().isPresent()) {
      Set<String> ofHosts = new HashSet<>(HostAdapters.PROPERTIES);
      ofHosts.add(MemberNics.PRESENT);
      all.put("HostSystem", ofHosts);
    } else if (spec.existing()) {
      all.put("HostSystem", Set.of(StandardSeen.SWITCHES));
    }
    return all;
  }

  @Override
  public List<Problem> validate(Declaration<SwitchSpec> declaration) {
    return SwitchRules.problems(declaration.address().name(), declaration.spec());
  }

  @Override
  public Optional<SwitchSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name)
        .map(path -> SwitchSpec.existing(Optional.of(path), Map.of(), Optional.empty()));
  }

  @Override
  public List<Reference> references(
      Declaration<SwitchSpec> declaration, EnvironmentId environment) {
    return SwitchMembers.references(declaration);
  }

  @Override
  public boolean isExisting(SwitchSpec spec) {
    return spec.existing();
  }

  @Override
  public Problem missing(
      Declaration<SwitchSpec> declaration, SwitchDesired desired, Inventory read) {
    return objects.missing(declaration, desired.object(), read);
  }

  @Override
  public Checked<SwitchDesired> desired(Declaration<SwitchSpec> declaration, Resolved references) {
    return objects
        .desired(declaration, references)
        .then(
            object ->
                Checked.of(
                    new SwitchDesired(
                        object,
                        SwitchMembers.hosts(declaration.spec(), references),
                        List.of(),
                        List.of())));
  }

  @Override
  public Fitted<SwitchDesired> fitted(SwitchDesired desired, Inventory read) {
    Fitted<ObjectDesired<SwitchSpec>> fitted = objects.fitted(desired.object(), read);
    return fitted.with(SwitchMembers.found(desired, fitted.desired(), read));
  }

  @Override
  public Observation<SwitchState> observe(Address address, SwitchDesired desired, Inventory read) {
    if (desired.spec().isStandard()) {
      return standard.observe(address, desired, read);
    }
    Observation<ObjectState> found = objects.observe(address, desired.object(), read);
    String name = desired.object().place().name().text();
    if (found instanceof Observation.Absent
        && isStandard(desired.spec())
        && StandardSeen.mayBeOnAHost(name, read)) {
      return new Observation.Present<>(SwitchState.standard(name), name, Ownership.EXISTING);
    }
    return found.map(state -> SwitchState.of(state, read));
  }

  /** Whether a name that is only looked up can be that of a standard switch, which has no path. */
  private static boolean isStandard(SwitchSpec spec) {
    return spec.existing() && spec.path().filter(path -> !path.isPath()).isPresent();
  }

  @Override
  public List<Problem> problems(
      SwitchDesired desired, Observation<SwitchState> seen, Inventory read) {
    if (desired.spec().isStandard()) {
      return StandardSwitches.problems(desired, seen, read);
    }
    if (seen instanceof Observation.Present<SwitchState> there
        && there.state().object().isEmpty()) {
      return List.of();
    }
    List<Problem> problems =
        new ArrayList<>(
            objects.problems(
                desired.object(), seen.map(state -> state.object().orElseThrow()), read));
    problems.addAll(desired.problems());
    problems.addAll(VersionProblems.of(desired, seen, read));
    return problems;
  }

  @Override
  public Inventory foreseen(SwitchDesired desired, Observation<SwitchState> seen, Inventory read) {
    return desired.object().isExisting() || desired.spec().isStandard()
        ? read
        : objects.foreseen(desired.object(), seen.map(state -> state.object().orElseThrow()), read);
  }

  @Override
  public List<String> notes(SwitchDesired desired, Observation<SwitchState> seen) {
    List<String> notes = new ArrayList<>(standard.notes(seen));
    notes.addAll(SwitchMembers.notes(desired));
    return notes;
  }

  @Override
  public Object exported(
      Declaration<SwitchSpec> declaration, SwitchDesired desired, Observation<SwitchState> seen) {
    if (desired.spec().isStandard()) {
      return new SwitchRef.Standard(StandardSwitches.name(desired));
    }
    Set<ManagedObjectReference> hosts = new HashSet<>();
    desired.members().forEach(member -> hosts.add(member.host()));
    if (seen instanceof Observation.Present<SwitchState> there) {
      if (there.state().object().isEmpty()) {
        return new SwitchRef.Standard(there.state().name());
      }
      hosts.addAll(there.state().members().keySet());
    }
    SwitchRef.Distributed dvs =
        (SwitchRef.Distributed)
            objects.exported(
                declaration, desired.object(), seen.map(state -> state.object().orElseThrow()));
    return dvs.with(hosts, SwitchMembers.nics(desired))
        .offering(SwitchUplinks.of(desired.spec(), seen))
        .holding(desired.spec().nioc().flatMap(NiocSpec::pools).map(Map::keySet).orElse(Set.of()));
  }

  @Override
  public Map<String, Object> attributes(SwitchState observed) {
    return observed
        .object()
        .map(objects::attributes)
        .orElseGet(() -> Map.of("path", observed.name()));
  }

  @Override
  public String summary(SwitchDesired desired) {
    if (desired.spec().isStandard()) {
      return StandardSwitches.summary(desired);
    }
    String hosts = desired.members().stream().map(Member::name).collect(Collectors.joining(", "));
    return objects.summary(desired.object()) + (hosts.isEmpty() ? "" : ", on " + hosts);
  }

  @Override
  public String pathToBe(SwitchDesired desired, Inventory read) {
    if (desired.spec().isStandard()) {
      return "";
    }
    return objects.pathToBe(desired.object(), read);
  }

  @Override
  public Set<LockKey> edits(SwitchDesired desired, Inventory read) {
    Set<LockKey> all = new HashSet<>();
    if (!desired.spec().isStandard()) {
      all.addAll(objects.edits(desired.object(), read));
    }
    all.addAll(SwitchMembers.locks(desired.members().stream().map(Member::host).toList()));
    return all;
  }

  @Override
  public Map<Disruption, String> creating(SwitchDesired desired, Inventory read) {
    return desired.members().stream().allMatch(member -> member.taken().isEmpty())
        ? Map.of()
        : Map.of(Disruption.CUT_NETWORK, "");
  }

  @Override
  public Optional<String> whyNotRenamed(SwitchState seen) {
    return seen.object().isEmpty()
        ? Optional.of("a standard switch keeps its name")
        : Optional.empty();
  }

  @Override
  public void rename(
      Address from, Address to, SwitchDesired desired, SwitchState seen, VsphereWriter write)
      throws ModuleException {
    if (seen.object().isEmpty()) {
      throw ModuleException.refused("a standard switch keeps its name; make another one");
    }
    distributed.rename(from, to, desired, seen, write);
  }
}
