package dev.provision.vsphere.rest;

import dev.provision.vsphere.wire.TransportFailure;

/** Lets only requests through that change nothing, as {@code wire.ReadOnly} does for SOAP. */
final class RestReadOnly implements Rest {
  private final Rest next;

  RestReadOnly(Rest next) {
    this.next = next;
  }

  /**
   * @throws IllegalStateException when the request may change something
   */
  @Override
  public RestAnswer send(RestCall call) throws TransportFailure {
    if (!call.reads()) {
      throw new IllegalStateException("`" + call.name() + "` while only reading is allowed");
    }
    return next.send(call);
  }
}
