package dev.provision.simulator.tagging;

import dev.provision.vsphere.rest.Json;
import dev.provision.vsphere.rest.RestAnswer;
import java.util.List;
import java.util.Locale;

/** A refusal of the REST API, in the types of {@code com.vmware.vapi.std.errors}. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  private Refused(int status, String type, String words) {
    super(words);
    this.status = status;
    this.type = type;
  }

  static Refused argument(String words) {
    return new Refused(400, "invalid_argument", words);
  }

  static Refused taken(String name) {
    return new Refused(400, "already_exists", "The name `" + name + "` exists already.");
  }

  static Refused missing(String what) {
    return new Refused(404, "not_found", what + " could not be found.");
  }

  static Refused stranger() {
    return new Refused(401, "unauthenticated", "Authentication required.");
  }

  static Refused unauthorized(String words) {
    return new Refused(403, "unauthorized", words);
  }

  static Refused busy(String words) {
    return new Refused(503, "service_unavailable", words);
  }

  /**
   * @param isNew whether the request came under {@code /api}, which has another form
   */
  RestAnswer answer(boolean isNew) {
    Json message =
        Json.object()
            .with("args", Json.list(List.of()))
            .with("default_message", getMessage())
            .with("id", "simulator." + type);
    Json messages = Json.object().with("messages", Json.list(List.of(message)));
    Json body =
        isNew
            ? messages.with("error_type", type.toUpperCase(Locale.ROOT))
            : Json.object()
                .with("type", "com.vmware.vapi.std.errors." + type)
                .with("value", messages);
    return new RestAnswer(status, body.toString());
  }
}
