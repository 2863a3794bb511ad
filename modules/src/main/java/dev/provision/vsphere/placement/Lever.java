package dev.provision.vsphere.placement;

import dev.provision.spi.schema.DataSize;

/** A part of a need that the user can reduce so that the VM fits a host. */
enum Lever {
  VCPUS(1) {
    @Override
    long of(VmNeed need) {
      return need.vcpus();
    }

    @Override
    VmNeed at(VmNeed need, long most) {
      return need.smaller((int) Math.min(most, need.vcpus()), need.ram());
    }

    @Override
    String text(long most) {
      return "take a flavor of at most " + most + (most == 1 ? " vcpu" : " vcpus");
    }
  },
  /**
   * In steps of 4 MiB ({@code VirtualMachineConfigSpec.memoryMB}). The reservation shrinks with it,
   * because it cannot exceed the memory.
   */
  RAM(4 << 20) {
    @Override
    long of(VmNeed need) {
      return need.ram().bytes();
    }

    @Override
    VmNeed at(VmNeed need, long most) {
      return MEMORY_RESERVATION.at(
          need.smaller(need.vcpus(), new DataSize(Math.min(most, of(need)))), most);
    }

    @Override
    String text(long most) {
      return "take a flavor of at most " + new DataSize(most) + " of ram";
    }
  },
  /** In MB ({@code ResourceAllocationInfo.reservation}). */
  MEMORY_RESERVATION(1 << 20) {
    @Override
    long of(VmNeed need) {
      return need.reserved().memory().bytes();
    }

    @Override
    VmNeed at(VmNeed need, long most) {
      return need.reserving(new DataSize(Math.min(most, of(need))), need.reserved().mhz());
    }

    @Override
    String text(long most) {
      return most == 0 ? "reserve no memory" : "reserve at most " + new DataSize(most);
    }
  },
  CPU_RESERVATION(1) {
    @Override
    long of(VmNeed need) {
      return need.reserved().mhz();
    }

    @Override
    VmNeed at(VmNeed need, long most) {
      return need.reserving(need.reserved().memory(), Math.min(most, of(need)));
    }

    @Override
    String text(long most) {
      return most == 0 ? "reserve no MHz" : "reserve at most " + most + " MHz";
    }
  };

  private final long step;

  Lever(long step) {
    this.step = step;
  }

  /** What a need has of it: a number, or bytes. */
  abstract long of(VmNeed need);

  /** The same need with at most this much of it. */
  abstract VmNeed at(VmNeed need, long most);

  /** The advice for the user. */
  abstract String text(long most);

  /** Values are multiples of this. */
  long step() {
    return step;
  }

  /** Whether zero is possible: a VM cannot be without memory or CPUs. */
  boolean mayBeNothing() {
    return this == MEMORY_RESERVATION || this == CPU_RESERVATION;
  }
}
