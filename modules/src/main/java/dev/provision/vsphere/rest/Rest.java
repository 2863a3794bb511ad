package dev.provision.vsphere.rest;

import dev.provision.vsphere.wire.TransportFailure;

/** Carries requests to the REST API of one server; the simulator has one of these too. */
@FunctionalInterface
public interface Rest {
  /**
   * @throws TransportFailure when no answer came
   */
  RestAnswer send(RestCall call) throws TransportFailure;
}
