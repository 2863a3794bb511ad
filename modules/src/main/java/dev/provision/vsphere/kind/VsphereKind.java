package dev.provision.vsphere.kind;

import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.ManagedKind;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A managed kind of this provider. */
public interface VsphereKind<S extends Record, D, O>
    extends ManagedKind<S, D, O, Inventory, VsphereWriter> {
  /** Where it is written whose one is. */
  Carrier carrier();

  /**
   * Properties that it reads of every object of a type, by wire name of the type. Read in the light
   * pass, so these are few and small. Names and parents are always read.
   */
  default Map<String, Set<String>> lightProperties() {
    return Map.of();
  }

  /** Properties that it reads of VMs that are read in full. */
  default Set<String> fullProperties() {
    return Set.of();
  }

  /** What this declaration wants read in full besides the VM that has its instanceUuid. */
  default Interest interest(Declaration<S> declaration, EnvironmentId environment) {
    return Interest.NONE;
  }

  /** The guest operating system that a declaration names for a VM that is to be made. */
  default Optional<String> guestId(S spec) {
    return Optional.empty();
  }

  /**
   * What is declared here and means something in some versions of the API only; {@link #without}
   * leaves it out where it does not. Pure.
   */
  default List<Meaning> meanings(D desired) {
    return List.of();
  }

  /**
   * The same without these fields, as if they were not declared; what a server holds of them is
   * left alone. Pure.
   *
   * @param fields of {@link #meanings}
   */
  default D without(D desired, Set<String> fields) {
    throw new IllegalStateException("nothing is said to mean nothing: " + fields);
  }

  @Override
  default Fitted<D> fitted(D desired, Inventory read) {
    return Meaning.fit(desired, meanings(desired), this::without, read.version());
  }

  /**
   * Whether it looks for an environment's volumes on datastores. They are listed when one of its
   * resources is declared, when a VM of the environment has some, and when what is not declared is
   * to be deleted or shown: a search on every datastore is too dear for the other plans.
   */
  default boolean readsVolumeFolder() {
    return false;
  }

  /**
   * Names or paths of datastores on which a declaration wants volumes to be looked for, whatever
   * the connection allows.
   */
  default Set<String> volumeDatastores(S spec) {
    return Set.of();
  }

  /** Paths of disks, {@code [nas1] old/data.vmdk}, that a declaration wants looked for. */
  default Set<String> volumeDisks(S spec) {
    return Set.of();
  }

  /**
   * What a capture of one of its VMs holds of extraConfig besides the marks. Guests read their
   * configuration, and so passwords, from there: what is returned must not give a value away.
   *
   * @param extraConfig all of it
   */
  default Map<String, String> captured(Map<String, String> extraConfig) {
    return Map.of();
  }
}
