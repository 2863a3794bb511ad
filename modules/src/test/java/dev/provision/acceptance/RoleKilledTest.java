package dev.provision.acceptance;

import java.util.List;
import java.util.Optional;

/** Of two roles. */
class RoleKilledTest extends JournalKilled {
  private static final String ON = "VirtualMachine.Interact.PowerOn";
  private static final String OFF = "VirtualMachine.Interact.PowerOff";

  private Optional<List<String>> role(String name) {
    return target.otherClient().rights().role(name);
  }

  @Override
  String playbook() {
    return NOTHING
        + "roles:\n  operator: {privileges: ["
        + ON
        + "]}\n  stopper: {privileges: ["
        + OFF
        + "]}\n";
  }

  @Override
  int entries() {
    return 2;
  }

  @Override
  boolean areMade() {
    return role("operator").equals(Optional.of(List.of(ON)))
        && role("stopper").equals(Optional.of(List.of(OFF)));
  }

  @Override
  boolean isThere() {
    return role("operator").isPresent();
  }

  @Override
  void theirs() {
    target.otherClient().rights().makeRole("operator", "Folder.Create");
  }

  @Override
  boolean isTheirs() {
    return role("operator").equals(Optional.of(List.of("Folder.Create")));
  }

  @Override
  String path() {
    return "role operator";
  }
}
