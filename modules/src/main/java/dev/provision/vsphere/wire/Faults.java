package dev.provision.vsphere.wire;

import com.vmware.vim25.CannotAccessFile;
import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.DisallowedOperationOnFailoverHost;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.HostCommunication;
import com.vmware.vim25.InsufficientResourcesFault;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodDisabled;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoDiskSpace;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.NotEnoughLicenses;
import com.vmware.vim25.RestrictedVersion;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.Timedout;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Denial;
import dev.provision.spi.ModuleException.Kind;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Translates what the server refused, or what failed on the way, into the exception that the engine
 * acts on.
 */
public final class Faults {
  /** What to do about a fault, by its type or one above it; the first that fits. */
  private static final Map<Class<? extends MethodFault>, String> ADVICE = new LinkedHashMap<>();

  static {
    ADVICE.put(
        NoPermission.class,
        "give the account's role that privilege there (`provision doctor` names all it lacks)");
    ADVICE.put(NoDiskSpace.class, "free room on that datastore, or name another");
    ADVICE.put(
        InsufficientResourcesFault.class,
        "free resources there, or take a smaller flavor or another cluster");
    ADVICE.put(DuplicateName.class, "something else has that name there: rename one of the two");
    ADVICE.put(
        DisallowedOperationOnFailoverHost.class,
        "that host is kept free for failover: take another");
    ADVICE.put(MethodDisabled.class, "apply again when what disabled it has ended");
    ADVICE.put(TaskInProgress.class, "apply again when the task that works on it has ended");
    ADVICE.put(RestrictedVersion.class, "the host's version or licence has to allow it");
    ADVICE.put(NotEnoughLicenses.class, "assign a licence in vCenter");
    ADVICE.put(HostCommunication.class, "look in vCenter whether the host is connected");
  }

  private static final int MOST = 600;

  private Faults() {}

  /** Whether a refusal is a fault of this type or one below it. */
  public static boolean is(ModuleException e, Class<? extends MethodFault> type) {
    return e.getCause() instanceof VimFault fault && fault.is(type);
  }

  /** One call of the API. */
  @FunctionalInterface
  public interface Ask<T> {
    T of(VimStub api) throws RemoteException;
  }

  /** Something that calls the API. */
  @FunctionalInterface
  public interface Calling<T> {
    T go() throws RemoteException;
  }

  /**
   * Calls, and translates what the server or the wire refuses.
   *
   * @throws ModuleException as {@link #translate} makes it
   */
  public static <T> T translated(Calling<T> calling) throws ModuleException {
    try {
      return calling.go();
    } catch (RemoteException e) {
      throw translate(e);
    }
  }

  /**
   * The reason in the server's words, with what the fault's fields say besides; never with an id of
   * an object.
   */
  public static ModuleException translate(RemoteException e) {
    if (e instanceof VimFault fault) {
      ModuleException told = new ModuleException(kind(fault.fault()), reason(fault), e);
      if (fault.fault() instanceof NoPermission denied && fault.isDenied()) {
        told = told.denied(denial(denied, fault));
      }
      for (Map.Entry<Class<? extends MethodFault>, String> each : ADVICE.entrySet()) {
        if (fault.is(each.getKey()) && !fault.is(NotAuthenticated.class)) {
          return told.advising(each.getValue());
        }
      }
      return told;
    }
    if (e instanceof TransportFailure failure) {
      return failure
          .whyWithheld()
          .orElseGet(() -> new ModuleException(Kind.TRANSIENT, failure.getMessage(), e));
    }
    throw new AssertionError("a wire threw what is neither a fault nor a failure", e);
  }

  /**
   * When a name is taken that was free when the world was read, somebody else took it or a call
   * whose reply was lost. The engine then looks again instead of failing.
   */
  public static ModuleException lookingAgain(ModuleException e) {
    return e.getCause() instanceof VimFault fault && fault.is(DuplicateName.class)
        ? e.as(Kind.STALE)
        : e;
  }

  /** The reason alone, on one line. */
  public static String reason(VimFault fault) {
    return reason(fault, 3);
  }

  private static String reason(VimFault fault, int deep) {
    if (fault.fault() instanceof NoPermission denied && fault.isDenied()) {
      return words(denial(denied, fault), Optional.ofNullable(denied.getObject()));
    }
    if (fault.fault() instanceof MethodDisabled disabled && disabled.getSource() != null) {
      return "`"
          + fit(disabled.getSource())
          + "` has disabled this on it, as backups do while they read";
    }
    String name = fault.fault().getClass().getSimpleName();
    String words = ObjectIds.replaced(fit(fault.getMessage()), fault::path);
    FaultDetail detail = FaultDetail.of(fault);
    List<String> facts = new ArrayList<>();
    boolean isUntyped = fault.fault().getClass() == MethodFault.class;
    if (!words.contains(name) && !isUntyped) {
      facts.add(name);
    }
    // the fault of a lost session names a privilege too, but the account does not lack it
    for (String fact : fault.is(NotAuthenticated.class) ? List.<String>of() : detail.facts()) {
      String value = fact.substring(fact.indexOf(": ") + 1).strip();
      if (!words.contains(value) && !facts.contains(fact)) {
        facts.add(ObjectIds.replaced(fit(fact), fault::path));
      }
    }
    StringBuilder text = new StringBuilder(words);
    if (!facts.isEmpty()) {
      text.append(" (").append(String.join("; ", facts)).append(')');
    }
    if (deep > 0) {
      for (VimFault cause : detail.causes(fault)) {
        text.append(", because ").append(reason(cause, deep - 1));
      }
    }
    return text.toString();
  }

  /**
   * Puts a server's text on one line, because only our own messages have several, and cuts it,
   * because a server may send a text of any length.
   */
  private static String fit(String words) {
    int length = words.codePointCount(0, words.length());
    String most =
        length <= MOST
            ? words
            : words.substring(0, words.offsetByCodePoints(0, MOST))
                + "… ("
                + length
                + " characters)";
    return most.replace("\r", "\\r").replace("\n", "\\n");
  }

  private static Denial denial(NoPermission denied, VimFault fault) {
    return new Denial(
        Optional.ofNullable(denied.getPrivilegeId()).filter(id -> !id.isBlank()).map(Faults::fit),
        Optional.ofNullable(denied.getObject()).flatMap(fault::path));
  }

  private static String words(Denial denial, Optional<ManagedObjectReference> object) {
    String on =
        denial
            .object()
            .map(path -> " on `" + path + "`")
            .or(() -> object.map(ref -> " on " + withoutPath(ref)))
            .orElse("");
    return denial
        .privilege()
        .map(id -> "the account lacks the privilege " + id + on)
        .orElse("the account has no permission" + on + "; vCenter did not say which privilege");
  }

  /**
   * What to call an object without a known path: a service has none, and the path of any other
   * object could not be read.
   */
  private static String withoutPath(ManagedObjectReference ref) {
    String words = FaultDetail.words(ref.getType());
    return ref.getType().matches(".*(Manager|Collector|View|Index|Checker|Browser|Service|Spec)")
        ? "the " + words
        : "a " + words + " whose path it may not read";
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
