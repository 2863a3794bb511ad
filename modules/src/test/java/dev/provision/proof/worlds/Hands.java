package dev.provision.proof.worlds;

import dev.provision.simulator.server.FaultRule;
import java.util.ArrayList;
import java.util.List;

/** What others do, and what goes wrong, of a few choices each. */
final class Hands {
  private static final List<String> TO_MACHINES =
      List.of("note", "cpus", "off", "snapshot", "option", "rename", "delete", "move");

  private static final List<String> METHODS =
      List.of(
          "CloneVM_Task",
          "ReconfigVM_Task",
          "CreateFolder",
          "PowerOnVM_Task",
          "Rename_Task",
          "SetField",
          "Destroy_Task",
          "CreateResourcePool",
          "ReconfigureComputeResource_Task");

  private Hands() {}

  static String deed(Picks pick, Book book) {
    int what = pick.of(4);
    List<String> machines = new ArrayList<>(book.machines());
    machines.addAll(Lab.OTHERS);
    if (what < 2) {
      String verb = pick.from(TO_MACHINES);
      String name = pick.from(machines);
      String with =
          switch (verb) {
            case "rename" -> "renamed";
            case "move" -> "/DC0/vm/shelf";
            default -> "";
          };
      return new Deed(verb, "VirtualMachine", name, with).toString();
    }
    if (what == 2) {
      return pick.from(
          List.of(
              "folder Folder /DC0/vm/w/theirs",
              "copy VirtualMachine old-1 theirs",
              "folder Folder /DC0/vm/theirs"));
    }
    List<String> things = new ArrayList<>();
    book.names("folders").forEach(name -> things.add("Folder " + name));
    book.names("resource_pools").forEach(name -> things.add("ResourcePool " + name));
    things.add("Folder shelf");
    String thing = pick.from(things);
    return pick.of(2) == 0 ? "delete " + thing : "rename " + thing + " renamed";
  }

  static String fault(Picks pick) {
    String method = pick.from(METHODS);
    int what = pick.of(4);
    FaultRule.When when = pick.of(2) == 0 ? FaultRule.When.BEFORE : FaultRule.When.AFTER;
    String fault = List.of("lost", "TaskInProgress", "ConcurrentAccess", "InvalidState").get(what);
    return new Fault(
            fault, fault.equals("lost") ? when : FaultRule.When.BEFORE, method, 1 + pick.of(2))
        .toString();
  }
}
