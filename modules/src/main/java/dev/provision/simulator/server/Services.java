package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.KeyedServiceContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The one object of each service, with the ids that all vCenters use. */
public final class Services {
  private record Service(
      String type,
      String id,
      BiConsumer<KeyedServiceContent, ManagedObjectReference> field,
      Consumer<Managed> begin) {}

  private final World world;
  private final List<Service> all = new ArrayList<>();

  public Services(World world) {
    this.world = world;
  }

  /**
   * @param field where {@code ServiceContent} has it
   * @param begin what it has in a new vCenter
   */
  void add(
      String type,
      String id,
      BiConsumer<KeyedServiceContent, ManagedObjectReference> field,
      Consumer<Managed> begin) {
    all.add(new Service(type, id, field, begin));
  }

  /** Makes them in an empty world. */
  KeyedServiceContent create() {
    KeyedServiceContent content = new KeyedServiceContent();
    for (Service each : all) {
      Managed made = world.addAs(each.type(), each.id());
      each.begin().accept(made);
      each.field().accept(content, made.ref());
    }
    return content;
  }
}
