package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.rmi.RemoteException;
import java.util.Map;
import java.util.Set;

/**
 * Things of one sort that hosts have, by name: how they are read, and the calls that write them.
 *
 * @param <W> what is wanted of one
 * @param <E> one as it is read
 * @param <T> the API's spec of one
 */
public interface HostThings<W, E, T> {
  /** {@code port group}. */
  String what();

  Rows<W, E, T> rows();

  /** Properties of {@code HostSystem} that they are read from. */
  Set<String> properties();

  /** The property of {@code HostSystem} that names the object which the calls go to. */
  String manager();

  /** All that a host has, by name. */
  Seen<Map<String, E>> seen(Item host);

  void add(VimStub api, ManagedObjectReference manager, T spec) throws RemoteException;

  void update(VimStub api, ManagedObjectReference manager, E seen, T spec) throws RemoteException;

  /**
   * The same on its host, which may need more care than the one call.
   *
   * @param host with the properties that were read just before
   */
  default void update(
      VsphereWriter write, Item host, ManagedObjectReference manager, E seen, T spec)
      throws ModuleException {
    write.send(api -> update(api, manager, seen, spec));
  }

  /** Refuses to remove one that something on the host still uses; read just before. */
  default void requireUnused(E seen, Item host) throws ModuleException {}

  void remove(VimStub api, ManagedObjectReference manager, String name) throws RemoteException;

  /** A change with what it does to the host where it is made. */
  default Change told(Change change, E seen) {
    return change;
  }

  /** Properties of the host that name managed objects which come and go with them. */
  Set<String> shownAs();
}
