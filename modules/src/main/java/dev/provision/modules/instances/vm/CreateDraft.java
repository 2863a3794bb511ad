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
 * The config of a new VM; the parts write into it. A clone inherits its template's devices. A VM
 * that is created without a template does not: its video memory, TPM, storage policy and encryption
 * come with its first reconfigure. For one thread.
 */
public class CreateDraft extends Draft {
  private final HostPlacement at;
  private final List<Disk> disks;
  private final List<DiskSlots.Controller> controllers;
  private ManagedObjectReference host;
  private ManagedObjectReference pool;

  /**
   * @param at the place that placement chose
   * @param disks the VM's own disks, the root disk first; one that the call makes has a negative
   *     key
   * @param controllers the disk controllers that it has
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
    // the guest sees serial numbers of disks and can find disks by them, as with Nova
    option("disk.EnableUUID", "TRUE");
    // a clone inherits the marks of its source
    Marks.KEYS.forEach(key -> mark(key, ""));
  }

  public boolean isClone() {
    return false;
  }

  /** The place that placement chose; a declared resource pool overrides its pool. */
  public HostPlacement at() {
    return at;
  }

  /** Sets the host that it is made on. */
  public void host(ManagedObjectReference on) {
    host = on;
  }

  public ManagedObjectReference host() {
    return host;
  }

  /** Sets the resource pool that it is made in. */
  public void pool(ManagedObjectReference in) {
    pool = in;
  }

  public ManagedObjectReference pool() {
    return pool;
  }

  /**
   * Sets the datastore of a clone. Without a template there is nothing to set: the VM lies where
   * its disks lie.
   */
  public void datastore(ManagedObjectReference on) {}

  /**
   * Sets how VMware Tools set up the guest.
   *
   * @throws IllegalStateException if the VM is no clone: only clones can be customized
   */
  public void customize(CustomizationSpec guest) {
    throw new IllegalStateException("only a clone is customized");
  }

  /** Its own disks, the root disk first. */
  public List<Disk> disks() {
    return List.copyOf(disks);
  }

  /** Adds one more own disk. */
  public void own(Disk disk) {
    disks.add(disk);
  }

  /** Finds slots for more disks. */
  public DiskSlots slots() {
    return new DiskSlots(controllers, this::newKey).without(disks);
  }

  /** Runs the guest's scripts around power operations, as Nova sets it. */
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
