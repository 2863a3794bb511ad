package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * One call in the world: its object, and its arguments as copies of what the caller holds.
 *
 * @param session of the caller; null before the login
 */
public record Invocation(World world, Call call, Managed self, Session session) {

  /** An argument; null when it was left out. */
  public <T> T get(String name, Class<T> type) {
    for (Argument argument : call.arguments()) {
      if (argument.getName().equals(name)) {
        return type.cast(Values.copy(argument.getValue()));
      }
    }
    return null;
  }

  public <T> Optional<T> maybe(String name, Class<T> type) {
    return Optional.ofNullable(get(name, type));
  }

  public <T> T need(String name, Class<T> type) throws VimFault {
    T value = get(name, type);
    if (value == null) {
      throw Refuse.argument(name, "it is missing");
    }
    return value;
  }

  public String text(String name) throws VimFault {
    return need(name, String.class);
  }

  public boolean flag(String name, boolean otherwise) {
    Boolean value = get(name, Boolean.class);
    return value == null ? otherwise : value;
  }

  /** The object that an argument refers to; it has to be there. */
  public Managed object(String name) throws VimFault {
    return find(need(name, ManagedObjectReference.class));
  }

  /** The object that an argument refers to, if it was given. */
  public Optional<Managed> maybeObject(String name) throws VimFault {
    ManagedObjectReference ref = get(name, ManagedObjectReference.class);
    return ref == null ? Optional.empty() : Optional.of(find(ref));
  }

  public Managed find(ManagedObjectReference ref) throws VimFault {
    return find(world, ref);
  }

  public static Managed find(World world, ManagedObjectReference ref) throws VimFault {
    Managed found = world.get(ref).orElse(null);
    if (found == null || !found.type().equals(ref.type)) {
      throw Refuse.notFound(ref);
    }
    return found;
  }
}
