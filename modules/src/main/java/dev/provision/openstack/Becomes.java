package dev.provision.openstack;

/** What an option of OpenStack becomes in a playbook. */
sealed interface Becomes {
  /** For people: {@code vcenter.host}, or {@code no effect: ...}. */
  String text();

  /**
   * A key of {@code vcenter:}.
   *
   * @param remark what differs from OpenStack; empty for nothing
   */
  record Vcenter(String key, String remark) implements Becomes {
    @Override
    public String text() {
      return "vcenter." + key + (remark.isEmpty() ? "" : ": " + remark);
    }
  }

  /** Something of each instance, flavor or volume, which says it itself. */
  record Elsewhere(String where, String remark) implements Becomes {
    @Override
    public String text() {
      return where + ": " + remark;
    }
  }

  /** Nothing, and why none is needed. */
  record Nothing(String why) implements Becomes {
    @Override
    public String text() {
      return "no effect: " + why;
    }
  }
}
