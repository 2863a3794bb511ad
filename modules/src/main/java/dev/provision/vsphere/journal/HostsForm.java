package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.form.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form of those things of a kind that are on hosts and carry no mark, by {@link HostScoped}.
 *
 * @param <D> the kind's desired state
 * @param <O> the kind's observed state
 * @param <W> what is wanted of one on a host
 * @param <E> one as a host has it
 * @param <T> the API's spec of one
 */
public abstract class HostsForm<D, O, W, E, T> implements Form<D, O> {
  private final String kind;
  private final String privilege;
  private final HostScoped<W, E, T> scoped;

  /**
   * A form.
   *
   * @param kind as in addresses
   * @param privilege of the calls that make, change and remove such things, on each host
   */
  protected HostsForm(String kind, String privilege, HostThings<W, E, T> things) {
    this.kind = kind;
    this.privilege = privilege;
    this.scoped = new HostScoped<>(things);
  }

  /**
   * What a declaration wants.
   *
   * @param name what it is called on each host
   */
  public record Wish<W>(EnvironmentId environment, String name, W wanted, boolean protect) {}

  protected abstract Wish<W> wish(D desired);

  /** The hosts that are to have it; none where it is to be absent. */
  protected abstract List<Item> hosts(D desired, Inventory read);

  /** What hosts have; empty for one of another form. */
  protected abstract Optional<HostState<E>> found(O seen);

  /** One of ours as the kind sees it. */
  protected abstract O state(HostState<E> hosts);

  /** The same of one that is declared. */
  protected O state(HostState<E> hosts, D desired, Inventory read) {
    return state(hosts);
  }

  public Observation<O> observe(Address address, D desired, Inventory read) {
    HostState<E> hosts = onHosts(address, desired, read);
    return scoped.observed(hosts, state(hosts, desired, read));
  }

  private HostState<E> onHosts(Address address, D desired, Inventory read) {
    Wish<W> wish = wish(desired);
    return scoped.state(address, wish.environment(), wish.name(), hosts(desired, read), read);
  }

  @Override
  public List<Change> changes(D desired, O seen) {
    Wish<W> wish = wish(desired);
    return scoped.changes(wish.wanted(), found(seen).orElseThrow(), wish.protect());
  }

  /** Hosts that show nothing, for the notes of a plan; none for one of another form. */
  public List<String> notes(Observation<O> seen) {
    return seen instanceof Observation.Present<O> present
        ? found(present.state()).map(scoped::notes).orElse(List.of())
        : List.of();
  }

  /** A host's network is changed by one step at a time. */
  public Set<LockKey> locks(D desired, Inventory read) {
    return scoped.locks(hosts(desired, read).stream().map(Item::ref).toList());
  }

  @Override
  public Set<LockKey> leaves(O seen) {
    Set<ManagedObjectReference> hosts =
        found(seen).stream()
            .flatMap(all -> all.parts().stream())
            .flatMap(part -> part.host().stream())
            .collect(Collectors.toSet());
    return scoped.locks(hosts);
  }

  @Override
  public List<Right> toCreate(D desired, Placement at, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toWrite(wish(desired).environment(), read));
    hosts(desired, read)
        .forEach(host -> all.add(new Right(privilege, read.path(host.ref()).toString(), "")));
    return all;
  }

  @Override
  public List<Right> toUpdate(
      D desired, O seen, List<Change> changes, Optional<Placement> at, Inventory read) {
    return toCreate(desired, Placement.NONE, read);
  }

  @Override
  public List<Right> toMark(O seen, Inventory read) {
    return found(seen).map(hosts -> scoped.rights(hosts, privilege, read)).orElse(List.of());
  }

  @Override
  public List<Right> toDelete(O seen, Inventory read) {
    return toMark(seen, read);
  }

  private HostWrites<W, E, T> writes(VsphereWriter write) {
    return new HostWrites<>(scoped, write);
  }

  @Override
  public void create(Address address, D desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    converge(address, desired, onHosts(address, desired, write.inventory()), write);
  }

  @Override
  public void update(
      Address address,
      D desired,
      O seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    converge(address, desired, found(seen).orElseThrow(), write);
  }

  private void converge(Address address, D desired, HostState<E> hosts, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Wish<W> wish = wish(desired);
    writes(write).converge(wish.environment(), address, wish.wanted(), hosts, wish.protect());
  }

  @Override
  public void delete(O seen, VsphereWriter write) throws ModuleException, InterruptedException {
    writes(write).delete(found(seen).orElseThrow());
  }

  @Override
  public void adopt(Address address, D desired, O seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Wish<W> wish = wish(desired);
    writes(write).adopt(wish.environment(), address, found(seen).orElseThrow(), wish.protect());
  }

  @Override
  public void release(O seen, VsphereWriter write) throws ModuleException, InterruptedException {
    writes(write).release(found(seen).orElseThrow());
  }

  /** Those that an entry of the journal names, each after what uses it. */
  @Override
  public Stream<Owned<O>> owned(EnvironmentId environment, Inventory read) {
    return scoped
        .owned(kind, environment, read)
        .map(own -> own.after(users(environment, own.state(), read)).map(this::state));
  }

  /** What of the environment uses one, and so goes before it. */
  protected abstract List<Address> users(
      EnvironmentId environment, HostState<E> hosts, Inventory read);
}
