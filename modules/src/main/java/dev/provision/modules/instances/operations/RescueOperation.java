package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.spi.Intent;
import dev.provision.spi.Operation;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;

/**
 * {@code provision rescue}: boots an instance from another disk, with its own beside it, to repair
 * it.
 */
public final class RescueOperation implements Operation<InstanceState, Inventory, VsphereWriter> {
  @Override
  public String name() {
    return "rescue";
  }

  @Override
  public String summary() {
    return "Boot an instance from a copy of an image, with its own disk beside it, to repair it.";
  }

  @Override
  public String example() {
    return "provision rescue playbooks/quickstart.yml instance.web-1";
  }

  @Override
  public List<Flag> flags() {
    return List.of(
        new Flag("image", "NAME", "an image of the playbook; its own when left out"),
        new Flag("end", "", "delete the copy, and boot from its own disk again"));
  }

  @Override
  public boolean isForOne() {
    return true;
  }

  @Override
  public String doing() {
    return "working on its rescue mode";
  }

  @Override
  public String done() {
    return "done";
  }

  @Override
  public Intent<InstanceState, Inventory, VsphereWriter> intent(Asked asked) {
    if (asked.has("end") && asked.has("image")) {
      throw new IllegalArgumentException("--end needs no image: it deletes the copy that is there");
    }
    return asked.has("end") ? new RescueEnding() : new Rescuing(asked.value("image"));
  }
}
