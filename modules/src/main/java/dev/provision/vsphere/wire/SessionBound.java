package dev.provision.vsphere.wire;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.ws.Argument;
import java.util.Set;

/**
 * Recognizes calls that only make sense in the session in which they began: on views, filters,
 * leases and collectors of ours, with page tokens and update versions. In a new session they would
 * be answered with {@code ManagedObjectNotFound}, or worse, with something.
 */
final class SessionBound {
  private static final Set<String> METHODS =
      Set.of(
          "CancelRetrievePropertiesEx",
          "CancelWaitForUpdates",
          "CheckForUpdates",
          "ContinueRetrievePropertiesEx",
          "WaitForUpdatesEx");

  private static final Set<String> TYPES =
      Set.of(
          "ContainerView",
          "EventHistoryCollector",
          "HttpNfcLease",
          "InventoryView",
          "ListView",
          "ManagedObjectView",
          "PropertyFilter",
          "TaskHistoryCollector");

  private final ManagedObjectReference ownCollector;

  /**
   * @param ownCollector the server's own property collector, which every session has
   */
  SessionBound(ManagedObjectReference ownCollector) {
    this.ownCollector = ownCollector;
  }

  boolean is(Call call) {
    if (METHODS.contains(call.method()) || isBound(call.self())) {
      return true;
    }
    for (Argument argument : call.arguments()) {
      if (refersToBound(argument.getValue())) {
        return true;
      }
    }
    return false;
  }

  private boolean isBound(ManagedObjectReference object) {
    return TYPES.contains(object.type)
        || object.type.equals("PropertyCollector") && !object.val.equals(ownCollector.val);
  }

  private boolean refersToBound(Object value) {
    if (value instanceof PropertyFilterSpec) {
      return startsAtBound((PropertyFilterSpec) value);
    }
    if (value instanceof PropertyFilterSpec[]) {
      for (PropertyFilterSpec spec : (PropertyFilterSpec[]) value) {
        if (startsAtBound(spec)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean startsAtBound(PropertyFilterSpec spec) {
    if (spec.objectSet != null) {
      for (ObjectSpec object : spec.objectSet) {
        if (isBound(object.obj)) {
          return true;
        }
      }
    }
    return false;
  }
}
