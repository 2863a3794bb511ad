package dev.provision.modules.networks;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.modules.networks.NetworkDesired.OnSwitch;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.LockKey;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.exported.SwitchRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectsForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Networks that are port groups of a distributed switch: objects of the inventory. */
final class DistributedNetworks extends ObjectsForm<NetworkSpec, NetworkDesired, NetworkState>
    implements MadeForm {
  private final PortGroupObjects objects;

  DistributedNetworks(PortGroupObjects objects) {
    super(objects);
    this.objects = objects;
  }

  private static OnSwitch own(NetworkDesired desired) {
    return desired.distributed().orElseThrow();
  }

  @Override
  protected ObjectDesired<NetworkSpec> wanted(NetworkDesired desired) {
    return own(desired).object();
  }

  @Override
  protected ObjectState object(NetworkState seen) {
    return seen.object().orElseThrow();
  }

  @Override
  protected NetworkState state(ObjectState object, EnvironmentId environment, Inventory read) {
    return new NetworkState(Optional.empty(), Optional.empty(), Optional.of(object), List.of());
  }

  /** The declaration with the switch by its path. */
  Checked<NetworkDesired> desired(
      NetworkDesired desired,
      Declaration<NetworkSpec> all,
      SwitchRef.Distributed dvs,
      Resolved references) {
    Declaration<NetworkSpec> on =
        new Declaration<>(
            all.address(),
            all.spec().on(dvs.path()),
            all.common(),
            all.fields(),
            all.references(),
            all.span());
    return objects
        .desired(on, references)
        .then(object -> Checked.of(desired.with(new OnSwitch(object, dvs, all.common().absent()))));
  }

  Fitted<NetworkDesired> fitted(NetworkDesired desired, Inventory read) {
    OnSwitch own = own(desired);
    Fitted<ObjectDesired<NetworkSpec>> fitted = objects.fitted(own.object(), read);
    return fitted.with(desired.with(new OnSwitch(fitted.desired(), own.dvs(), own.absent())));
  }

  Set<String> taggedTypes() {
    return objects.taggedTypes();
  }

  List<Meaning> versions() {
    return objects.versions();
  }

  Map<String, List<String>> remarks() {
    return objects.remarks();
  }

  @Override
  public Observation<NetworkState> observe(
      Address address, NetworkDesired desired, Inventory read) {
    return objects
        .observe(address, own(desired).object(), read)
        .map(
            state ->
                new NetworkState(
                    Optional.of(NetworkSearch.ref(desired, state.item(), read)),
                    Optional.empty(),
                    Optional.of(state),
                    GroupUsers.of(state.item(), read)));
  }

  @Override
  public List<Problem> problems(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    OnSwitch own = own(desired);
    List<Problem> problems =
        new ArrayList<>(objects.problems(own.object(), seen.map(this::object), read));
    if (!own.absent()) {
      problems.addAll(MacLearning.problems(own.object().spec(), own.dvs().path(), read));
      problems.addAll(NetworkPools.problems(own.object().spec(), own.dvs(), read));
      problems.addAll(NetworkUplinks.problems(own.object().spec(), own.dvs()));
    }
    return problems;
  }

  @Override
  public List<Change> changes(NetworkDesired desired, NetworkState seen) {
    return super.changes(desired, seen).stream()
        .map(change -> GroupUsers.told(change, seen.users()))
        .toList();
  }

  @Override
  public PortGroupRef exported(NetworkDesired desired, Observation<NetworkState> seen) {
    Set<ManagedObjectReference> hosts = own(desired).dvs().coming();
    return seen.there()
        .flatMap(NetworkState::group)
        .map(group -> group.comingTo(hosts))
        .orElseGet(
            () ->
                PortGroupRef.standard(
                        desired.network(), Optional.empty(), desired.portGroup(), hosts)
                    .madeAt(path(own(desired))))
        .over(own(desired).dvs().nics());
  }

  /** Beside its switch. */
  private static InventoryPath path(OnSwitch own) {
    return own.object()
        .path()
        .orElseGet(() -> own.dvs().path().parent().child(own.object().address().name()));
  }

  @Override
  public String summary(NetworkDesired desired) {
    OnSwitch own = own(desired);
    return "port group "
        + desired.portGroup()
        + " on "
        + own.dvs().path().name()
        + own.object().spec().vlan().map(vlan -> ", vlan " + vlan).orElse("");
  }

  /** A switch takes one new port group at a time. */
  @Override
  public Set<LockKey> locks(NetworkDesired desired, Inventory read) {
    Set<LockKey> all = new HashSet<>(objects.edits(own(desired).object(), read));
    all.add(new LockKey("switch " + own(desired).dvs().path()));
    return all;
  }

  @Override
  public Set<Address> before(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return own(desired).absent()
        ? seen.there()
            .flatMap(NetworkState::object)
            .map(state -> objects.users(state.item(), read))
            .orElse(Set.of())
        : Set.of();
  }

  Inventory foreseen(NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return objects.foreseen(own(desired).object(), seen.map(this::object), read);
  }
}
