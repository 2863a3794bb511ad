package dev.provision.acceptance;

import java.util.List;

/** Of two permissions on a datacenter. */
class PermissionKilledTest extends JournalKilled {
  private List<String> permissions() {
    return target.otherClient().rights().permissions("/DC0");
  }

  @Override
  String playbook() {
    return NOTHING
        + """
        permissions:
          one: {on: /DC0, principal: 'LAB\\one', role: ReadOnly}
          two: {on: /DC0, principal: 'LAB\\two', role: ReadOnly}
        """;
  }

  @Override
  int entries() {
    return 2;
  }

  @Override
  boolean areMade() {
    return permissions().equals(List.of("LAB\\one ReadOnly", "LAB\\two ReadOnly"));
  }

  @Override
  boolean isThere() {
    return permissions().contains("LAB\\one ReadOnly");
  }

  @Override
  void theirs() {
    target.otherClient().rights().permit("/DC0", "LAB\\one", "Admin");
  }

  @Override
  boolean isTheirs() {
    return permissions().contains("LAB\\one Admin");
  }

  @Override
  String path() {
    return "/DC0 permission of LAB\\one";
  }
}
