package dev.provision.vsphere.wire;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import java.util.List;

/** Calls for the tests of decorators. */
public final class Calls {
  private Calls() {}

  public static Call call(String method, String type, String id) {
    return new Call(
        method, List.of(new Argument("_this", "ManagedObjectReference", object(type, id))), null);
  }

  public static ManagedObjectReference object(String type, String id) {
    ManagedObjectReference object = new ManagedObjectReference();
    object.type = type;
    object.val = id;
    return object;
  }
}
