package dev.provision.vsphere.kind;

import dev.provision.spi.Right;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What calls need on an object, taken from the activities of their kind: there a method has its
 * privileges once, for `doctor` and for the steps of a plan. Immutable.
 */
public final class CallRights {
  private final Set<Activity> activities;

  public CallRights(Set<Activity> activities) {
    this.activities = Set.copyOf(activities);
  }

  /**
   * What one method needs.
   *
   * @param on the path of an object; of one that does not exist yet, the object above it counts
   * @throws IllegalStateException when no activity names the method
   */
  public List<Right> of(String method, String on) {
    List<Right> rights = those(method::equals, on);
    if (rights.isEmpty()) {
      throw new IllegalStateException("no activity of this kind names " + method);
    }
    return rights;
  }

  /** What all methods need whose names begin so, {@code Create}; none when there is none. */
  public List<Right> starting(String prefix, String on) {
    return those(method -> method.startsWith(prefix), on);
  }

  private List<Right> those(Predicate<String> which, String on) {
    List<Right> rights = new ArrayList<>();
    for (Activity activity : activities) {
      for (Activity.Call call : activity.calls()) {
        Arrays.stream(call.methods().split("[ ,;]+"))
            .filter(which)
            .findFirst()
            .ifPresent(
                method ->
                    call.needs().forEach(each -> rights.add(new Right(each.id(), on, method))));
      }
    }
    return rights;
  }
}
