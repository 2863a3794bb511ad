package dev.provision.modules.instances;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.disks.VolumeHolders;
import dev.provision.modules.instances.guest.GuestInfo;
import dev.provision.modules.instances.guest.VmCustomization;
import dev.provision.modules.instances.make.CloneSource;
import dev.provision.modules.instances.make.HostRemnants;
import dev.provision.modules.instances.make.InstanceNeeds;
import dev.provision.modules.instances.make.InstanceWrites;
import dev.provision.modules.instances.make.Migrations;
import dev.provision.modules.instances.make.VmGrowth;
import dev.provision.modules.instances.make.VmMarks;
import dev.provision.modules.instances.make.VmRemoval;
import dev.provision.modules.instances.operations.ConsoleOperation;
import dev.provision.modules.instances.operations.RebootOperation;
import dev.provision.modules.instances.operations.RescueOperation;
import dev.provision.modules.instances.operations.RevertOperation;
import dev.provision.modules.instances.operations.SnapshotOperation;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceDiff;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Late;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Operation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Readiness;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Awaited;
import dev.provision.spi.trait.Departing;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Operable;
import dev.provision.spi.trait.Placed;
import dev.provision.spi.trait.Referring;
import dev.provision.spi.trait.Traced;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.HasInterest;
import dev.provision.vsphere.kind.HasMeanings;
import dev.provision.vsphere.kind.Interest;
import dev.provision.vsphere.kind.KeepsExtraConfig;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code instances:}, VMs cloned from images or booted from volumes. Stateless, so safe for many
 * threads. It is long because the engine asks a kind many things; others answer each of them.
 */
