package dev.provision.vsphere.wire;

import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.LocalizableMessage;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.NotImplemented;
import com.vmware.vim25.NotSupported;
import java.rmi.RemoteException;
import java.util.Map;
import java.util.Optional;

/**
 * The server's refusal: a SOAP fault of a call, or the error of a task ({@code
 * LocalizedMethodFault}).
 */
public final class VimFault extends RemoteException {
  private static final long serialVersionUID = 1L;

  private final MethodFault fault;
  private final transient Map<ManagedObjectReference, String> paths;

  /**
   * @param fault the typed detail; a plain {@code MethodFault} where the server sent none or one
   *     that is not known
   * @param serverText the server's own words; the fault's type where it sent none
   */
  public VimFault(MethodFault fault, String serverText) {
    this(fault, serverText, Map.of());
  }

  private VimFault(
      MethodFault fault, String serverText, Map<ManagedObjectReference, String> paths) {
    super(serverText == null || serverText.isBlank() ? ownWords(fault) : serverText);
    this.fault = fault;
    this.paths = Map.copyOf(paths);
  }

  /** The same, with the known paths of objects that it names. */
  public VimFault with(Map<ManagedObjectReference, String> known) {
    return new VimFault(fault, getMessage(), known);
  }

  /** The inventory path of an object that it names; empty where that is not known. */
  Optional<String> path(ManagedObjectReference ref) {
    return Optional.ofNullable(paths.get(ref));
  }

  Map<ManagedObjectReference, String> paths() {
    return paths;
  }

  /**
   * The error of a task, a lease or a property that could not be read.
   *
   * @param error as the server sent it; its fault and its text may both be absent
   */
  public static VimFault of(LocalizedMethodFault error) {
    MethodFault fault = error.fault == null ? new MethodFault() : error.fault;
    return new VimFault(fault, error.localizedMessage);
  }

  private static String ownWords(MethodFault fault) {
    if (fault.faultMessage != null) {
      for (LocalizableMessage message : fault.faultMessage) {
        if (message.message != null && !message.message.isBlank()) {
          return message.message;
        }
      }
    }
    return fault.getClass().getSimpleName();
  }

  public MethodFault fault() {
    return fault;
  }

  /**
   * Whether the account lacks a privilege. {@code NotAuthenticated} is a {@code NoPermission} by
   * its type, and says that the session is over: nobody's privileges are at fault.
   */
  public boolean isDenied() {
    return fault instanceof NoPermission && !(fault instanceof NotAuthenticated);
  }

  /**
   * Whether the server says that it has no such method or object. For a method that it does not
   * know, a real server answers InvalidRequest, as for every request that it cannot read. Only its
   * words tell the two apart, so that a malformed request of ours is not mistaken for something
   * that the server lacks.
   */
  public boolean isUnsupported() {
    return is(NotSupported.class)
        || is(NotImplemented.class)
        || is(MethodNotFound.class)
        || is(ManagedObjectNotFound.class)
        || is(InvalidRequest.class)
            && String.valueOf(getMessage()).contains("Unable to resolve WSDL method name");
  }

  /** Whether the server could not read our request. */
  public boolean isMalformedRequest() {
    return is(InvalidRequest.class) && !isUnsupported();
  }

  /** Whether this is a fault of the given vim25 type or one below it. */
  public boolean is(Class<? extends MethodFault> type) {
    return type.isInstance(fault);
  }
}
