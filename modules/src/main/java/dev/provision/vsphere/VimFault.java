package dev.provision.vsphere;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.MethodFault;
import java.rmi.RemoteException;

/**
 * The server's refusal: a SOAP fault of a call, or the error of a task ({@code
 * LocalizedMethodFault}).
 */
public final class VimFault extends RemoteException {
  private static final long serialVersionUID = 1L;

  private final MethodFault fault;

  /**
   * @param fault the typed detail; a plain {@code MethodFault} where the server sent none or one
   *     that is not known
   * @param serverText the server's own words; the fault's type where it sent none
   */
  public VimFault(MethodFault fault, String serverText) {
    super(serverText);
    this.fault = fault;
  }

  /** The error of a task, or why a property is missing; without details where there are none. */
  static VimFault of(LocalizedMethodFault error) {
    MethodFault fault =
        error == null || error.getFault() == null ? new MethodFault() : error.getFault();
    String text = error == null ? null : error.getLocalizedMessage();
    boolean silent = text == null || text.isBlank();
    return new VimFault(fault, silent ? fault.getClass().getSimpleName() : text);
  }

  public MethodFault fault() {
    return fault;
  }

  /** Whether this is a fault of the given vim25 type or one below it. */
  public boolean is(Class<? extends MethodFault> type) {
    return type.isInstance(fault);
  }
}
