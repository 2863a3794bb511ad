package dev.provision.vsphere.rest;

import dev.provision.vsphere.wire.Credentials;
import dev.provision.vsphere.wire.TransportFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The session with the REST API, which begins with the first request. Servers have it under {@code
 * /rest}, newer ones from 7.0 U2 on under {@code /api} too; whether the newest still have {@code
 * /rest} has not been seen, so a 404 there leads to {@code /api}. Safe for many threads.
 */
final class RestLogin {
  private static final String SESSION = "vmware-api-session-id";

  private final Rest wire;
  private final Credentials credentials;
  private boolean isNew;
  private boolean ended;
  private Optional<String> token = Optional.empty();
  private Optional<RestAnswer> refusal = Optional.empty();

  RestLogin(Rest wire, Credentials credentials) {
    this.wire = wire;
    this.credentials = credentials;
  }

  /** The session, or the refusal of the login. */
  record Answer(Map<String, String> header, boolean isNew, Optional<RestAnswer> refusal) {}

  /** Logs in if that has not happened yet. A login that was refused is not tried again. */
  synchronized Answer session() throws TransportFailure {
    if (token.isEmpty() && refusal.isEmpty()) {
      if (ended) {
        throw new IllegalStateException("a request after the logout");
      }
      login();
    }
    return new Answer(token.map(key -> Map.of(SESSION, key)).orElse(Map.of()), isNew, refusal);
  }

  private void login() throws TransportFailure {
    RestAnswer answer = wire.send(session("POST", basic()));
    if (answer.status() == 404 && !isNew) {
      isNew = true;
      answer = wire.send(session("POST", basic()));
    }
    String key =
        Json.parse(answer.body())
            .filter(json -> !json.isNone())
            .map(json -> isNew ? json.asText() : json.textOf("value"))
            .orElse("");
    if (answer.isGood() && !key.isEmpty()) {
      token = Optional.of(key);
    } else {
      refusal = Optional.of(answer);
    }
  }

  private RestCall session(String method, Map<String, String> headers) {
    String target = isNew ? "/api/session" : "/rest/com/vmware/cis/session";
    return new RestCall(method, target, headers, Optional.empty());
  }

  private Map<String, String> basic() {
    String both = credentials.username() + ":" + credentials.password();
    byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /** The session of these headers is not known any more; another thread may have renewed it. */
  synchronized void lost(Map<String, String> headers) {
    if (token.filter(key -> key.equals(headers.get(SESSION))).isPresent()) {
      token = Optional.empty();
    }
  }

  /** Logs out, if a session began. */
  synchronized void end() throws TransportFailure {
    ended = true;
    if (token.isPresent()) {
      Map<String, String> header = Map.of(SESSION, token.get());
      token = Optional.empty();
      wire.send(session("DELETE", header));
    }
  }
}
