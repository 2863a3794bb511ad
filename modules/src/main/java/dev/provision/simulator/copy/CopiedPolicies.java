package dev.provision.simulator.copy;

import com.vmware.vim25.ArrayOfKeyValue;
import com.vmware.vim25.KeyValue;
import com.vmware.vim25.TaskInfo;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.storage.StoragePolicy;
import dev.provision.simulator.storage.VmPolicies;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.capture.CapturedPolicies;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The storage policies of a capture, and which of them its VMs and disks have. */
final class CopiedPolicies {
  private final World world;
  private final StoragePolicies policies;

  CopiedPolicies(World world, StoragePolicies policies) {
    this.world = world;
    this.policies = policies;
  }

  static boolean isOf(Item item) {
    return item.type().equals("Task")
        && item.get("info", TaskInfo.class)
            .filter(info -> CapturedPolicies.NAME.equals(info.name))
            .isPresent();
  }

  void fill(Item captured) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, Map<String, String>> refused = new HashMap<>();
    Map<String, List<String>> has = new LinkedHashMap<>();
    for (KeyValue each : pairs(captured)) {
      String[] key = each.key.split(" ");
      if (key[0].equals("policy")) {
        names.put(key[1], each.value);
      } else if (key[0].equals("refused")) {
        refused.computeIfAbsent(key[1], id -> new HashMap<>()).put(key[2], each.value);
      } else {
        String what = key.length > 2 ? key[2] : VmPolicies.HOME;
        names.entrySet().stream()
            .filter(one -> one.getValue().equals(each.value))
            .forEach(
                one ->
                    has.computeIfAbsent(key[1], vm -> new ArrayList<>())
                        .add(what + "=" + one.getKey()));
      }
    }
    List<StoragePolicy> all = new ArrayList<>();
    names.forEach(
        (id, name) -> {
          Map<String, String> why = refused.getOrDefault(id, Map.of());
          all.add(
              new StoragePolicy(
                  name, id, datastore -> Optional.ofNullable(why.get(datastore.id()))));
        });
    policies.set(all);
    has.forEach(
        (vm, stored) ->
            world
                .get(vm)
                .ifPresent(
                    object ->
                        world.set(object, VmPolicies.PROPERTY, stored.toArray(String[]::new))));
  }

  private static KeyValue[] pairs(Item captured) {
    Object result = captured.get("info", TaskInfo.class).orElseThrow().result;
    if (result instanceof ArrayOfKeyValue array) {
      result = array.KeyValue;
    }
    return result instanceof KeyValue[] pairs ? pairs : new KeyValue[0];
  }
}
