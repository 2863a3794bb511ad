package dev.provision.simulator.serve;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RequestCanceled;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.Argument;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;

/**
 * Two calls that only other clients make, turned into calls that the simulator has: {@code Fetch},
 * with which pyvmomi and ovftool read one property (no reference lists it, but real servers answer
 * it in recordings), and {@code WaitForUpdates}, which waits without an end.
 */
final class OtherCalls implements Vim25 {
  static final String FETCH = "Fetch";
  private static final String WAIT = "WaitForUpdates";

  /** How often a wait without news is renewed: an hour by default, longer than clients wait. */
  private static final int WAITS = 6;

  private final Vim25 next;
  private final int waitSeconds;

  OtherCalls(Vim25 next, int waitSeconds) {
    this.next = next;
    this.waitSeconds = waitSeconds;
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    return switch (call.method()) {
      case FETCH -> fetched(call);
      case WAIT -> awaited(call);
      default -> next.call(call);
    };
  }

  private Object fetched(Call call) throws VimFault, TransportFailure {
    ObjectSpec object = new ObjectSpec();
    object.obj = call.self();
    PropertySpec property = new PropertySpec();
    property.type = call.self().type;
    property.pathSet = new String[] {text(call, "prop")};
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.objectSet = new ObjectSpec[] {object};
    filter.propSet = new PropertySpec[] {property};
    ManagedObjectReference collector = new ManagedObjectReference();
    collector.type = "PropertyCollector";
    collector.val = "propertyCollector";
    List<Argument> arguments =
        List.of(
            new Argument("_this", "ManagedObjectReference", collector),
            new Argument("specSet", "PropertyFilterSpec[]", new PropertyFilterSpec[] {filter}));
    ObjectContent[] found =
        (ObjectContent[]) next.call(new Call("RetrieveProperties", arguments, "ObjectContent[]"));
    if (found == null || found.length == 0) {
      return null;
    }
    if (found[0].missingSet != null && found[0].missingSet.length > 0) {
      throw VimFault.of(found[0].missingSet[0].fault);
    }
    return found[0].propSet == null ? null : found[0].propSet[0].val;
  }

  private Object awaited(Call call) throws VimFault, TransportFailure {
    WaitOptions options = new WaitOptions();
    options.maxWaitSeconds = waitSeconds;
    List<Argument> arguments =
        List.of(
            call.arguments().get(0),
            new Argument("version", "String", text(call, "version")),
            new Argument("options", "WaitOptions", options));
    for (int i = 0; i < WAITS; i++) {
      Object news = next.call(new Call("WaitForUpdatesEx", arguments, call.returnType()));
      if (news != null) {
        return news;
      }
    }
    throw new VimFault(new RequestCanceled(), "there was no news for too long");
  }

  private static String text(Call call, String name) {
    for (Argument each : call.arguments()) {
      if (each.getName().equals(name) && each.getValue() instanceof String text) {
        return text;
      }
    }
    return "";
  }
}
