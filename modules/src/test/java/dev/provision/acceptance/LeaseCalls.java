package dev.provision.acceptance;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.wire.Call;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Tells the calls that take and give back a lease, and those that leave a record, from those that
 * the plan announces, as the referee's {@code lease.go} does. Safe for many threads.
 */
final class LeaseCalls {
  /** A lease of a single host, or the folder of an environment's leases. */
  private static final Pattern ON_DATASTORE =
      Pattern.compile("\\[.*\\] provision/leases/[^/]+(/lease-[0-9]+.*)?");

  private final Set<String> leases = ConcurrentHashMap.newKeySet();

  boolean has(Call call) {
    return switch (call.method()) {
      case "LogUserEvent" -> true; // the record of changes
      case "CreateFolder" -> says(call, "provision lease-");
      case "SetField" -> says(call, "lease of ");
      case "MakeDirectory", "DeleteDatastoreFile_Task" ->
          call.arguments().stream()
              .anyMatch(
                  each ->
                      each.getValue() instanceof String path
                          && ON_DATASTORE.matcher(path).matches());
      case "Destroy_Task", "UnregisterAndDestroy_Task" -> leases.contains(call.self().getVal());
      default -> false;
    };
  }

  private static boolean says(Call call, String beginning) {
    return call.arguments().stream()
        .anyMatch(each -> each.getValue() instanceof String text && text.startsWith(beginning));
  }

  /** Remembers what a call made. */
  Object made(Call call, Object answer) {
    if (answer instanceof ManagedObjectReference folder && call.method().equals("CreateFolder")) {
      leases.add(folder.getVal());
    }
    return answer;
  }
}
