package dev.provision.modules.vmkernels;

import static dev.provision.vsphere.kind.Activity.call;
import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Disruption;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Renamable;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.HasMeanings;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.SameRights;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The section {@code vmkernels}. An adapter can carry no mark, and the host gives it its name; so
 * the journal says whose it is. It is long because it passes on every question of the engine.
 */
public final class VmkernelKind
    implements HasMeanings<VmkernelSpec, VmkernelDesired, VmkernelState>,
        SameRights<VmkernelSpec, VmkernelDesired, VmkernelState>,
        ReadsWhenDeclared<VmkernelSpec>,
        Aliased<VmkernelSpec, VmkernelDesired, VmkernelState, Inventory, VsphereWriter>,
        Infrastructure<VmkernelSpec, VmkernelDesired, VmkernelState, Inventory, VsphereWriter>,
        Locked<VmkernelSpec, VmkernelDesired, VmkernelState, Inventory, VsphereWriter>,
        AdapterClaims,
        Renamable<VmkernelSpec, VmkernelDesired, VmkernelState, Inventory, VsphereWriter>,
        Adoptable<VmkernelSpec, VmkernelDesired, VmkernelState, Inventory, VsphereWriter> {
  private static final String KIND = "vmkernel";

  private static final String NETWORK = "Host.Config.Network";

  private static final String ASSIGN = "Network.Assign";

  /** What puts one on another port group. */
  private static final Set<String> ELSEWHERE = Set.of("host", "network");

  private static final Activity ADAPTERS =
      Activity.of(
              "to keep VMkernel adapters",
              call(
                  "AddVirtualNic, UpdateVirtualNic, RemoveVirtualNic, UpdateNetworkConfig,"
                      + " SelectVnicForNicType, DeselectVnicForNicType; they are asked for on each"
                      + " host",
                  on(On.CLUSTER, "Host.Config.", "Network")),
              call(
                  "AddVirtualNic, UpdateVirtualNic on a distributed port group",
                  on(On.NETWORK, "Network.", "Assign")))
          .rarely();

  @Override
  public KindInfo info() {
    return new KindInfo(
        "vmkernels",
        KIND,
        "A VMkernel adapter of a host: vMotion, storage, management and the like.",
        """
        networks:
          vmotion: {switch: vSwitch0, vlan: 90, hosts: [esx1]}
        vmkernels:
          vmotion-1:
            host: esx1
            network: vmotion
            ip: 10.90.0.11/24
            mtu: 1500
            services: [vmotion]
        """,
        List.of(
            new KindInfo.Attribute("device", "what the host calls it, as in vmk2"),
            new KindInfo.Attribute("host", "the name of its host"),
            new KindInfo.Attribute("network", "the name of its port group"),
            new KindInfo.Attribute("ip", "its IPv4 address, also one from DHCP"),
            new KindInfo.Attribute("mac", "its MAC address"),
            new KindInfo.Attribute("services", "what it is used for")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(ADAPTERS, Activities.JOURNAL);
  }

  @Override
  public Class<VmkernelSpec> spec() {
    return VmkernelSpec.class;
  }

  @Override
  public Map<String, List<String>> remarks() {
    return VmkernelRows.remarks();
  }

  @Override
  public List<Meaning> versions() {
    return VmkernelRows.SPEC.versions();
  }

  @Override
  public List<String> rowFields() {
    return VmkernelRows.fields();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Journal.PROPERTIES;
  }

  @Override
  public Map<String, Set<String>> declaredProperties(VmkernelSpec spec) {
    return Map.of("HostSystem", HostAdapters.PROPERTIES);
  }

  @Override
  public String standsFor(Declaration<VmkernelSpec> declaration) {
    VmkernelSpec spec = declaration.spec();
    return "adapter of `"
        + spec.host()
        + "` on `"
        + spec.network()
        + "`"
        + spec.device().or(spec::ip).map(which -> ", " + which).orElse("");
  }

  @Override
  public List<Problem> validate(Declaration<VmkernelSpec> declaration) {
    return VmkernelRules.problems(declaration.spec());
  }

  @Override
  public Checked<VmkernelDesired> desired(
      Declaration<VmkernelSpec> declaration, Resolved references) {
    VmkernelSpec spec = declaration.spec();
    return Checked.of(
        new VmkernelDesired(
            declaration.address(),
            references.environment(),
            spec,
            references.get("hosts", spec.host().name(), HostRef.class),
            references.get("networks", spec.network().name(), PortGroupRef.class),
            declaration.common().protect()));
  }

  @Override
  public List<Meaning> meanings(VmkernelDesired desired) {
    return VmkernelRows.SPEC.meanings(Wanted.of(desired, Optional.empty()));
  }

  @Override
  public VmkernelDesired without(VmkernelDesired desired, Set<String> fields) {
    return fields.isEmpty() ? desired : desired.with(desired.spec().withoutGateways());
  }

  @Override
  public Observation<VmkernelState> observe(
      Address address, VmkernelDesired desired, Inventory read) {
    return new VmkernelSearch(read).observe(address, desired);
  }

  @Override
  public List<Problem> problems(
      VmkernelDesired desired, Observation<VmkernelState> seen, Inventory read) {
    return new VmkernelProblems(desired, read).of(seen);
  }

  @Override
  public List<Change> diff(VmkernelDesired desired, VmkernelState observed) {
    List<Change> changes = new ArrayList<>();
    if (observed.found().isEmpty() || observed.adapter().isEmpty()) {
      return changes;
    }
    Adapter adapter = observed.adapter().get();
    if (desired.host().place() instanceof Place.Planned
        || desired.host().place() instanceof Place.Known known
            && !observed.host().filter(known.ref()::equals).isPresent()) {
      changes.add(
          Change.inPlace("host", observed.hostName(), desired.host().path().name())
              .with(Effect.REPLACES, "an adapter stays on its host"));
    }
    changes.addAll(
        VmkernelRows.changes(
            Wanted.of(desired, Optional.of(adapter)), adapter, observed.found().get()));
    observed.entry().flatMap(each -> each.change(desired.protect())).ifPresent(changes::add);
    return changes;
  }

  @Override
  public List<String> notes(VmkernelDesired desired, Observation<VmkernelState> seen) {
    return seen instanceof Observation.Present<VmkernelState> present
            && present.state().found().isEmpty()
        ? List.of(
            "`"
                + present.state().hostName()
                + "` shows no configuration, so the adapter is left as it is")
        : List.of();
  }

  @Override
  public Object exported(
      Declaration<VmkernelSpec> declaration,
      VmkernelDesired desired,
      Observation<VmkernelState> seen) {
    return desired.address().name();
  }

  @Override
  public Map<String, Object> attributes(VmkernelState observed) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("host", observed.hostName());
    observed
        .adapter()
        .ifPresent(
            adapter -> {
              all.put("device", adapter.device());
              all.put("network", adapter.at().name());
              adapter.address().ifPresent(address -> all.put("ip", address.text()));
              Optional.ofNullable(adapter.nic().getSpec().getMac())
                  .ifPresent(mac -> all.put("mac", mac));
              adapter
                  .services()
                  .known()
                  .ifPresent(
                      known -> all.put("services", known.stream().map(Service::name).toList()));
            });
    return all;
  }

  @Override
  public String summary(VmkernelDesired desired) {
    VmkernelSpec spec = desired.spec();
    return desired.host().path().name()
        + ", "
        + desired.network().name()
        + spec.ip().map(ip -> ", " + ip).orElse("")
        + spec.services()
            .filter(all -> !all.isEmpty())
            .map(all -> ", " + String.join(" ", all.stream().map(Service::name).toList()))
            .orElse("");
  }

  /** A host's network is changed by one step at a time. */
  @Override
  public Set<LockKey> edits(VmkernelDesired desired, Inventory read) {
    return Set.of(
        lock(
            desired.host().place() instanceof Place.Known known
                ? known.ref().getVal()
                : desired.host().path().toString()));
  }

  @Override
  public Set<LockKey> leaves(VmkernelState seen) {
    return seen.host().map(ManagedObjectReference::getVal).map(VmkernelKind::lock).stream()
        .collect(Collectors.toSet());
  }

  private static LockKey lock(String host) {
    return new LockKey("configManager.networkSystem of " + host);
  }

  @Override
  public Set<Disruption> deleting(Address address, VmkernelState seen, Set<Address> gone) {
    return Set.of(Disruption.DELETE, Disruption.CUT_NETWORK);
  }

  @Override
  public List<Right> rights(VmkernelDesired desired, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toWrite(desired.environment(), read));
    all.add(new Right(NETWORK, desired.host().path().toString(), ""));
    desired
        .network()
        .distributedPath(read)
        .map(path -> new Right(ASSIGN, path.toString(), "AddVirtualNic"))
        .ifPresent(all::add);
    return all;
  }

  @Override
  public List<Right> toUpdate(
      VmkernelDesired desired,
      VmkernelState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    List<Right> all = new ArrayList<>(rights(desired, read));
    if (changes.stream().noneMatch(each -> ELSEWHERE.contains(each.field()))) {
      all.removeIf(right -> right.privilege().equals(ASSIGN));
    }
    return all;
  }

  @Override
  public List<Right> rightsOn(VmkernelState seen, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toForget(seen.entry(), read));
    seen.host().ifPresent(host -> all.add(new Right(NETWORK, read.path(host).toString(), "")));
    return all;
  }

  @Override
  public void create(Address address, VmkernelDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmkernelWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      VmkernelDesired desired,
      VmkernelState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmkernelWrites(write).update(desired, seen);
  }

  @Override
  public void delete(VmkernelState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmkernelWrites(write).delete(seen);
  }

  @Override
  public void adopt(
      Address address, VmkernelDesired desired, VmkernelState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmkernelWrites(write).adopt(desired, seen);
  }

  @Override
  public void release(VmkernelState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmkernelWrites(write).release(seen);
  }

  @Override
  public void rename(
      Address from, Address to, VmkernelDesired desired, VmkernelState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VmkernelWrites(write).rename(to, seen);
  }

  @Override
  public Stream<Owned<VmkernelState>> owned(EnvironmentId environment, Inventory read) {
    return new VmkernelSearch(read).owned(KIND, environment);
  }
}
