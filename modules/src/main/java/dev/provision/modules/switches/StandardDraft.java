package dev.provision.modules.switches;

import com.vmware.vim25.HostVirtualSwitchSpec;

/** What {@code AddVirtualSwitch} and {@code UpdateVirtualSwitch} are given; filled by rows. */
final class StandardDraft {
  private String name = "";
  private final HostVirtualSwitchSpec spec;

  StandardDraft(HostVirtualSwitchSpec spec) {
    this.spec = spec;
  }

  String name() {
    return name;
  }

  void call(String other) {
    name = other;
  }

  HostVirtualSwitchSpec spec() {
    return spec;
  }
}
