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
 * A copy of an inventory: as much of each managed object as a playbook and placement need. Most
 * properties are whole top-level ones ({@code summary}, {@code config}), so that vcsim can load it
 * too. It holds no password and no {@code guestinfo} value, and nothing about the guest and no
 * annotation of other people's VMs.
 */
public record Capture(List<ObjectContent> objects) {
  /** The name of the task that holds the version; it is found again by this name. */
  private static final String API_VERSION = "RetrieveServiceContent";

  public Capture {
    objects = List.copyOf(objects);
  }

  /** The API version as the result of a finished task, a form that vcsim loads too. */
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

  /** The API version that the capture was read with; empty if an older build wrote it. */
  public Optional<ApiVersion> version() {
    return items().stream()
        .filter(item -> item.type().equals("Task"))
        .flatMap(item -> item.get("info", TaskInfo.class).stream())
        .filter(info -> API_VERSION.equals(info.name))
        .flatMap(info -> ApiVersion.parse(String.valueOf(info.result)).stream())
        .findFirst();
  }

  /** Whether it is of a single ESXi host: all of them have the same id for their root folder. */
  public boolean isOfHost() {
    return items().stream().anyMatch(item -> item.ref().val.equals("ha-folder-root"));
  }

  /** The objects with their properties by name. */
  public List<Item> items() {
    return objects.stream().map(Items::of).toList();
  }
}
