package dev.provision.vsphere;

import com.vmware.vim25.CannotAccessFile;
import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.HostCommunication;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.MethodDisabled;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.Timedout;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import java.rmi.RemoteException;

/** Translates what the server or the wire refused, once, into what the engine acts on. */
public final class Faults {
  private Faults() {}

  /** The reason in the server's words, with the privilege and object when one is missing. */
  public static ModuleException translate(RemoteException e) {
    if (e instanceof VimFault fault) {
      return new ModuleException(kind(fault.fault()), reason(fault), e);
    }
    if (e instanceof TransportFailure failure) {
      return new ModuleException(Kind.TRANSIENT, failure.getMessage(), e);
    }
    throw new AssertionError("a wire threw what is neither a fault nor a failure", e);
  }

  /**
   * A name that is taken since the world was read is what somebody else made, or what a lost reply
   * did: then it is to be looked at again, and is no refusal.
   */
  public static ModuleException lookingAgain(ModuleException e) {
    return e.getCause() instanceof VimFault fault && fault.is(DuplicateName.class)
        ? new ModuleException(Kind.STALE, e.getMessage(), fault)
        : e;
  }

  private static String reason(VimFault fault) {
    String name = fault.fault().getClass().getSimpleName();
    String words = fault.getMessage() == null ? name : fault.getMessage();
    if (fault.fault() instanceof NoPermission denied && fault.isDenied()) {
      String on =
          denied.getObject() == null
              ? ""
              : " on " + denied.getObject().getType() + " " + denied.getObject().getVal();
      return "the account lacks the privilege " + denied.getPrivilegeId() + on;
    }
    if (fault.fault() instanceof MethodDisabled disabled && disabled.getSource() != null) {
      return "`"
          + disabled.getSource()
          + "` has disabled this on it, as backups do while they read";
    }
    return words.contains(name) ? words : words + " (" + name + ")";
  }

  private static Kind kind(MethodFault fault) {
    // somebody changed or deleted what was read
    if (fault instanceof ConcurrentAccess || fault instanceof ManagedObjectNotFound) {
      return Kind.STALE;
    }
    if (fault instanceof MethodDisabled) {
      return Kind.HELD;
    }
    if (fault instanceof InvalidLogin) {
      return Kind.UNREACHABLE;
    }
    if (fault instanceof TaskInProgress
        || fault instanceof HostCommunication
        || fault instanceof Timedout
        || fault instanceof CannotAccessFile
        || fault instanceof NotAuthenticated) {
      return Kind.TRANSIENT;
    }
    return Kind.REFUSED;
  }
}
