package dev.provision.vsphere.wire;

import dev.provision.spi.ModuleException;
import java.rmi.RemoteException;
import java.util.Optional;

/**
 * No answer of vim25 arrived. Says which layer failed, and whether the call may have taken effect.
 */
public final class TransportFailure extends RemoteException {
  private static final long serialVersionUID = 1L;

  /** Where on the way to vCenter it failed, outermost first. */
  public enum Layer {
    DNS,
    TCP,
    TLS,
    HTTP,
    SOAP
  }

  private final String message;
  private final Layer layer;
  private final boolean maybeSent;
  private final boolean mayPass;

  /**
   * @param message what happened, in words an operator understands
   * @param maybeSent true when the request may have reached the server, so its effect is unknown
   */
  public TransportFailure(Layer layer, String message, boolean maybeSent, Throwable cause) {
    this(layer, message, maybeSent, false, cause);
  }

  private TransportFailure(
      Layer layer, String message, boolean maybeSent, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.message = message;
    this.layer = layer;
    this.maybeSent = maybeSent;
    this.mayPass = mayPass;
  }

  /**
   * The same, for a failure that may pass by itself: a service that starts, a line that was cut.
   */
  TransportFailure thatMayPass() {
    return new TransportFailure(layer, message, maybeSent, true, this);
  }

  /** The same, for a request that only asked and so changed nothing. */
  TransportFailure ofARead() {
    return new TransportFailure(layer, message, false, mayPass, this);
  }

  /**
   * A call that was not sent, because this run may not write any more; Faults gives that reason.
   */
  public static TransportFailure withheld(ModuleException why) {
    return new TransportFailure(Layer.SOAP, why.getMessage(), false, why);
  }

  /** Why it was not sent; empty when it was tried. */
  Optional<ModuleException> whyWithheld() {
    return getCause() instanceof ModuleException why ? Optional.of(why) : Optional.empty();
  }

  /** What happened, without the cause that {@code RemoteException} would repeat behind it. */
  @Override
  public String getMessage() {
    return message;
  }

  public Layer layer() {
    return layer;
  }

  public boolean maybeSent() {
    return maybeSent;
  }

  /** Whether the same may go through a moment later, with the same settings. */
  public boolean mayPass() {
    return mayPass;
  }
}
