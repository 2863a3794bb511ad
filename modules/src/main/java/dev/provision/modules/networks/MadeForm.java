package dev.provision.modules.networks;

import dev.provision.spi.Address;
import dev.provision.spi.LockKey;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.form.Form;
import java.util.List;
import java.util.Set;

/** A form of network that is made: on hosts, or on a distributed switch. */
interface MadeForm extends Form<NetworkDesired, NetworkState> {
  Observation<NetworkState> observe(Address address, NetworkDesired desired, Inventory read);

  List<Problem> problems(NetworkDesired desired, Observation<NetworkState> seen, Inventory read);

  /** What instances and adapters get, also before it is made. */
  PortGroupRef exported(NetworkDesired desired, Observation<NetworkState> seen);

  String summary(NetworkDesired desired);

  Set<LockKey> locks(NetworkDesired desired, Inventory read);

  /** What must leave it before it goes. */
  Set<Address> before(NetworkDesired desired, Observation<NetworkState> seen, Inventory read);
}
