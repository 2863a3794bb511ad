package dev.provision.vsphere.connection;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.Argument;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.TransportFailure.Layer;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first answer of a server, to {@code RetrieveServiceContent}, which needs no login: what it is
 * and which managers it has. A server that lacks something that every vCenter and every ESXi host
 * has is neither.
 */
public final class FirstAnswer {
  private FirstAnswer() {}

  /**
   * @return has all that reading and waiting need; managers that an ESXi host lacks may be null
   * @throws TransportFailure also when the answer is not that of a vCenter or host
   * @throws VimFault when the server refuses to answer
   */
  public static ServiceContent of(Vim25 wire) throws VimFault, TransportFailure {
    Argument self = new Argument("_this", "ManagedObjectReference", instance());
    ServiceContent content =
        (ServiceContent)
            wire.call(new Call("RetrieveServiceContent", List.of(self), "ServiceContent"));
    List<String> lacking = content == null ? List.of() : lacking(content);
    if (content == null || !lacking.isEmpty()) {
      throw new TransportFailure(
          Layer.SOAP,
          "it answers, but not as a vCenter or an ESXi host does: "
              + (content == null
                  ? "its service content is empty"
                  : "its service content has no " + String.join(", ", lacking)),
          false,
          null);
    }
    return content;
  }

  /** The reference of the service instance, the same on every server. */
  public static ManagedObjectReference instance() {
    ManagedObjectReference instance = new ManagedObjectReference();
    instance.setType("ServiceInstance");
    instance.setVal("ServiceInstance");
    return instance;
  }

  private static List<String> lacking(ServiceContent content) {
    List<String> lacking = new ArrayList<>();
    if (content.getAbout() == null) {
      lacking.add("`about`");
    }
    Map<String, ManagedObjectReference> needed = new TreeMap<>();
    needed.put("propertyCollector", content.getPropertyCollector());
    needed.put("rootFolder", content.getRootFolder());
    needed.put("sessionManager", content.getSessionManager());
    needed.put("viewManager", content.getViewManager());
    needed.forEach(
        (name, ref) -> {
          if (ref == null || ref.getVal() == null || ref.getType() == null) {
            lacking.add("`" + name + "`");
          }
        });
    return lacking;
  }
}
