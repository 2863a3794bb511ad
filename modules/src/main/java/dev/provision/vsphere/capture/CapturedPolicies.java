package dev.provision.vsphere.capture;

import com.vmware.vim25.KeyValue;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.StoragePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a capture holds of storage policies when the playbook names some: the result of a finished
 * task, because vcsim loads that too. It is a list of pairs: {@code policy <id>} is the policy's
 * name; {@code refused <id> <datastore>} is why the datastore does not satisfy it; {@code has <vm>}
 * and {@code has <vm> <disk key>} are the names of the policies of a VM's home and of a disk.
 */
public final class CapturedPolicies {
  /** The name of the task; it is found again by this name. */
  public static final String NAME = "PbmQueryProfile";

  private CapturedPolicies() {}

  /** Empty when no policies were read. */
  static Optional<ObjectContent> of(StoragePolicies policies) {
    if (policies.unread().isPresent()) {
      return Optional.empty();
    }
    List<KeyValue> pairs = new ArrayList<>();
    policies.ids().forEach((name, id) -> pairs.add(pair("policy " + id, name)));
    policies
        .fits()
        .forEach(
            (name, fit) ->
                fit.refused()
                    .forEach(
                        (datastore, why) ->
                            pairs.add(
                                pair(
                                    "refused "
                                        + policies.ids().get(name)
                                        + " "
                                        + datastore.getVal(),
                                    why))));
    policies
        .assigned()
        .forEach(
            (vm, has) -> {
              if (!has.home().isEmpty()) {
                pairs.add(pair("has " + vm.getVal(), has.home()));
              }
              has.disks()
                  .forEach((key, name) -> pairs.add(pair("has " + vm.getVal() + " " + key, name)));
            });
    TaskInfo info = new TaskInfo();
    info.key = "storage-policies";
    info.task = new ManagedObjectReference();
    info.task.type = "Task";
    info.task.val = info.key;
    info.name = NAME;
    info.descriptionId = NAME;
    info.state = TaskInfoState.success;
    info.result = pairs.toArray(KeyValue[]::new);
    return Optional.of(Items.content(info.task, Map.of("info", info)));
  }

  private static KeyValue pair(String key, String value) {
    KeyValue pair = new KeyValue();
    pair.key = key;
    pair.value = value;
    return pair;
  }
}
