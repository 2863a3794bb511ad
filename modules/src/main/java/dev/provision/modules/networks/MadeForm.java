package dev.provision.modules.networks;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Right;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A form of network that is made: on hosts, or on a distributed switch. */
interface MadeForm {
  Observation<NetworkState> observe(Address address, NetworkDesired desired, Inventory read);

  List<Problem> problems(NetworkDesired desired, Observation<NetworkState> seen, Inventory read);

  List<Change> changes(NetworkDesired desired, NetworkState seen);

  /** What instances and adapters get, also before it is made. */
  PortGroupRef exported(NetworkDesired desired, Observation<NetworkState> seen);

  String summary(NetworkDesired desired);

  Set<LockKey> locks(NetworkDesired desired, Inventory read);

  /** What must leave it before it goes. */
  Set<Address> before(NetworkDesired desired, Observation<NetworkState> seen, Inventory read);

  List<Right> toCreate(NetworkDesired desired, Placement at, Inventory read);

  List<Right> toUpdate(
      NetworkDesired desired,
      NetworkState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read);

  List<Right> toMark(NetworkState seen, Inventory read);

  List<Right> toDelete(NetworkState seen, Inventory read);

  void create(Address address, NetworkDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException;

  void update(
      Address address,
      NetworkDesired desired,
      NetworkState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException;

  void delete(NetworkState seen, VsphereWriter write) throws ModuleException, InterruptedException;

  void adopt(Address address, NetworkDesired desired, NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException;

  void release(NetworkState seen, VsphereWriter write) throws ModuleException, InterruptedException;
}
