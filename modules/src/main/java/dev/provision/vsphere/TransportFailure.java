package dev.provision.vsphere;

import java.rmi.RemoteException;

/** No vim25 answer was had: the layer that failed, and whether the call may have taken effect. */
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

  /**
   * @param message what happened, in words an operator understands
   * @param maybeSent true when the request may have reached the server, so its effect is unknown
   */
  public TransportFailure(Layer layer, String message, boolean maybeSent, Throwable cause) {
    super(message, cause);
    this.message = message;
    this.layer = layer;
    this.maybeSent = maybeSent;
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
}
