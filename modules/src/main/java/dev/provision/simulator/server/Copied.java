package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import java.util.List;
import java.util.Optional;

/** One object as a capture shows it, for the managed type that fills the copy of it. */
public interface Copied {
  /** Empty where it was not captured, or is of another type. */
  <T> Optional<T> get(String property, Class<T> type);

  /** The elements of an array that were captured one by one, {@code config.option["a.b"]}. */
  <T> List<T> keyed(String property, Class<T> type);

  /** Takes these properties as they are; what was not captured stays as it is. */
  void keep(String... properties);

  /** The references in a property, without those that lead out of the capture. */
  ManagedObjectReference[] references(String property);

  /** The copies of captured objects of a type that have a reference to it in a property. */
  List<Managed> referring(String type, String property);
}
