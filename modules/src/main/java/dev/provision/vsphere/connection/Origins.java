package dev.provision.vsphere.connection;

import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.TransportFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells where each setting of a connection came from, so that people see when a variable overrides
 * the file: {@code host `vc.lab` from site.yml:4:9 (environment VC_HOST)}.
 */
public final class Origins {
  private final Declaration<VcenterSpec> connection;

  public Origins(Declaration<VcenterSpec> connection) {
    this.connection = connection;
  }

  /**
   * The error when these settings will not work however often they are tried.
   *
   * @param reason what failed, with the layer
   * @param hint what to do; empty when the reason says it
   * @param settings keys as in the playbook; the error shows those that the playbook sets
   */
  ModuleException unreachable(String reason, String hint, List<String> settings, Throwable cause) {
    return failure(ModuleException.Kind.UNREACHABLE, reason, hint, settings, cause);
  }

  /** The error when the same may succeed a moment later. */
  ModuleException temporary(String reason, List<String> settings, Throwable cause) {
    return failure(ModuleException.Kind.TRANSIENT, reason, "", settings, cause);
  }

  /** The error for a call that did not get through, with the settings of the layer it failed in. */
  ModuleException failed(TransportFailure e) {
    List<String> settings =
        switch (e.layer()) {
          case DNS -> List.of("host", "host_ip");
          case TLS -> List.of("host", "host_ip", "port", "ca_file", "thumbprint", "insecure");
          case TCP, HTTP, SOAP -> List.of("host", "host_ip", "port");
        };
    String layer = e.layer() == TransportFailure.Layer.SOAP ? "SDK" : e.layer().name();
    String reason = layer + ": " + e.getMessage();
    return e.mayPass() ? temporary(reason, settings, e) : unreachable(reason, "", settings, e);
  }

  private ModuleException failure(
      ModuleException.Kind kind,
      String reason,
      String hint,
      List<String> settings,
      Throwable cause) {
    StringBuilder text = new StringBuilder(reason);
    for (String line : lines(settings)) {
      text.append("\n  ").append(line);
    }
    if (!hint.isEmpty()) {
      text.append("\n  ").append(hint);
    }
    return new ModuleException(kind, text.toString(), cause);
  }

  ModuleException missing(String key, String novasKey) {
    return new ModuleException(
        ModuleException.Kind.UNREACHABLE,
        "`vcenter` at "
            + connection.span()
            + " has no `"
            + key
            + "`\n  give it there, as `"
            + key
            + ": ${env.VC_"
            + environmentName(key)
            + "}` for example; nova.conf's `"
            + novasKey
            + "` is taken too",
        null);
  }

  private static String environmentName(String key) {
    return key.equals("username") ? "USER" : key.toUpperCase(java.util.Locale.ROOT);
  }

  /** One line for each of these settings that the playbook sets, and for the default port. */
  public List<String> lines(List<String> settings) {
    List<String> lines = new ArrayList<>();
    for (String key : settings) {
      Field field = connection.fields().get(key);
      if (field != null) {
        String sources =
            field.sources().isEmpty() ? "" : " (" + String.join(", ", field.sources()) + ")";
        lines.add(key + value(key, field) + " from " + field.span() + sources);
      } else if (key.equals("port")) {
        lines.add("port " + connection.spec().port() + " by default");
      }
    }
    return lines;
  }

  private String value(String key, Field field) {
    VcenterSpec spec = connection.spec();
    String value =
        switch (key) {
          case "host", "host_ip" -> spec.effectiveHost().orElse("");
          case "username", "host_username" -> spec.effectiveUsername().orElse("");
          case "port" -> String.valueOf(spec.port());
          case "ca_file" -> spec.caFile().orElse("");
          default -> "";
        };
    return field.sensitive() || value.isEmpty() ? "" : " `" + value + "`";
  }
}
