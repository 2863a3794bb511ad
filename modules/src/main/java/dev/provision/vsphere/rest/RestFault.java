package dev.provision.vsphere.rest;

import dev.provision.spi.ModuleException;

/**
 * The REST API's refusal; the cause of a {@link ModuleException}.
 *
 * @see <a href="https://developer.broadcom.com/xapis/vsphere-automation-api/">com.vmware.vapi.std
 *     .errors</a>
 */
public final class RestFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /**
   * @param type as in {@code com.vmware.vapi.std.errors}, {@code already_exists}; empty where the
   *     server named none
   */
  RestFault(int status, String type, String words) {
    super(words);
    this.status = status;
    this.type = type;
  }

  /** Whether something has the name already. */
  public static boolean isTaken(ModuleException e) {
    return e.getCause() instanceof RestFault fault && fault.type.equals("already_exists");
  }

  /** Whether what the request named is not there. */
  public static boolean isGone(ModuleException e) {
    return e.getCause() instanceof RestFault fault && fault.status == 404;
  }

  /** Whether the server refused, whatever for; not that it could not be reached. */
  public static boolean isRefusal(ModuleException e) {
    return e.getCause() instanceof RestFault && e.kind() == ModuleException.Kind.REFUSED;
  }
}
