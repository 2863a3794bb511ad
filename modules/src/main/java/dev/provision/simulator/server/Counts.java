package dev.provision.simulator.server;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each method was called, at the server. Safe for many threads. */
public final class Counts {
  /** Methods that change nothing that a vCenter keeps; {@code plan} may call them. */
  private static final Set<String> READING =
      Set.of(
          "Login",
          "Logout",
          "CurrentTime",
          "SessionIsActive",
          "CreateContainerView",
          "CreateListView",
          "ModifyListView",
          "ResetListView",
          "DestroyView",
          "CreatePropertyCollector",
          "DestroyPropertyCollector",
          "CreateFilter",
          "DestroyPropertyFilter",
          "WaitForUpdatesEx",
          "CheckForUpdates",
          "CancelWaitForUpdates",
          "CancelRetrievePropertiesEx",
          "ContinueRetrievePropertiesEx",
          "ConvertNamespacePathToUuidPath",
          "SearchDatastore_Task",
          "SearchDatastoreSubFolders_Task");

  private final Map<String, Integer> calls = new TreeMap<>();

  public synchronized void add(String method) {
    calls.merge(method, 1, Integer::sum);
  }

  /** Calls of one method. */
  public synchronized int of(String method) {
    return calls.getOrDefault(method, 0);
  }

  /** All calls. */
  public synchronized int all() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Calls that may change something. */
  public synchronized int mutating() {
    return calls.entrySet().stream()
        .filter(each -> isMutating(each.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static boolean isMutating(String method) {
    return !READING.contains(method)
        && !method.startsWith("PbmRetrieve")
        && !method.startsWith("PbmQuery")
        && !method.startsWith("PbmCheck")
        && !method.startsWith("Retrieve")
        && !method.startsWith("Find")
        && !method.startsWith("Query")
        && !method.startsWith("HasPrivilege")
        && !method.startsWith("HasUserPrivilege");
  }

  public synchronized void reset() {
    calls.clear();
  }
}
