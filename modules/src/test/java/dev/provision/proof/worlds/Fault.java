package dev.provision.proof.worlds;

import dev.provision.simulator.server.FaultRule;

/** Something that goes wrong once, as a line: {@code TaskInProgress before CloneVM_Task 2}. */
record Fault(String what, FaultRule.When when, String method, int nth) {
  static Fault of(String line) {
    String[] words = line.split(" ");
    return new Fault(
        words[0],
        FaultRule.When.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
        words[2],
        Integer.parseInt(words[3]));
  }

  @Override
  public String toString() {
    return what + " " + when.name().toLowerCase(java.util.Locale.ROOT) + " " + method + " " + nth;
  }

  FaultRule rule() {
    return what.equals("lost")
        ? FaultRule.lost(method, when).only(nth)
        : FaultRule.fault(method, what).at(when).only(nth);
  }
}
