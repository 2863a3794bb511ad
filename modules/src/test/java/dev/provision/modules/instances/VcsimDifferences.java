package dev.provision.modules.instances;

/**
 * Where vcsim (govmomi v0.56.0, {@code simulator/virtual_machine.go}) departs from the vSphere API
 * reference in what instances use. The reference is followed; these lines say why a test on the
 * referee sees calls that a vCenter would not need.
 *
 * <ul>
 *   <li>{@code CloneVM_Task} takes from {@code spec.config} only extraConfig, uuid, instanceUuid,
 *       numCPUs, memoryMB (lines 2822-2828) and deviceChange (2846-2848). It drops <b>annotation,
 *       numCoresPerSocket, cpuHotAddEnabled, memoryHotAddEnabled and tools</b>; all but tools,
 *       which nobody declares, are mended by one reconfigure, the cold ones with the VM off.
 *   <li>Errors of deviceChange are dropped too (2845-2848): the clone succeeds, and what is missing
 *       shows when it is read again.
 *   <li>The source's extraConfig is not inherited (2823): a copy made by hand has no marks until a
 *       test writes them.
 *   <li>{@code location.diskMoveType} and {@code snapshot} are ignored (2805): every clone is full,
 *       so no disk has a parent and a linked clone's disk can grow.
 *   <li>A disk's size is taken from capacityInBytes alone where both fields differ from the old
 *       ones (1350-1375): capacityInKB without bytes makes the disk 0 bytes, so both are sent.
 *   <li>A disk edit replaces the device by the one that was sent (2215-2233), so that a clone whose
 *       disk grows keeps the file name of its template's disk, and {@code Destroy_Task} would
 *       delete that file ({@code object/virtual_device_list.go:1042}). A disk whose file another VM
 *       has is detached before the destroy.
 *   <li>{@code changeVersion} is never compared (2456-2484), so no reconfigure is stale.
 *   <li>A NIC is removed by following its backing's network (1915-1917): a backing without one is a
 *       nil pointer, so a removal carries it.
 *   <li>{@code Config} of a VM has no hotPlugMemoryLimit and hotPlugMemoryIncrementSize, so any
 *       memory can be added hot.
 *   <li>It takes any MAC and changes the devices of a suspended VM. A host powers on no VM to which
 *       a MAC of VMware's own ranges was given as a manual one, and changes no device while the VM
 *       is suspended.
 * </ul>
 */
final class VcsimDifferences {
  private VcsimDifferences() {}
}
