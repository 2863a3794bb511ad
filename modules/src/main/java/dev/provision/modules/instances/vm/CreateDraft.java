package dev.provision.modules.instances.vm;

import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ToolsConfigInfo;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.ArrayList;
import java.util.List;

/**
 * The config of a VM that is made, while its parts write into it. A clone has its template's
 * devices. One that is created has none of them, and what it lacks of a video card, a TPM, a
 * storage policy and a key comes with its first reconfigure. For one thread.
 */
public class CreateDraft extends Draft {
  private final HostPlacement at;
  private final List<Disk> disks;
  private final List<DiskSlots.Controller> controllers;
  private ManagedObjectReference host;
  private ManagedObjectReference pool;

  /**
   * @param at where placement put it
   * @param disks that the VM has as its own, its root disk first; those that are made have a
   *     negative key
   * @param controllers that they hang on
   */
  public CreateDraft(
      HostPlacement at,
      List<Disk> disks,
      List<DiskSlots.Controller> controllers,
      VsphereWriter write) {
    super(write);
    this.at = at;
    this.disks = new ArrayList<>(disks);
    this.controllers = List.copyOf(controllers);
    config().setTools(tools());
    // disks show their serial number to the guest, as Nova has it, so that they are found by it
    option("disk.EnableUUID", "TRUE");
    // a clone inherits the marks of its source
    Marks.KEYS.forEach(key -> mark(key, ""));
  }

  public boolean isClone() {
    return false;
  }

  /** Where placement put it; what is declared goes before. */
  public HostPlacement at() {
    return at;
  }

  /** Says which host it is made on. */
  public void host(ManagedObjectReference on) {
    host = on;
  }

  public ManagedObjectReference host() {
    return host;
  }

  /** Says which resource pool it is made in. */
  public void pool(ManagedObjectReference in) {
    pool = in;
  }

  public ManagedObjectReference pool() {
    return pool;
  }

  /** Says which datastore it is to lie on; one that is created lies where its disks lie. */
  public void datastore(ManagedObjectReference on) {}

  /**
   * Says how the guest is set up while the VM is made.
   *
   * @throws IllegalStateException for a VM that is no clone: only clones are customized
   */
  public void customize(CustomizationSpec guest) {
    throw new IllegalStateException("only a clone is customized");
  }

  /** Its own disks, the root disk first. */
  public List<Disk> disks() {
    return List.copyOf(disks);
  }

  /** One more disk is its own. */
  public void own(Disk disk) {
    disks.add(disk);
  }

  /** Where one more disk goes. */
  public DiskSlots slots() {
    return new DiskSlots(controllers, this::newKey).without(disks);
  }

  /** Scripts around power operations, as Nova sets them. */
  private static ToolsConfigInfo tools() {
    ToolsConfigInfo tools = new ToolsConfigInfo();
    tools.setAfterPowerOn(true);
    tools.setAfterResume(true);
    tools.setBeforeGuestStandby(true);
    tools.setBeforeGuestShutdown(true);
    tools.setBeforeGuestReboot(true);
    return tools;
  }
}
