package dev.provision.vsphere.kind.object;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.form.Form;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form of those things of a kind that are objects of the inventory. An {@link ObjectKind}
 * answers for the object in each.
 *
 * @param <S> the spec
 * @param <D> the kind's desired state
 * @param <O> the kind's observed state
 */
public abstract class ObjectsForm<S extends Record, D, O> implements Form<D, O> {
  private final ObjectKind<S, ?> objects;

  protected ObjectsForm(ObjectKind<S, ?> objects) {
    this.objects = objects;
  }

  protected abstract ObjectDesired<S> wanted(D desired);

  protected abstract ObjectState object(O seen);

  /** One that is ours, as the kind sees it. */
  protected abstract O state(ObjectState object, EnvironmentId environment, Inventory read);

  @Override
  public List<Change> changes(D desired, O seen) {
    return objects.diff(wanted(desired), object(seen));
  }

  @Override
  public Set<Disruption> deleting(Address address, O seen, Set<Address> gone) {
    return objects.deleting(address, object(seen), gone);
  }

  @Override
  public List<Right> toCreate(D desired, Placement at, Inventory read) {
    return objects.toCreate(wanted(desired), at, read);
  }

  @Override
  public List<Right> toUpdate(
      D desired, O seen, List<Change> changes, Optional<Placement> at, Inventory read) {
    return objects.toUpdate(wanted(desired), object(seen), changes, at, read);
  }

  @Override
  public List<Right> toMark(O seen, Inventory read) {
    return objects.toMark(object(seen), read);
  }

  @Override
  public List<Right> toDelete(O seen, Inventory read) {
    return objects.toDelete(object(seen), read);
  }

  @Override
  public void create(Address address, D desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    objects.create(address, wanted(desired), at, write);
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
    objects.update(address, wanted(desired), object(seen), changes, at, write);
  }

  @Override
  public void delete(O seen, VsphereWriter write) throws ModuleException, InterruptedException {
    objects.delete(object(seen), write);
  }

  @Override
  public void adopt(Address address, D desired, O seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    objects.adopt(address, wanted(desired), object(seen), write);
  }

  @Override
  public void release(O seen, VsphereWriter write) throws ModuleException, InterruptedException {
    objects.release(object(seen), write);
  }

  public void rename(Address from, Address to, D desired, O seen, VsphereWriter write)
      throws ModuleException {
    objects.rename(from, to, wanted(desired), object(seen), write);
  }

  @Override
  public Stream<Owned<O>> owned(EnvironmentId environment, Inventory read) {
    return objects
        .owned(environment, read)
        .map(own -> own.map(object -> state(object, environment, read)));
  }
}