public final class InstanceKind
    implements VsphereKind<InstanceSpec, InstanceDesired, InstanceState>,
        Referring<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        ClaimingInstances,
        Traced<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Placed<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Located<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Locked<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Awaited<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Departing<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Adoptable<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        Operable<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter>,
        PrivilegedInstances,
        SizedInstances,
        HasInterest<InstanceSpec, InstanceDesired, InstanceState>,
        HasMeanings<InstanceSpec, InstanceDesired, InstanceState>,
        KeepsExtraConfig<InstanceSpec, InstanceDesired, InstanceState> {
  @Override
  public KindInfo info() {
    return InstanceInfo.INFO;
  }

  @Override
  public Carrier carrier() {
    return Carrier.EXTRA_CONFIG;
  }

  @Override
  public Set<Activity> activities() {
    return InstanceInfo.ACTIVITIES;
  }

  @Override
  public Set<String> taggedTypes() {
    return Set.of("VirtualMachine");
  }

  @Override
  public Class<InstanceSpec> spec() {
    return InstanceSpec.class;
  }

  @Override
  public List<Problem> validate(Declaration<InstanceSpec> declaration) {
    return InstanceRules.problems(declaration);
  }

  @Override
  public List<Reference> references(
      Declaration<InstanceSpec> declaration, EnvironmentId environment) {
    return InstanceReferences.of(declaration, environment);
  }

  @Override
  public Optional<String> at(Declaration<InstanceSpec> declaration) {
    return declaration.spec().datastore().map(PlaceName::text);
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of("VirtualMachine", Vm.LIGHT);
  }

  @Override
  public Set<String> fullProperties() {
    return InstanceParts.properties();
  }

  @Override
  public Map<String, String> captured(Map<String, String> extraConfig) {
    return GuestInfo.digests(extraConfig);
  }

  /**
   * A VM at the path of an instance to be adopted is read in full too, and so is any VM with one of
   * the declared addresses.
   */
  @Override
  public Interest interest(Declaration<InstanceSpec> declaration, EnvironmentId environment) {
    return new Interest(
        declaration.common().adopt()
            ? Set.of(
                declaration.spec().path().map(PlaceName::text).orElse(declaration.address().name()))
            : Set.of(),
        AddressClaims.addresses(declaration.spec()));
  }

  @Override
  public Checked<InstanceDesired> desired(
      Declaration<InstanceSpec> declaration, Resolved references) {
    return InstanceResolving.of(declaration, references);
  }

  @Override
  public List<Meaning> versions() {
    return Stream.of(ExtraSpec.values()).flatMap(each -> each.meaning().stream()).toList();
  }

  /** Those that the flavor's extra specs have. */
  @Override
  public List<Meaning> meanings(InstanceDesired desired) {
    return desired.sizing().extraSpecs().meanings();
  }

  @Override
  public InstanceDesired without(InstanceDesired desired, Set<String> fields) {
    return desired.with(desired.sizing().with(desired.sizing().extraSpecs().without(fields)));
  }

  /** On a single ESXi host, an instance without a folder is in the only one. */
  @Override
  public Fitted<InstanceDesired> fitted(InstanceDesired desired, Inventory read) {
    Fitted<InstanceDesired> fitted = HasMeanings.super.fitted(desired, read);
    List<Fitted.Note> notes = new ArrayList<>();
    for (Fitted.Note note : fitted.notes()) {
      String path = ExtraSpec.of(note.field()).map(ExtraSpec::path).orElse(note.field());
      notes.add(new Fitted.Note(path, note.text()));
    }
    return new Fitted<>(InstanceLookup.onHost(fitted.desired(), read), notes, fitted.refused());
  }

  @Override
  public Observation<InstanceState> observe(
      Address address, InstanceDesired desired, Inventory read) {
    return InstanceLookup.observe(desired, read);
  }

  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return InstanceRules.problems(desired, seen, read);
  }

  @Override
  public List<Change> diff(InstanceDesired desired, InstanceState observed) {
    return InstanceDiff.changes(desired, VmMarks.taken(desired, observed));
  }

  /** A reference to the VM; empty until it exists. */
  @Override
  public Object exported(
      Declaration<InstanceSpec> declaration,
      InstanceDesired desired,
      Observation<InstanceState> seen) {
    return seen instanceof Observation.Present<InstanceState> present
        ? Optional.of(present.state().ref())
        : Optional.empty();
  }

  @Override
  public Map<String, Object> attributes(InstanceState observed) {
    return NovaWords.attributes(observed);
  }

  @Override
  public String summary(InstanceDesired desired) {
    return InstanceInfo.summary(desired);
  }

  @Override
  public String pathToBe(InstanceDesired desired, Inventory read) {
    return desired.placing().path().map(InventoryPath::toString).orElse(desired.placing().name());
  }

  @Override
  public Span origin(Declaration<InstanceSpec> declaration, InstanceDesired desired, String field) {
    return InstanceDiff.origin(declaration, desired, field);
  }

  @Override
  public Optional<Demand> demand(Address address, InstanceDesired desired) {
    return Optional.of(InstanceNeeds.ofNew(address, desired));
  }

  @Override
  public Optional<Demand> demandToMove(
      Address address,
      InstanceDesired desired,
      InstanceState observed,
      List<Change> changes,
      Inventory read) {
    return Migrations.demand(desired, observed, changes, read)
        .or(() -> VmGrowth.demand(desired, observed, changes, read));
  }

  @Override
  public Set<LockKey> edits(InstanceDesired desired, Inventory read) {
    return VmVolumes.locks(desired.volumes());
  }

  @Override
  public Set<Address> before(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    return VolumeHolders.before(desired.head(), desired.volumes(), read);
  }

  @Override
  public Set<LockKey> takes(InstanceDesired desired) {
    return CloneSource.locks(desired);
  }

  @Override
  public Readiness ready(InstanceDesired desired, InstanceState observed, Set<String> read) {
    return VmReadiness.of(desired, observed, read);
  }

  @Override
  public Map<String, Late> late(Declaration<InstanceSpec> declaration) {
    return AddressWait.late(declaration);
  }

  @Override
  public Optional<Duration> readyWithin(InstanceDesired desired) {
    return desired.spec().waitFor().timeout().or(() -> VmCustomization.within(desired.guest()));
  }

  @Override
  public List<String> notes(InstanceDesired desired, Observation<InstanceState> seen) {
    return VmNotes.of(desired, seen);
  }

  @Override
  public List<String> leaving(InstanceState seen) {
    return seen.condition().others().notes();
  }

  @Override
  public void create(Address address, InstanceDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (desired.head().adopts()) {
      throw ModuleException.refused("it is adopted, and an adopted one is never made");
    }
    if (!(at instanceof HostPlacement place)) {
      throw new IllegalStateException("an instance was not given a host: " + at);
    }
    new InstanceWrites(write).create(desired, place);
  }

  @Override
  public void update(
      Address address,
      InstanceDesired desired,
      InstanceState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new InstanceWrites(write)
        .update(
            desired,
            seen,
            changes,
            at.filter(HostPlacement.class::isInstance).map(HostPlacement.class::cast));
  }

  @Override
  public void delete(InstanceState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (HostRemnants.is(seen)) {
      new HostRemnants(write).delete(seen);
      return;
    }
    new VmRemoval(write).delete(seen);
  }

  @Override
  public void adopt(
      Address address, InstanceDesired desired, InstanceState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new InstanceWrites(write).marks(seen, VmMarks.forAdoption(desired, seen, write.runId()));
  }

  @Override
  public void release(InstanceState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmRemoval(write).release(seen);
  }

  @Override
  public List<Operation<InstanceState, Inventory, VsphereWriter>> operations() {
    return List.of(
        new SnapshotOperation(),
        new RevertOperation(),
        new RebootOperation(),
        new ConsoleOperation(),
        new RescueOperation());
  }

  @Override
  public Stream<Owned<InstanceState>> remains(EnvironmentId environment, Inventory read) {
    return HostRemnants.of(environment, read);
  }

  @Override
  public Stream<Owned<InstanceState>> owned(EnvironmentId environment, Inventory read) {
    return InstanceLookup.owned(environment, read);
  }
}
