package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.VmSnapshots;
import dev.provision.spi.Intent;
import dev.provision.spi.Operation;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;

/** {@code provision revert}: takes instances back to a snapshot. */
public final class RevertOperation implements Operation<InstanceState, Inventory, VsphereWriter> {
  @Override
  public String name() {
    return "revert";
  }

  @Override
  public String summary() {
    return "Take every instance, or one, back to a snapshot; what was written since is lost.";
  }

  @Override
  public String example() {
    return "provision revert playbooks/quickstart.yml --name before-upgrade --yes";
  }

  @Override
  public List<Flag> flags() {
    return List.of(new Flag("name", "NAME", "the snapshot to go back to"));
  }

  @Override
  public boolean isForOne() {
    return false;
  }

  @Override
  public String doing() {
    return "reverting";
  }

  @Override
  public String done() {
    return "reverted";
  }

  @Override
  public Intent<InstanceState, Inventory, VsphereWriter> intent(Asked asked) {
    return new Reverting(
        asked
            .value("name")
            .map(VmSnapshots::checked)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--name says which snapshot to go back to; `provision snapshot --list`"
                            + " lists them")));
  }
}
