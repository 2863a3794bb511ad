package dev.provision.vsphere.wire;

import java.util.Set;

/**
 * Lets only those calls through that change nothing but the session's own views, collectors and
 * filters. Planning runs on it: anything else that is called is our bug, never the user's mistake.
 */
public final class ReadOnly implements Vim25 {
  private static final Set<String> ALLOWED =
      Set.of(
          "CancelRetrievePropertiesEx",
          "CancelWaitForUpdates",
          "CheckConfigureEvcMode_Task",
          "CheckForUpdates",
          "ContinueRetrievePropertiesEx",
          "ConvertNamespacePathToUuidPath",
          "CreateContainerView",
          "CreateFilter",
          "CreateInventoryView",
          "CreateListView",
          "CreatePropertyCollector",
          "CurrentTime",
          "DecodeLicense",
          "DestroyPropertyCollector",
          "DestroyPropertyFilter",
          "DestroyView",
          "EvcManager",
          "HasPrivilegeOnEntities",
          "HasPrivilegeOnEntity",
          "HasUserPrivilegeOnEntities",
          "ListKmipServers",
          "Login",
          "Logout",
          "ModifyListView",
          "PbmCheckRequirements",
          "PbmQueryAssociatedProfiles",
          "PbmQueryMatchingHub",
          "PbmQueryProfile",
          "PbmRetrieveContent",
          "PbmRetrieveServiceContent",
          "SearchDatastoreSubFolders_Task",
          "SearchDatastore_Task",
          "SessionIsActive",
          "WaitForUpdatesEx");

  private final Vim25 next;

  public ReadOnly(Vim25 next) {
    this.next = next;
  }

  /** Whether a method of that name changes nothing in the inventory. */
  public static boolean allows(String method) {
    boolean reads =
        method.startsWith("Retrieve") || method.startsWith("Query") || method.startsWith("Find");
    return ALLOWED.contains(method) || reads && !method.endsWith("_Task");
  }

  /**
   * @throws IllegalStateException when the method may change something
   */
  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    if (!allows(call.method())) {
      throw new IllegalStateException(
          "`" + call.method() + "` was called while only reading is allowed");
    }
    return next.call(call);
  }
}
