package dev.provision.modules.switches;

import java.util.Locale;

/** {@code VmwareDistributedVirtualSwitchPvlanPortType}. */
enum PrivateVlan {
  PROMISCUOUS,
  ISOLATED,
  COMMUNITY;

  /** As the API and the playbook call it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
