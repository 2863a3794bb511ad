package dev.provision.simulator.copy;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.inventory.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object of a capture.
 *
 * @param made its copy
 * @param all the objects of the capture
 */
record CopiedItem(World world, Managed made, Item item, Map<ManagedObjectReference, Item> all)
    implements Copied {
  @Override
  public <T> Optional<T> get(String property, Class<T> type) {
    return item.get(property, type);
  }

  @Override
  public <T> List<T> keyed(String property, Class<T> type) {
    return item.properties().keySet().stream()
        .filter(path -> path.startsWith(property + "[\""))
        .sorted()
        .flatMap(path -> get(path, type).stream())
        .toList();
  }

  @Override
  public void keep(String... properties) {
    for (String property : properties) {
      Object value = item.properties().get(property);
      if (value != null) {
        world.set(made, property, value);
      }
    }
  }

  @Override
  public ManagedObjectReference[] references(String property) {
    return Arrays.stream(
            get(property, ManagedObjectReference[].class).orElse(new ManagedObjectReference[0]))
        .filter(all::containsKey)
        .toArray(ManagedObjectReference[]::new);
  }

  @Override
  public List<Managed> referring(String type, String property) {
    return all.values().stream()
        .filter(each -> each.type().equals(type))
        .filter(
            each ->
                each.get(property, ManagedObjectReference[].class)
                    .filter(refs -> Arrays.asList(refs).contains(item.ref()))
                    .isPresent())
        .map(each -> world.need(each.ref()))
        .toList();
  }
}
