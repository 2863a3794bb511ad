package dev.provision.vsphere.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Something the program does in a vCenter for a playbook or a command, with its calls. Each kind
 * declares its own ({@link VsphereKind#activities}); there is no central list.
 *
 * @param purpose {@code to make folders and mark them}
 * @param rare whether few playbooks need it, so that an account that is asked about without a
 *     playbook may lack it
 */
public record Activity(String purpose, List<Call> calls, boolean rare) {
  /**
   * One call, or several that need the same.
   *
   * @param methods of the API, as its reference has them
   * @param needs what stands under "Required Privileges" of the method in the vSphere Web Services
   *     API reference; their names are those of "Defined Privileges" of vSphere Security
   */
  public record Call(String methods, List<NeededPrivilege> needs) {
    public Call {
      Objects.requireNonNull(methods);
      needs = List.copyOf(needs);
    }
  }

  public Activity {
    Objects.requireNonNull(purpose);
    calls = List.copyOf(calls);
  }

  public static Activity of(String purpose, Call... calls) {
    return new Activity(purpose, List.of(calls), false);
  }

  @SafeVarargs
  public static Call call(String methods, List<NeededPrivilege>... needs) {
    List<NeededPrivilege> all = new ArrayList<>();
    for (List<NeededPrivilege> each : needs) {
      all.addAll(each);
    }
    return new Call(methods, all);
  }

  public Activity rarely() {
    return new Activity(purpose, calls, true);
  }

  /** The privileges of all its calls, each once. */
  public List<NeededPrivilege> needs() {
    return calls.stream().flatMap(call -> call.needs().stream()).distinct().toList();
  }
}
