package dev.provision.vsphere.capture;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of an inventory: as much of each managed object as a playbook and placement need, with
 * whole top-level properties, so that another simulator can load it too. It holds no password, no
 * {@code guestinfo} value, and of other people's VMs no annotation and nothing of the guest.
 */
public record Capture(List<ObjectContent> objects) {
  /** The name of the task that stands for the question, by which it is known again. */
  private static final String API_VERSION = "RetrieveServiceContent";

  public Capture {
    objects = List.copyOf(objects);
  }

  /** The version of the API, as what a task found that asked for it: other simulators load that. */
  static ObjectContent version(ApiVersion spoken) {
    TaskInfo info = new TaskInfo();
    info.key = "api-version";
    info.task = new ManagedObjectReference();
    info.task.type = "Task";
    info.task.val = info.key;
    info.name = API_VERSION;
    info.descriptionId = API_VERSION;
    info.state = TaskInfoState.success;
    info.result = spoken.text();
    return Items.content(info.task, Map.of("info", info));
  }

  /** The version of the API that was spoken; empty in a capture of an older build. */
  public Optional<ApiVersion> version() {
    return items().stream()
        .filter(item -> item.type().equals("Task"))
        .flatMap(item -> item.get("info", TaskInfo.class).stream())
        .filter(info -> API_VERSION.equals(info.name))
        .flatMap(info -> ApiVersion.parse(String.valueOf(info.result)).stream())
        .findFirst();
  }

  /** Whether it is of a single ESXi host: the id of its root folder is the same on all of them. */
  public boolean isOfHost() {
    return items().stream().anyMatch(item -> item.ref().val.equals("ha-folder-root"));
  }

  /** The objects with their properties by name. */
  public List<Item> items() {
    return objects.stream().map(Items::of).toList();
  }
}
