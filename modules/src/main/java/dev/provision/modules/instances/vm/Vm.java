package dev.provision.modules.instances.vm;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Marks;
import java.util.Map;
import java.util.Optional;

/**
 * What every part of a VM may need of it, as it was read: which one it is, whose, and whether it
 * takes a change now.
 *
 * @param uuid its instanceUuid, lower case; empty when vCenter shows none
 * @param name as the API holds it
 * @param folder its parent; empty for one in a vApp
 * @param changeVersion of its config when it was read, for {@code ConfigSpec.changeVersion}; empty
 *     when vCenter shows none
 * @param extraConfig keys whose value is not empty
 */
public record Vm(
    ManagedObjectReference ref,
    String uuid,
    String name,
    InventoryPath path,
    Optional<ManagedObjectReference> folder,
    String changeVersion,
    Power power,
    boolean hasSnapshot,
    Map<String, String> extraConfig) {
  public Vm {
    extraConfig = Map.copyOf(extraConfig);
  }

  /** One of our marks; empty when it has none. */
  public String mark(String key) {
    return extraConfig.getOrDefault(key, "");
  }

  /** Whether it was taken rather than made, so that it is given back. */
  public boolean isAdopted() {
    return mark(Marks.ADOPTED).equals("true");
  }

  /** Whose its marks say it is; empty when they name nobody. */
  public Optional<EnvironmentId> environment() {
    String text = mark(Marks.ENVIRONMENT);
    int slash = text.indexOf('/');
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EnvironmentId(
                slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1)));
  }

  /** A change that it takes only while it is off. */
  public Change cold(Change change, String why) {
    return power == Power.OFF ? change : change.with(Effect.NEEDS_POWER_OFF, why);
  }
}
