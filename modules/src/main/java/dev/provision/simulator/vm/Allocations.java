package dev.provision.simulator.vm;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.StorageIOAllocationInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardResourceAllocation;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;

/**
 * What a VM, its disks and its cards are allotted. Each of them always has an allocation, and a
 * field that a change leaves out stays as it was. The number of shares of a level depends on the
 * size (API, {@code SharesLevel}).
 */
final class Allocations {
  private Allocations() {}

  /** Puts a spec's allocations of CPU and memory into the configuration. */
  static void apply(VirtualMachineConfigSpec spec, VirtualMachineConfigInfo config)
      throws VimFault {
    config.cpuAllocation = merged("cpuAllocation", config.cpuAllocation, spec.cpuAllocation);
    config.memoryAllocation =
        merged("memoryAllocation", config.memoryAllocation, spec.memoryAllocation);
    spec.cpuAllocation = null;
    spec.memoryAllocation = null;
  }

  private static ResourceAllocationInfo merged(
      String property, ResourceAllocationInfo has, ResourceAllocationInfo asked) throws VimFault {
    ResourceAllocationInfo info = whole(has);
    if (asked != null) {
      Values.overlay(asked, info);
      if (info.limit != null && info.limit >= 0 && info.reservation > info.limit) {
        throw Refuse.argument("configSpec." + property, "the reservation is above the limit");
      }
    }
    return info;
  }

  /** Fills in missing fields; a copy of a server that left them out has none. */
  private static ResourceAllocationInfo whole(ResourceAllocationInfo has) {
    ResourceAllocationInfo info = has == null ? new ResourceAllocationInfo() : has;
    info.limit = info.limit == null ? -1L : info.limit;
    info.reservation = info.reservation == null ? 0L : info.reservation;
    info.expandableReservation = info.expandableReservation != null && info.expandableReservation;
    info.shares = whole(info.shares);
    return info;
  }

  private static SharesInfo whole(SharesInfo has) {
    return has == null || has.level == null ? normal() : has;
  }

  private static SharesInfo normal() {
    SharesInfo shares = new SharesInfo();
    shares.level = SharesLevel.normal;
    return shares;
  }

  /**
   * Gives a disk the allocation that a spec asks for. 9.0 and newer have no Storage I/O Control:
   * shares and reservation are accepted and dropped. Nobody has seen whether a real server does so,
   * but a client that copes with this also copes with a server that keeps them.
   */
  static void disk(World world, int index, VirtualDisk disk, StorageIOAllocationInfo asked)
      throws VimFault {
    StorageIOAllocationInfo info =
        disk.storageIOAllocation == null ? new StorageIOAllocationInfo() : disk.storageIOAllocation;
    if (world.version().isAtLeast("9.0")) {
      info.reservation = null;
      info.shares = null;
      if (asked != null) {
        asked.reservation = null;
        asked.shares = null;
      }
    }
    info.limit = info.limit == null ? -1L : info.limit;
    info.reservation = info.reservation == null ? 0 : info.reservation;
    info.shares = whole(info.shares);
    if (asked != null) {
      Values.overlay(asked, info);
    }
    boolean custom = info.shares.level == SharesLevel.custom;
    if (custom && (info.shares.shares < 200 || info.shares.shares > 4000)) {
      throw Refuse.device(index, "storageIOAllocation.shares", "it has to be 200 to 4000");
    }
    disk.storageIOAllocation = info;
  }

  private static void card(VirtualEthernetCard card) {
    if (card.resourceAllocation == null) {
      card.resourceAllocation = new VirtualEthernetCardResourceAllocation();
    }
    VirtualEthernetCardResourceAllocation info = card.resourceAllocation;
    info.limit = info.limit == null ? -1L : info.limit;
    info.reservation = info.reservation == null ? 0L : info.reservation;
    info.share = whole(info.share);
    level(info.share, 50);
  }

  /** Gives every part its allocation and the number of its shares. */
  static void complete(VirtualMachineConfigInfo config) {
    config.cpuAllocation = whole(config.cpuAllocation);
    config.memoryAllocation = whole(config.memoryAllocation);
    level(config.cpuAllocation.shares, 1000 * config.hardware.numCPU);
    level(config.memoryAllocation.shares, 10 * config.hardware.memoryMB);
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualDisk disk && disk.storageIOAllocation != null) {
        disk.storageIOAllocation.shares = whole(disk.storageIOAllocation.shares);
        level(disk.storageIOAllocation.shares, 1000);
      } else if (device instanceof VirtualEthernetCard card) {
        card(card);
      }
    }
  }

  private static void level(SharesInfo shares, int normal) {
    if (shares.level == SharesLevel.high) {
      shares.shares = 2 * normal;
    } else if (shares.level == SharesLevel.normal) {
      shares.shares = normal;
    } else if (shares.level == SharesLevel.low) {
      shares.shares = normal / 2;
    }
  }
}
