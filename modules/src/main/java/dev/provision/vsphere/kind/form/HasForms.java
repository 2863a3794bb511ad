package dev.provision.vsphere.kind.form;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Privileged;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind whose things come in several forms. What is written, what that needs and what it disrupts
 * is asked of the form; finding and describing things is left to the kind.
 */
public interface HasForms<S extends Record, D, O>
    extends VsphereKind<S, D, O>,
        Privileged<S, D, O, Inventory, VsphereWriter>,
        Locked<S, D, O, Inventory, VsphereWriter>,
        Infrastructure<S, D, O, Inventory, VsphereWriter>,
        Adoptable<S, D, O, Inventory, VsphereWriter> {
  /** All of them. */
  List<Form<D, O>> forms();

  /** The form in which it will be made; empty for one that is only looked up. */
  Optional<? extends Form<D, O>> formToBe(D desired);

  /** The form that it has; empty for one that is only looked up. */
  Optional<? extends Form<D, O>> form(O seen);

  @Override
  default List<Change> diff(D desired, O observed) {
    return form(observed).map(form -> form.changes(desired, observed)).orElse(List.of());
  }

  @Override
  default Set<LockKey> leaves(O seen) {
    return form(seen).map(form -> form.leaves(seen)).orElse(Set.of());
  }

  @Override
  default Set<Disruption> deleting(Address address, O seen, Set<Address> gone) {
    return form(seen)
        .map(form -> form.deleting(address, seen, gone))
        .orElseGet(() -> Infrastructure.super.deleting(address, seen, gone));
  }

  @Override
  default List<Right> toCreate(D desired, Placement at, Inventory read) {
    return formToBe(desired).map(form -> form.toCreate(desired, at, read)).orElse(List.of());
  }

  @Override
  default List<Right> toUpdate(
      D desired, O seen, List<Change> changes, Optional<Placement> at, Inventory read) {
    return form(seen)
        .map(form -> form.toUpdate(desired, seen, changes, at, read))
        .orElse(List.of());
  }

  @Override
  default List<Right> toMark(O seen, Inventory read) {
    return form(seen).map(form -> form.toMark(seen, read)).orElse(List.of());
  }

  @Override
  default List<Right> toDelete(O seen, Inventory read) {
    return form(seen).map(form -> form.toDelete(seen, read)).orElse(List.of());
  }

  @Override
  default void create(Address address, D desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    formToBe(desired).orElseThrow().create(address, desired, at, write);
  }

  @Override
  default void update(
      Address address,
      D desired,
      O seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    form(seen).orElseThrow().update(address, desired, seen, changes, at, write);
  }

  @Override
  default void delete(O seen, VsphereWriter write) throws ModuleException, InterruptedException {
    form(seen).orElseThrow().delete(seen, write);
  }

  @Override
  default void adopt(Address address, D desired, O seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    form(seen).orElseThrow().adopt(address, desired, seen, write);
  }

  @Override
  default void release(O seen, VsphereWriter write) throws ModuleException, InterruptedException {
    form(seen).orElseThrow().release(seen, write);
  }

  @Override
  default Stream<Owned<O>> owned(EnvironmentId environment, Inventory read) {
    return forms().stream().flatMap(form -> form.owned(environment, read));
  }
}
