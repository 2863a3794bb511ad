package dev.provision.vsphere.rest;

import java.util.Objects;

/**
 * An answer of the REST API.
 *
 * @param status of HTTP
 * @param body JSON, or a text where something else answers; empty where there is none
 */
public record RestAnswer(int status, String body) {
  public RestAnswer {
    Objects.requireNonNull(body);
  }

  public boolean isGood() {
    return status / 100 == 2;
  }
}
